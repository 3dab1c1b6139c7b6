// PeekSource: a ByteSource whose next bytes can be looked at before they are
// taken. Not thread-safe.

#ifndef LEXPROBE_STORE_PEEK_SOURCE_H_
#define LEXPROBE_STORE_PEEK_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

class PeekSource : public ByteSource {
 public:
  explicit PeekSource(std::unique_ptr<ByteSource> source)
      : source_(std::move(source)) {}

  // The next bytes, without taking them: at least `count`, or all that are
  // left. Valid until the next call of any other kind.
  absl::StatusOr<absl::string_view> Peek(size_t count);

  // Takes `count` bytes that have been peeked at.
  // REQUIRES: the last Peek() gave that many
  void Skip(size_t count);

  // The bytes before the next `delimiter`, which are taken with it.
  // DataLoss if the end, or `limit` bytes, come first.
  absl::StatusOr<std::string> TakeUntil(char delimiter, size_t limit);

  // Fills `out`. DataLoss if the end comes first: "byte 17: 8 bytes needed, 3
  // left".
  absl::Status ReadExactly(absl::Span<char> out);

  // DataLoss unless all bytes have been taken.
  absl::Status ExpectEnd();

  absl::StatusOr<size_t> Read(absl::Span<char> out) override;
  absl::string_view name() const override { return source_->name(); }

  // Bytes taken so far.
  uint64_t position() const { return position_; }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  size_t begin_ = 0;  // first byte in buffer_ not yet taken
  size_t end_ = 0;    // past the last byte read into buffer_
  bool at_end_ = false;
  uint64_t position_ = 0;
};

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_PEEK_SOURCE_H_
