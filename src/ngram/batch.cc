#include "lexprobe/ngram/batch.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

// How far a stream may go without giving what is asked for. Subsampling can
// leave a small text without it for many passes.
int64_t PatienceLimit(const TokenStream& stream) {
  return stream.tokens_read() + 2 * stream.part_size() + 1'000'000;
}

absl::Status NoSentenceOf(int words, const TokenStream& stream) {
  return absl::OutOfRangeError(
      absl::StrCat("no sentence in a part of ", stream.part_size(),
                   " tokens of the corpus has ", words,
                   " known words in a row; a smaller order would find more"));
}

}  // namespace

absl::StatusOr<CorruptionPosition> CorruptionPositionFromName(
    absl::string_view name) {
  for (const CorruptionPosition value :
       {CorruptionPosition::kAny, CorruptionPosition::kCentre}) {
    if (name == NameOf(value)) return value;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "corruption position is \"", name, "\"; allowed: any, centre"));
}

absl::string_view NameOf(CorruptionPosition position) {
  return position == CorruptionPosition::kAny ? "any" : "centre";
}

BatchBuilder::BatchBuilder(std::vector<TokenStream> streams,
                           const Corruptor* corruptor, Random random)
    : corruptor_(corruptor), random_(std::move(random)) {
  for (TokenStream& stream : streams) {
    streams_.push_back(Reader{std::move(stream), {}, 0});
  }
}

absl::Status BatchBuilder::NextNGram(Reader& reader, int order, WordId* out) {
  std::vector<WordId>& window = reader.window;
  const auto size = static_cast<size_t>(order);
  if (window.size() >= size) {
    window.erase(window.begin(), window.end() - (order - 1));
  }
  // A checkpoint may have brought the gaps of segments, which none may hold.
  if (std::count(window.begin(), window.end(), SegmentBatch::kNoWord) > 0) {
    window.clear();
  }
  const int64_t limit = PatienceLimit(reader.stream);
  while (window.size() < size) {
    LEXPROBE_ASSIGN_OR_RETURN(const int32_t token, reader.stream.Next());
    if (token != kSentenceEnd) {
      window.push_back(token);
    } else if (reader.stream.tokens_read() > limit) {
      return NoSentenceOf(order, reader.stream);
    } else {
      window.clear();
    }
  }
  std::copy(window.begin(), window.end(), out);
  return absl::OkStatus();
}

absl::Status BatchBuilder::FillNGrams(int count, int replacements,
                                      CorruptionPosition position,
                                      NGramBatch* batch) {
  const int order = batch->order;
  batch->ids.resize(static_cast<size_t>(count) * static_cast<size_t>(order));
  for (int i = 0; i < count; ++i) {
    LEXPROBE_RETURN_IF_ERROR(NextNGram(
        streams_[turn_], order,
        &batch->ids[static_cast<size_t>(i) * static_cast<size_t>(order)]));
    turn_ = (turn_ + 1) % streams_.size();
  }
  batch->corrupted_position =
      position == CorruptionPosition::kAny
          ? static_cast<int>(random_.Below(static_cast<uint64_t>(order)))
          : order / 2;
  batch->replacements.resize(static_cast<size_t>(replacements));
  corruptor_->DrawShared(absl::MakeSpan(batch->replacements), random_);
  return absl::OkStatus();
}

// After a sentence, `margin` gaps keep N-grams from crossing its end. `out`
// follows the word or gap before it, or, with margin 0, starts a segment.
absl::Status BatchBuilder::NextWordOrGap(Reader& reader, int margin,
                                         WordId* out) {
  const int64_t limit = PatienceLimit(reader.stream);
  while (reader.pending_breaks == 0) {
    LEXPROBE_ASSIGN_OR_RETURN(*out, reader.stream.Next());
    if (*out != kSentenceEnd) return absl::OkStatus();
    if (reader.stream.tokens_read() > limit) {
      return NoSentenceOf(1, reader.stream);
    }
    // An empty sentence needs no gap of its own.
    if (margin > 0 && out[-1] != SegmentBatch::kNoWord) {
      reader.pending_breaks = margin;
    }
  }
  --reader.pending_breaks;
  *out = SegmentBatch::kNoWord;
  return absl::OkStatus();
}

