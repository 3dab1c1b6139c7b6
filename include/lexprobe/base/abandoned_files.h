// What AtomicFile (base/file.h) leaves when its process is killed.
//
// Thread-safe: no state.

#ifndef LEXPROBE_BASE_ABANDONED_FILES_H_
#define LEXPROBE_BASE_ABANDONED_FILES_H_

#include "absl/strings/string_view.h"

namespace lexprobe {

// Removes the temporary files in `folder` of AtomicFiles whose process has
// ended. What cannot be removed stays.
void RemoveAbandonedFiles(absl::string_view folder);

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_ABANDONED_FILES_H_
