#include "lexprobe/base/gzip_sink.h"

#include <zlib.h>

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr size_t kOutputBytes = size_t{1} << 17;
constexpr int kGzipWindowBits = 15 + 16;  // zlib: 16 asks for gzip's header
constexpr int kMemoryLevel = 8;           // zlib's default
constexpr size_t kLargestWrite = size_t{1} << 30;  // zlib counts in unsigned

class GzipSink : public ByteSink {
 public:
  explicit GzipSink(std::unique_ptr<ByteSink> sink)
      : sink_(std::move(sink)), output_(kOutputBytes, '\0') {
    if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                     kGzipWindowBits, kMemoryLevel,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
      status_ = absl::ResourceExhaustedError(
          absl::StrCat(name(), ": no memory to deflate with"));
    }
  }
  ~GzipSink() override { deflateEnd(&stream_); }
  GzipSink(const GzipSink&) = delete;
  GzipSink& operator=(const GzipSink&) = delete;

  absl::Status Write(absl::string_view bytes) override {
    while (!bytes.empty() && status_.ok()) {
      const absl::string_view part = bytes.substr(0, kLargestWrite);
      status_ = Deflate(part, Z_NO_FLUSH);
      bytes.remove_prefix(part.size());
    }
    return status_;
  }

  // The inner sink is closed only when all went well: closing it would
  // put a broken file in the place of a good one.
  absl::Status Close() override {
    if (closed_) return status_;
    closed_ = true;
    if (status_.ok()) status_ = Deflate("", Z_FINISH);
    if (status_.ok()) status_ = sink_->Close();
    return status_;
  }

  absl::string_view name() const override { return sink_->name(); }

 private:
  absl::Status Deflate(absl::string_view bytes, int flush) {
    // zlib does not write to its input; its type only lacks the const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(output_.data());
      stream_.avail_out = static_cast<uInt>(output_.size());
      // Cannot fail: the state is sound and there is room (zlib.h).
      deflate(&stream_, flush);
      const size_t size = output_.size() - stream_.avail_out;
      LEXPROBE_RETURN_IF_ERROR(
          sink_->Write(absl::string_view(output_.data(), size)));
    } while (stream_.avail_out == 0);
    return absl::OkStatus();
  }

  const std::unique_ptr<ByteSink> sink_;
  std::string output_;
  z_stream stream_ = {};
  bool closed_ = false;
  absl::Status status_;
};

}  // namespace

std::unique_ptr<ByteSink> DeflateGzip(std::unique_ptr<ByteSink> sink) {
  return std::make_unique<GzipSink>(std::move(sink));
}

absl::StatusOr<std::unique_ptr<ByteSink>> CreatePlainOrGzip(
    absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSink> file,
                            AtomicFile::Create(path));
  if (absl::EndsWith(path, ".gz")) return DeflateGzip(std::move(file));
  return file;
}

}  // namespace lexprobe
