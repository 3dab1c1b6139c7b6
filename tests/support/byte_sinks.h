// Byte sinks for tests: one that keeps the bytes, one that fails.

#ifndef LEXPROBE_TESTS_SUPPORT_BYTE_SINKS_H_
#define LEXPROBE_TESTS_SUPPORT_BYTE_SINKS_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

// Appends to a string that it does not own.
class StringSink : public ByteSink {
 public:
  explicit StringSink(std::string* bytes) : bytes_(bytes) {}

  absl::Status Write(absl::string_view bytes) override {
    bytes_->append(bytes.data(), bytes.size());
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }
  absl::string_view name() const override { return "memory"; }

 private:
  std::string* bytes_;
};

// A disk with room for `room` bytes.
class FullSink : public ByteSink {
 public:
  explicit FullSink(size_t room) : room_(room) {}

  absl::Status Write(absl::string_view bytes) override {
    if (bytes.size() > room_) {
      room_ = 0;
      return absl::ResourceExhaustedError("the disk is full");
    }
    room_ -= bytes.size();
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }
  absl::string_view name() const override { return "full disk"; }

 private:
  size_t room_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_BYTE_SINKS_H_
