// From the paths that a user gave to the files that they mean.
// Thread-safe: no state.

#ifndef LEXPROBE_TEXT_EXPAND_PATHS_H_
#define LEXPROBE_TEXT_EXPAND_PATHS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace lexprobe {

// The files that `paths` mean, in the order of the paths. A path that exists
// is itself; a folder is all files below it in order of bytes, save hidden
// ones; any other path is a pattern as in glob(3), with {a,b} and ~, whose
// matches come in order of bytes; "-" is standard input.
//
// NotFound, naming the path, if nothing is there, or if a folder holds no
// file; PermissionDenied if it may not be read; InvalidArgument if "-"
// repeats.
absl::StatusOr<std::vector<std::string>> ExpandPaths(
    absl::Span<const std::string> paths);

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_EXPAND_PATHS_H_
