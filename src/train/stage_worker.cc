#include "lexprobe/train/stage_worker.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "lexprobe/base/mutex.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

// Adds to an atomic that only this thread writes.
template <typename T>
void Add(std::atomic<T>& sum, T value) {
  sum.store(sum.load(std::memory_order_relaxed) + value,
            std::memory_order_relaxed);
}

// What the worker threads and the caller's thread tell each other.
class Rendezvous {
 public:
  explicit Rendezvous(size_t workers) : running_(workers) {}

  bool stopped() const { return stop_.load(std::memory_order_relaxed); }
  void Stop() { stop_.store(true, std::memory_order_relaxed); }

  void Finish(const absl::Status& status) {
    MutexLock lock(&mutex_);
    if (status_.ok() && !status.ok()) status_ = status;
    if (!status.ok()) Stop();
    --running_;
  }

  bool AnyRunning() {
    MutexLock lock(&mutex_);
    return running_ > 0;
  }

  absl::Status status() {
    MutexLock lock(&mutex_);
    return status_;
  }

 private:
  std::atomic<bool> stop_{false};
  Mutex mutex_;
  size_t running_ ABSL_GUARDED_BY(mutex_);
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

void Work(StageWorker& worker, Rendezvous& rendezvous) {
  absl::Status status;
  while (status.ok() && !worker.done() && !rendezvous.stopped()) {
    status = worker.Step();
  }
  rendezvous.Finish(status);
}

}  // namespace

absl::Status StageWorker::Step() {
  const double done_share =
      static_cast<double>(builder_.tokens_read()) /
      static_cast<double>(std::max<int64_t>(1, total_tokens_));
  LEXPROBE_ASSIGN_OR_RETURN(const StepResult result,
                            Learn(std::min(1.0, done_share)));
  if (!std::isfinite(result.loss)) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the loss became ", result.loss, " after ", counters_.positives.load(),
        " N-grams of this thread; the learning "
        "rates are probably too high for this text: try half of them"));
  }
  counters_.tokens.store(builder_.tokens_read(), std::memory_order_relaxed);
  Add(counters_.positives, int64_t{result.positives});
  Add(counters_.corruptions, int64_t{result.positives} * result.corruptions);
  Add(counters_.loss, result.loss);
  return absl::OkStatus();
}

void StageWorker::SaveState(std::string* out) const {
  builder_.SaveState(out);
  PutUint64(static_cast<uint64_t>(counters_.positives.load()), out);
  PutUint64(static_cast<uint64_t>(counters_.corruptions.load()), out);
  PutDouble(counters_.loss.load(), out);
}

absl::Status StageWorker::RestoreState(BinaryReader& in) {
  LEXPROBE_RETURN_IF_ERROR(builder_.RestoreState(in));
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t positives, in.GetUint64());
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t corruptions, in.GetUint64());
  LEXPROBE_ASSIGN_OR_RETURN(const double loss, in.GetDouble());
  counters_.tokens.store(builder_.tokens_read());
  counters_.positives.store(static_cast<int64_t>(positives));
  counters_.corruptions.store(static_cast<int64_t>(corruptions));
  counters_.loss.store(loss);
  return absl::OkStatus();
}

absl::Status RunWorkers(const StageWorkers& workers,
                        const std::function<bool()>& keep_going) {
  Rendezvous rendezvous(workers.size());
  std::vector<std::thread> threads;
  for (const auto& worker : workers) {
    threads.emplace_back([&worker, &rendezvous] { Work(*worker, rendezvous); });
  }
  while (rendezvous.AnyRunning()) {
    if (!rendezvous.stopped() && !keep_going()) rendezvous.Stop();
    absl::SleepFor(absl::Milliseconds(20));
  }
  for (std::thread& thread : threads) thread.join();
  return rendezvous.status();
}

bool AllDone(const StageWorkers& workers) {
  return std::all_of(workers.begin(), workers.end(),
                     [](const auto& worker) { return worker->done(); });
}

}  // namespace lexprobe
