#include "lexprobe/ngram/token_stream.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr int64_t kBufferTokens = 4096;
// More than anybody reads, and few enough to be added up.
constexpr uint64_t kMostTokens = uint64_t{1} << 48;

}  // namespace

absl::StatusOr<UnknownWords> UnknownWordsFromName(absl::string_view name) {
  for (const UnknownWords value :
       {UnknownWords::kRemove, UnknownWords::kDrop, UnknownWords::kKeep}) {
    if (name == NameOf(value)) return value;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "unknown words are \"", name, "\"; allowed: remove, drop, keep"));
}

absl::string_view NameOf(UnknownWords unknown_words) {
  switch (unknown_words) {
    case UnknownWords::kRemove:
      return "remove";
    case UnknownWords::kDrop:
      return "drop";
    case UnknownWords::kKeep:
      return "keep";
  }
  return "";
}

absl::Status RestoreRandom(BinaryReader& in, Random* random) {
  Random::State state;
  uint64_t any = 0;
  for (uint64_t& word : state) {
    LEXPROBE_ASSIGN_OR_RETURN(word, in.GetUint64());
    any |= word;
  }
  if (any == 0) return absl::DataLossError("random numbers that stand still");
  random->RestoreState(state);
  return absl::OkStatus();
}

TokenStream::TokenStream(const TokenStreamSource& source, int64_t begin,
                         int64_t end, int64_t start, Random random)
    : source_(source),
      begin_(begin),
      end_(end),
      position_(start),
      random_(std::move(random)) {}

absl::Status TokenStream::Fill() {
  const int64_t begin = position_ == end_ ? begin_ : position_;
  const int64_t count = std::min(kBufferTokens, end_ - begin);
  buffer_.resize(static_cast<size_t>(count));
  next_ = 0;
  if (absl::Status status = source_.file->Read(begin, absl::MakeSpan(buffer_));
      !status.ok()) {
    buffer_.clear();
    return status;
  }
  position_ = begin + count;
  return absl::OkStatus();
}

void TokenStream::SaveState(std::string* out) const {
  PutUint64(static_cast<uint64_t>(position_) - (buffer_.size() - next_), out);
  PutUint64(static_cast<uint64_t>(tokens_read_), out);
  for (const uint64_t word : random_.state()) PutUint64(word, out);
}

absl::Status TokenStream::RestoreState(BinaryReader& in) {
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t position, in.GetUint64());
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t tokens_read, in.GetUint64());
  if (position < static_cast<uint64_t>(begin_) ||
      position > static_cast<uint64_t>(end_)) {
    return absl::DataLossError(absl::StrCat(
        "stream position ", position, " is outside ", begin_, " to ", end_));
  }
  if (tokens_read > kMostTokens) {
    return absl::DataLossError(
        absl::StrCat(tokens_read, " tokens read, which nobody has"));
  }
  LEXPROBE_RETURN_IF_ERROR(RestoreRandom(in, &random_));
  position_ = static_cast<int64_t>(position);
  tokens_read_ = static_cast<int64_t>(tokens_read);
  buffer_.clear();
  next_ = 0;
  return absl::OkStatus();
}

}  // namespace lexprobe
