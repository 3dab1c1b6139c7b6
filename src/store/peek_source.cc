#include "store/peek_source.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr size_t kChunk = size_t{1} << 18;

}  // namespace

absl::StatusOr<absl::string_view> PeekSource::Peek(size_t count) {
  while (end_ - begin_ < count && !at_end_) {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    // Twice what is there, and not `count` at once: `count` may be a lie.
    if (end_ == buffer_.size()) buffer_.resize(std::max(kChunk, 2 * end_));
    LEXPROBE_ASSIGN_OR_RETURN(
        const size_t got, source_->Read(absl::MakeSpan(buffer_).subspan(end_)));
    end_ += got;
    at_end_ = got == 0;
  }
  return absl::string_view(buffer_).substr(begin_, end_ - begin_);
}

void PeekSource::Skip(size_t count) {
  LEXPROBE_CHECK(count <= end_ - begin_);
  begin_ += count;
  position_ += count;
}

absl::StatusOr<std::string> PeekSource::TakeUntil(char delimiter,
                                                  size_t limit) {
  size_t searched = 0;
  size_t wanted = 1;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view next, Peek(wanted));
    const size_t found = next.find(delimiter, searched);
    if (found != absl::string_view::npos && found <= limit) {
      std::string taken(next.substr(0, found));
      Skip(found + 1);
      return taken;
    }
    searched = next.size();
    if (searched < wanted || searched > limit) {
      return absl::DataLossError(absl::StrCat(
          "byte ", position_, ": no ", delimiter == ' ' ? "space" : "line end",
          " in the ", std::min(searched, limit), " bytes that follow"));
    }
    wanted = searched + 1;
  }
}

absl::Status PeekSource::ReadExactly(absl::Span<char> out) {
  size_t done = 0;
  while (done < out.size()) {
    LEXPROBE_ASSIGN_OR_RETURN(const size_t got, Read(out.subspan(done)));
    done += got;
    if (got == 0) {
      return absl::DataLossError(absl::StrCat("byte ", position_ - done, ": ",
                                              out.size(), " bytes needed, ",
                                              done, " left"));
    }
  }
  return absl::OkStatus();
}

absl::Status PeekSource::ExpectEnd() {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view next, Peek(1));
  if (next.empty()) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("byte ", position_, ": bytes after the end"));
}

absl::StatusOr<size_t> PeekSource::Read(absl::Span<char> out) {
  size_t count = std::min(out.size(), end_ - begin_);
  if (count > 0) {
    std::memcpy(out.data(), buffer_.data() + begin_, count);
    begin_ += count;
  } else if (out.size() < kChunk) {
    LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view next, Peek(1));
    count = std::min(out.size(), next.size());
    std::memcpy(out.data(), next.data(), count);
    begin_ += count;
  } else {
    LEXPROBE_ASSIGN_OR_RETURN(count, source_->Read(out));
  }
  position_ += count;
  return count;
}

}  // namespace lexprobe
