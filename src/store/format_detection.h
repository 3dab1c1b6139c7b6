// Which format a file has, from its first bytes alone.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_FORMAT_DETECTION_H_
#define LEXPROBE_STORE_FORMAT_DETECTION_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

// As many first bytes as DetectFormat() would like to see.
inline constexpr size_t kDetectionBytes = size_t{1} << 20;

// The name of the format. InvalidArgument for a file that is none of them,
// saying what to do if it is known what else it is (a zip archive, a fastText
// model, a Python pickle).
absl::StatusOr<std::string> DetectFormat(absl::string_view start);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_FORMAT_DETECTION_H_
