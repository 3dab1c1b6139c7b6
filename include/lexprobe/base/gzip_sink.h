// A ByteSink that deflates into another ByteSink as one gzip member, with no
// name and no time in its header, so that equal bytes give equal files.
// Not thread-safe.

#ifndef LEXPROBE_BASE_GZIP_SINK_H_
#define LEXPROBE_BASE_GZIP_SINK_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

// Deflates into `sink`, which Close() closes too.
std::unique_ptr<ByteSink> DeflateGzip(std::unique_ptr<ByteSink> sink);

// An AtomicFile at `path`, deflated if the name ends in ".gz".
absl::StatusOr<std::unique_ptr<ByteSink>> CreatePlainOrGzip(
    absl::string_view path);

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_GZIP_SINK_H_