// The end of the segment before, which reader.window holds, and `length` more.
absl::Status BatchBuilder::FillSegment(Reader& reader, int length, int margin,
                                       WordId* ids) {
  const auto overlap = static_cast<size_t>(2 * margin);
  if (reader.window.size() != overlap) {
    reader.window.assign(overlap, SegmentBatch::kNoWord);
  }
  std::copy(reader.window.begin(), reader.window.end(), ids);
  for (int i = 0; i < length; ++i) {
    LEXPROBE_RETURN_IF_ERROR(
        NextWordOrGap(reader, margin, &ids[2 * margin + i]));
  }
  std::copy_n(ids + length, overlap, reader.window.begin());
  return absl::OkStatus();
}

absl::Status BatchBuilder::FillSegments(int length, int margin,
                                        int replacements, SegmentBatch* batch) {
  const int stride = length + 2 * margin;
  batch->segments = streams();
  batch->length = length;
  batch->margin = margin;
  batch->ids.resize(static_cast<size_t>(stride) * streams_.size());
  batch->centres.clear();
  for (int s = 0; s < streams(); ++s) {
    WordId* ids = &batch->ids[static_cast<size_t>(s * stride)];
    LEXPROBE_RETURN_IF_ERROR(
        FillSegment(streams_[static_cast<size_t>(s)], length, margin, ids));
    for (int i = margin; i < margin + length; ++i) {
      if (ids[i] != SegmentBatch::kNoWord) {
        batch->centres.push_back(s * stride + i);
      }
    }
  }
  batch->replacements.resize(static_cast<size_t>(replacements));
  corruptor_->DrawShared(absl::MakeSpan(batch->replacements), random_);
  return absl::OkStatus();
}

int64_t BatchBuilder::tokens_read() const {
  int64_t total = 0;
  for (const Reader& reader : streams_) total += reader.stream.tokens_read();
  return total;
}

void BatchBuilder::SaveState(std::string* out) const {
  PutUint64(streams_.size(), out);
  PutUint64(turn_, out);
  for (const uint64_t word : random_.state()) PutUint64(word, out);
  for (const Reader& reader : streams_) {
    reader.stream.SaveState(out);
    PutUint32(static_cast<uint32_t>(reader.pending_breaks), out);
    PutUint64(reader.window.size(), out);
    for (const WordId id : reader.window) {
      PutUint32(static_cast<uint32_t>(id), out);
    }
  }
}

absl::Status BatchBuilder::RestoreState(BinaryReader& in) {
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t streams, in.GetUint64());
  if (streams != streams_.size()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the checkpoint has ", streams, " streams, this run ",
                     streams_.size()));
  }
  LEXPROBE_ASSIGN_OR_RETURN(turn_, in.GetUint64());
  turn_ %= streams_.size();
  LEXPROBE_RETURN_IF_ERROR(RestoreRandom(in, &random_));
  for (Reader& reader : streams_) {
    LEXPROBE_RETURN_IF_ERROR(reader.stream.RestoreState(in));
    LEXPROBE_RETURN_IF_ERROR(RestoreWindow(in, reader));
  }
  return absl::OkStatus();
}

absl::Status BatchBuilder::RestoreWindow(BinaryReader& in, Reader& reader) {
  LEXPROBE_ASSIGN_OR_RETURN(const uint32_t breaks, in.GetUint32());
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t words, in.GetUint64());
  if (words > in.remaining() / sizeof(uint32_t) || breaks > words) {
    return absl::DataLossError(absl::StrCat(words, " words of context and ",
                                            breaks, " gaps to come where ",
                                            in.remaining(), " bytes are left"));
  }
  reader.pending_breaks = static_cast<int>(breaks);
  reader.window.clear();
  for (uint64_t i = 0; i < words; ++i) {
    LEXPROBE_ASSIGN_OR_RETURN(const uint32_t number, in.GetUint32());
    const auto id = static_cast<WordId>(number);
    if (id < SegmentBatch::kNoWord || id >= corruptor_->vocabulary_size()) {
      return absl::DataLossError(absl::StrCat("word ", id,
                                              " of context is none of the ",
                                              corruptor_->vocabulary_size()));
    }
    reader.window.push_back(id);
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
