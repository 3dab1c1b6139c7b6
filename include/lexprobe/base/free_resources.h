// What the system has left for this process, to say beforehand whether a task
// will fit.
//
// Thread-safe: no state.

#ifndef LEXPROBE_BASE_FREE_RESOURCES_H_
#define LEXPROBE_BASE_FREE_RESOURCES_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

// Bytes of memory that can still be taken without swapping: the least of what
// the machine has available (/proc/meminfo), what the control groups leave
// (cgroup v2, file cache not counted), and what `ulimit -v` leaves. The
// largest int64_t if nothing of that is known. Files are looked for under
// `root`, for tests.
int64_t FreeMemory(absl::string_view root = "");

// Bytes that this user can still write into the file system of `folder`.
absl::StatusOr<int64_t> FreeDisk(absl::string_view folder);

// "1329 MB": whole megabytes of 1,000,000 bytes, rounded.
// REQUIRES: bytes >= 0
std::string Megabytes(int64_t bytes);

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_FREE_RESOURCES_H_
