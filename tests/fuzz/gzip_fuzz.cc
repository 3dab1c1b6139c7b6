// Bytes taken for gzip inflate to something or to DataLoss; bytes deflated and
// inflated are the same again.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "lexprobe/base/check.h"
#include "lexprobe/base/gzip_sink.h"
#include "lexprobe/base/gzip_source.h"

namespace lexprobe {
namespace {

constexpr size_t kLimit = size_t{1} << 22;

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
  std::string* const bytes_;
};

absl::StatusOr<std::string> Inflate(absl::string_view bytes) {
  return ReadAll(*InflateGzip(SourceOf(bytes, "memory")), kLimit);
}

std::string Deflate(absl::string_view bytes) {
  std::string gzip;
  std::unique_ptr<ByteSink> sink =
      DeflateGzip(std::make_unique<StringSink>(&gzip));
  LEXPROBE_CHECK(sink->Write(bytes).ok());
  LEXPROBE_CHECK(sink->Close().ok());
  return gzip;
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<std::string> inflated = lexprobe::Inflate(bytes);
  LEXPROBE_CHECK(inflated.ok() || absl::IsDataLoss(inflated.status()) ||
                 absl::IsResourceExhausted(inflated.status()));
  const absl::StatusOr<std::string> again =
      lexprobe::Inflate(lexprobe::Deflate(bytes));
  LEXPROBE_CHECK(again.ok() && *again == bytes);
  return 0;
}
