// RunThreads: threads that work while the caller's thread watches.

#ifndef LEXPROBE_TRAIN_WORKER_THREADS_H_
#define LEXPROBE_TRAIN_WORKER_THREADS_H_

#include <atomic>
#include <cstddef>
#include <functional>

#include "absl/status/status.h"
#include "lexprobe/base/mutex.h"

namespace lexprobe {

// What the worker threads and the caller's thread tell each other.
class StopSign {
 public:
  bool stopped() const { return stop_.load(std::memory_order_relaxed); }
  void Stop() { stop_.store(true, std::memory_order_relaxed); }

 private:
  std::atomic<bool> stop_{false};
};

// Runs body(0) .. body(count - 1) on a thread each until all have returned.
// `keep_going` is asked several times a second on the caller's thread; when it
// gives false, or a body an error, the sign is set, which the bodies look at.
// The first error of a body.
absl::Status RunThreads(
    size_t count, const std::function<bool()>& keep_going,
    const std::function<absl::Status(size_t, StopSign&)>& body);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_WORKER_THREADS_H_
