#include "train/worker_threads.h"

#include <thread>
#include <vector>

#include "absl/time/clock.h"

namespace lexprobe {
namespace {

// Counts the threads that still run, and keeps the first error.
class Rendezvous {
 public:
  explicit Rendezvous(size_t running) : running_(running) {}

  void Finish(const absl::Status& status) {
    MutexLock lock(&mutex_);
    if (status_.ok()) status_ = status;
    if (--running_ == 0) ended_.NotifyAll();
  }

  // Waits a little for the last one to end. True when it has.
  bool WaitForEnd() {
    MutexLock lock(&mutex_);
    if (running_ > 0) {
      ended_.WaitUntil(&mutex_, absl::Now() + absl::Milliseconds(20));
    }
    return running_ == 0;
  }

  absl::Status status() {
    MutexLock lock(&mutex_);
    return status_;
  }

 private:
  Mutex mutex_;
  CondVar ended_;
  size_t running_ ABSL_GUARDED_BY(mutex_);
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

absl::Status RunThreads(
    size_t count, const std::function<bool()>& keep_going,
    const std::function<absl::Status(size_t, StopSign&)>& body) {
  StopSign sign;
  Rendezvous rendezvous(count);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < count; ++i) {
    threads.emplace_back([i, &body, &sign, &rendezvous] {
      const absl::Status status = body(i, sign);
      if (!status.ok()) sign.Stop();
      rendezvous.Finish(status);
    });
  }
  do {
    if (!sign.stopped() && !keep_going()) sign.Stop();
  } while (!rendezvous.WaitForEnd());
  for (std::thread& thread : threads) thread.join();
  return rendezvous.status();
}

}  // namespace lexprobe
