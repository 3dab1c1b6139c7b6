// Files that fail at a chosen byte, as a full disk or a broken one does, to
// try every place at which a reader or a writer may be interrupted.

#ifndef LEXPROBE_TESTS_SUPPORT_FAILING_FILE_H_
#define LEXPROBE_TESTS_SUPPORT_FAILING_FILE_H_

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

// Gives the first `good_bytes` of `bytes`, then fails with Internal.
class FailingSource : public ByteSource {
 public:
  FailingSource(std::string bytes, size_t good_bytes)
      : bytes_(bytes.substr(0, good_bytes)) {}

  absl::StatusOr<size_t> Read(absl::Span<char> out) override {
    const size_t count = std::min(out.size(), bytes_.size() - position_);
    if (count == 0) return absl::InternalError("failing: cannot read");
    std::copy_n(bytes_.data() + position_, count, out.data());
    position_ += count;
    return count;
  }
  absl::string_view name() const override { return "failing"; }

 private:
  const std::string bytes_;
  size_t position_ = 0;
};

// Hands the first `good_bytes` on to `sink`, then fails with
// ResourceExhausted. Its Close() fails too once a write has failed; else it
// closes `sink`.
class FailingSink : public ByteSink {
 public:
  FailingSink(std::unique_ptr<ByteSink> sink, size_t good_bytes)
      : sink_(std::move(sink)), left_(good_bytes) {}

  absl::Status Write(absl::string_view bytes) override {
    if (!status_.ok()) return status_;
    const absl::string_view good = bytes.substr(0, left_);
    left_ -= good.size();
    status_ = sink_->Write(good);
    if (status_.ok() && good.size() < bytes.size()) {
      status_ = absl::ResourceExhaustedError("failing: disk full");
    }
    return status_;
  }
  absl::Status Close() override {
    return status_.ok() ? sink_->Close() : status_;
  }
  absl::string_view name() const override { return "failing"; }

 private:
  const std::unique_ptr<ByteSink> sink_;
  size_t left_;
  absl::Status status_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_FAILING_FILE_H_
