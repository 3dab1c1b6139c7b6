// Files in memory for tests: a sink whose bytes can be looked at, and a
// source that hands its bytes out in small pieces.

#ifndef LEXPROBE_TESTS_SUPPORT_MEMORY_FILE_H_
#define LEXPROBE_TESTS_SUPPORT_MEMORY_FILE_H_

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

// Appends to `*bytes`; sets `*closed` on Close() if that is not null.
class MemorySink : public ByteSink {
 public:
  explicit MemorySink(std::string* bytes, bool* closed = nullptr)
      : bytes_(bytes), closed_(closed) {}

  absl::Status Write(absl::string_view bytes) override {
    bytes_->append(bytes.data(), bytes.size());
    return absl::OkStatus();
  }
  absl::Status Close() override {
    if (closed_ != nullptr) *closed_ = true;
    return absl::OkStatus();
  }
  absl::string_view name() const override { return "memory"; }

 private:
  std::string* bytes_;
  bool* closed_;
};

// Its own copy of some bytes, at most `piece` of them a call.
class MemorySourceInPieces : public ByteSource {
 public:
  MemorySourceInPieces(std::string bytes, size_t piece)
      : bytes_(std::move(bytes)), piece_(piece) {}

  absl::StatusOr<size_t> Read(absl::Span<char> out) override {
    const size_t count =
        std::min({out.size(), piece_, bytes_.size() - position_});
    std::copy_n(bytes_.data() + position_, count, out.data());
    position_ += count;
    return count;
  }
  absl::string_view name() const override { return "memory"; }

 private:
  const std::string bytes_;
  const size_t piece_;
  size_t position_ = 0;
};

inline std::unique_ptr<ByteSource> InPieces(std::string bytes, size_t piece) {
  return std::make_unique<MemorySourceInPieces>(std::move(bytes), piece);
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_MEMORY_FILE_H_
