#include "lexprobe/base/gzip_source.h"

#include <zlib.h>

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr size_t kInputBytes = size_t{1} << 17;
constexpr int kGzipWindowBits = 15 + 16;  // zlib: 16 asks for gzip's header
constexpr size_t kLargestRead = size_t{1} << 30;  // zlib counts in unsigned

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> source)
      : source_(std::move(source)), input_(kInputBytes, '\0') {
    if (inflateInit2(&stream_, kGzipWindowBits) != Z_OK) {
      status_ = absl::ResourceExhaustedError(
          absl::StrCat(name(), ": no memory to inflate with"));
    }
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  absl::StatusOr<size_t> Read(absl::Span<char> out) override {
    LEXPROBE_RETURN_IF_ERROR(status_);
    const size_t wanted = std::min(out.size(), kLargestRead);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(wanted);
    while (stream_.avail_out == wanted && wanted > 0 && !at_end_) {
      status_ = Step();
      LEXPROBE_RETURN_IF_ERROR(status_);
    }
    return wanted - stream_.avail_out;
  }

  absl::string_view name() const override { return source_->name(); }

 private:
  // Moves on: reads compressed bytes, inflates, or goes to the next member.
  absl::Status Step() {
    if (stream_.avail_in == 0) LEXPROBE_RETURN_IF_ERROR(Fill());
    if (at_end_) return absl::OkStatus();
    if (between_members_) return StartMember();
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      between_members_ = true;
    } else if (result == Z_MEM_ERROR) {
      return absl::ResourceExhaustedError(
          absl::StrCat(name(), ": no memory to inflate with"));
    } else if (result != Z_OK) {
      return Damaged(stream_.msg != nullptr ? stream_.msg : "damaged stream");
    }
    return absl::OkStatus();
  }

  absl::Status Fill() {
    LEXPROBE_ASSIGN_OR_RETURN(const size_t count,
                              source_->Read(absl::MakeSpan(input_)));
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(count);
    compressed_bytes_ += count;
    if (count > 0) return absl::OkStatus();
    if (!between_members_) {
      return absl::DataLossError(
          absl::StrCat(name(), ": truncated gzip stream at compressed byte ",
                       compressed_bytes_));
    }
    at_end_ = true;
    return absl::OkStatus();
  }

  // Another member, or zero padding, which only zeros may follow.
  absl::Status StartMember() {
    if (*stream_.next_in == 0) {
      padded_ = true;
      ++stream_.next_in;
      --stream_.avail_in;
      return absl::OkStatus();
    }
    if (padded_ || *stream_.next_in != 0x1f) {
      return Damaged("garbage after the gzip stream");
    }
    between_members_ = false;
    inflateReset(&stream_);
    return absl::OkStatus();
  }

  absl::Status Damaged(absl::string_view what) const {
    return absl::DataLossError(
        absl::StrCat(name(), ": ", what, " at compressed byte ",
                     compressed_bytes_ - stream_.avail_in));
  }

  const std::unique_ptr<ByteSource> source_;
  std::string input_;
  z_stream stream_ = {};
  uint64_t compressed_bytes_ = 0;  // read from source_
  bool between_members_ = false;
  bool padded_ = false;
  bool at_end_ = false;
  absl::Status status_;
};

// Bytes already read from `rest`, then `rest`.
class PrefixedSource : public ByteSource {
 public:
  PrefixedSource(std::string prefix, std::unique_ptr<ByteSource> rest)
      : prefix_(std::move(prefix)), rest_(std::move(rest)) {}

  absl::StatusOr<size_t> Read(absl::Span<char> out) override {
    if (used_ == prefix_.size()) return rest_->Read(out);
    const size_t count = std::min(out.size(), prefix_.size() - used_);
    std::copy_n(prefix_.data() + used_, count, out.data());
    used_ += count;
    return count;
  }

  absl::string_view name() const override { return rest_->name(); }

 private:
  const std::string prefix_;
  size_t used_ = 0;
  const std::unique_ptr<ByteSource> rest_;
};

}  // namespace

std::unique_ptr<ByteSource> InflateGzip(std::unique_ptr<ByteSource> source) {
  return std::make_unique<GzipSource>(std::move(source));
}

absl::StatusOr<std::unique_ptr<ByteSource>> InflateIfGzip(
    std::unique_ptr<ByteSource> source) {
  std::string prefix(2, '\0');
  size_t size = 0;
  while (size < prefix.size()) {
    LEXPROBE_ASSIGN_OR_RETURN(
        const size_t count, source->Read(absl::MakeSpan(prefix).subspan(size)));
    if (count == 0) break;
    size += count;
  }
  prefix.resize(size);
  auto whole = std::make_unique<PrefixedSource>(prefix, std::move(source));
  if (prefix == "\x1f\x8b") return InflateGzip(std::move(whole));
  return whole;
}

absl::StatusOr<std::unique_ptr<ByteSource>> OpenPlainOrGzip(
    absl::string_view path) {
  if (path == "-") return InflateIfGzip(OpenStandardInput());
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source, OpenFile(path));
  return InflateIfGzip(std::move(source));
}

}  // namespace lexprobe
