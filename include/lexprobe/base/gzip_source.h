// A ByteSource that inflates gzip from another ByteSource. Joined members
// read as one stream; a stream that stops early is DataLoss ("truncated gzip
// stream at compressed byte N"), as is a wrong checksum or garbage after a
// member (zero padding is allowed). Not thread-safe.

#ifndef LEXPROBE_BASE_GZIP_SOURCE_H_
#define LEXPROBE_BASE_GZIP_SOURCE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

// Reads gzip from `source`. Memory does not grow with the stream.
std::unique_ptr<ByteSource> InflateGzip(std::unique_ptr<ByteSource> source);

// `source` itself, or inflated if its first two bytes are gzip's magic
// (1f 8b): content decides, never the file's name.
absl::StatusOr<std::unique_ptr<ByteSource>> InflateIfGzip(
    std::unique_ptr<ByteSource> source);

// OpenFile, then InflateIfGzip; "-" is standard input.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenPlainOrGzip(
    absl::string_view path);

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_GZIP_SOURCE_H_
