// Lines out of a ByteSource. End and error are kept apart. Not thread-safe.

#ifndef LEXPROBE_BASE_LINE_READER_H_
#define LEXPROBE_BASE_LINE_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

struct LineReaderOptions {
  // A longer line is cut into pieces of at most this many bytes when
  // `split_long_lines`, else it is InvalidArgument naming the line.
  size_t max_line_bytes = size_t{1} << 20;
  bool split_long_lines = false;
};

class LineReader {
 public:
  explicit LineReader(std::unique_ptr<ByteSource> source,
                      LineReaderOptions options = {});

  // The next line, without its "\n" or "\r\n"; a last line need not end in
  // one. True and the line in `*line`, which stays valid until the next
  // call; false at the end. A long line is cut at the last ASCII white space
  // in the piece, or else before a UTF-8 lead byte, so that no word and no
  // character is cut if that can be helped.
  absl::StatusOr<bool> Next(absl::string_view* line);

  // Number of the line last given, from 1; all pieces of a cut line share
  // it.
  int64_t line_number() const { return line_number_; }

  // True if the line last given was cut and goes on in the next piece.
  bool line_continues() const { return line_continues_; }

  // "name: line 7", for messages.
  std::string Place() const;

 private:
  absl::Status Fill();
  // Gives `text`, from begin_ on, up to its newline or its limit.
  absl::StatusOr<bool> Take(absl::string_view text, size_t newline,
                            absl::string_view* line);

  std::unique_ptr<ByteSource> source_;
  LineReaderOptions options_;
  std::string buffer_;
  size_t begin_ = 0;  // first byte in buffer_ not yet given
  size_t end_ = 0;    // past the last byte read into buffer_
  bool at_end_ = false;
  int64_t line_number_ = 0;
  bool line_continues_ = false;
};

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_LINE_READER_H_
