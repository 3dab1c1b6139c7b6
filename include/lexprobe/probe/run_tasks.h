// RunTasks: a fixed number of tasks on a few threads.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_RUN_TASKS_H_
#define LEXPROBE_PROBE_RUN_TASKS_H_

#include <cstddef>

#include "absl/functional/function_ref.h"

namespace lexprobe {

// Calls task(i) once for each i in 0 .. tasks - 1, on up to `threads` threads
// of which the caller's is one; returns when all are done. Where the system
// refuses a thread, the others do its share.
// REQUIRES: threads >= 1; `task` may be called from several threads at once
void RunTasks(size_t tasks, int threads, absl::FunctionRef<void(size_t)> task);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_RUN_TASKS_H_
