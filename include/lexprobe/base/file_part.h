// A stretch of a file as a ByteSource.

#ifndef LEXPROBE_BASE_FILE_PART_H_
#define LEXPROBE_BASE_FILE_PART_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

// Opens the bytes `begin` to `end` - 1 of the file at `path`, fewer if it is
// shorter. Errors: those of OpenFile; of reading, if the file is a stream.
// REQUIRES: 0 <= begin <= end
absl::StatusOr<std::unique_ptr<ByteSource>> OpenFilePart(absl::string_view path,
                                                         int64_t begin,
                                                         int64_t end);

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_FILE_PART_H_
