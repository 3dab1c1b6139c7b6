#include "lexprobe/base/line_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr size_t kChunk = size_t{1} << 18;
constexpr size_t kLongestCharacter = 4;  // bytes in UTF-8

bool IsContinuationByte(char c) { return (c & 0xc0) == 0x80; }

// Where to cut `text`, which goes on with more: after the last white space of
// its first `limit` bytes, or else before a character, or else at `limit`.
// REQUIRES: text.size() > limit > 0
size_t CutPoint(absl::string_view text, size_t limit) {
  for (size_t i = limit; i > 0; --i) {
    if (absl::ascii_isspace(static_cast<unsigned char>(text[i - 1]))) return i;
  }
  for (size_t back = 0; back < std::min(kLongestCharacter, limit); ++back) {
    if (!IsContinuationByte(text[limit - back])) return limit - back;
  }
  return limit;
}

}  // namespace

LineReader::LineReader(std::unique_ptr<ByteSource> source,
                       LineReaderOptions options)
    : source_(std::move(source)), options_(options) {
  LEXPROBE_CHECK(options_.max_line_bytes > 0);
}

absl::StatusOr<bool> LineReader::Next(absl::string_view* line) {
  // A whole line and its "\r\n" are found in this many bytes, or it is long.
  const size_t window = options_.max_line_bytes + 2;
  size_t scanned = 0;
  size_t newline = absl::string_view::npos;
  absl::string_view text;
  while (true) {
    text = absl::string_view(buffer_).substr(begin_, end_ - begin_);
    text = text.substr(0, window);
    newline = text.find('\n', scanned);
    if (newline != absl::string_view::npos || text.size() == window) break;
    if (at_end_) break;
    scanned = text.size();
    LEXPROBE_RETURN_IF_ERROR(Fill());
  }
  if (text.empty()) return false;
  return Take(text, newline, line);
}

absl::StatusOr<bool> LineReader::Take(absl::string_view text, size_t newline,
                                      absl::string_view* line) {
  if (!line_continues_) ++line_number_;
  const bool ends = newline != absl::string_view::npos;
  absl::string_view content = text.substr(0, newline);
  if (ends && !content.empty() && content.back() == '\r') {
    content.remove_suffix(1);
  }
  line_continues_ = content.size() > options_.max_line_bytes;
  if (!line_continues_) {
    begin_ += ends ? newline + 1 : text.size();
    *line = content;
    return true;
  }
  if (!options_.split_long_lines) {
    return absl::InvalidArgumentError(
        absl::StrCat(Place(), ": longer than the limit of ",
                     options_.max_line_bytes, " bytes"));
  }
  *line = text.substr(0, CutPoint(text, options_.max_line_bytes));
  begin_ += line->size();
  return true;
}

absl::Status LineReader::Fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() < end_ + kChunk) buffer_.resize(end_ + kChunk);
  LEXPROBE_ASSIGN_OR_RETURN(
      const size_t count, source_->Read(absl::MakeSpan(buffer_).subspan(end_)));
  end_ += count;
  at_end_ = count == 0;
  return absl::OkStatus();
}

std::string LineReader::Place() const {
  return absl::StrCat(source_->name(), ": line ", line_number_);
}

}  // namespace lexprobe
