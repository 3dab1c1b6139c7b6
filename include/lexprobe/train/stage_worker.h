// StageWorker: one thread's part of a training stage; RunWorkers lets several
// of them go at once.
//
// Workers share parameters and write to them without locks: the one
// deliberate race of the project (Hogwild; Niu et al. 2011). All else a worker
// owns alone, save its counters, which are atomic.

#ifndef LEXPROBE_TRAIN_STAGE_WORKER_H_
#define LEXPROBE_TRAIN_STAGE_WORKER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/ngram/batch.h"

namespace lexprobe {

// Sums since the stage began. Any thread may read them.
struct StageCounters {
  std::atomic<int64_t> tokens{0};
  std::atomic<int64_t> positives{0};
  std::atomic<int64_t> corruptions{0};
  std::atomic<double> loss{0};  // summed over the positives
};

class StageWorker {
 public:
  // Works until its builder has read `total_tokens`.
  StageWorker(BatchBuilder builder, int64_t total_tokens)
      : builder_(std::move(builder)), total_tokens_(total_tokens) {}
  virtual ~StageWorker() = default;

  // Learns from one batch. FailedPrecondition when the loss is no longer a
  // number; errors of the builder.
  absl::Status Step();

  bool done() const { return builder_.tokens_read() >= total_tokens_; }
  const StageCounters& counters() const { return counters_; }
  int64_t total_tokens() const { return total_tokens_; }

  // For checkpoints: the position in the text and the counters.
  void SaveState(std::string* out) const;
  absl::Status RestoreState(BinaryReader& in);

 protected:
  struct StepResult {
    int positives = 0;
    int corruptions = 0;  // of each positive
    double loss = 0;      // summed over the positives
  };

  // Fills a batch, computes and applies the gradient. `done_share` is the
  // share of the work that is done.
  virtual absl::StatusOr<StepResult> Learn(double done_share) = 0;

  BatchBuilder& builder() { return builder_; }

 private:
  BatchBuilder builder_;
  int64_t total_tokens_;
  StageCounters counters_;
};

using StageWorkers = std::vector<std::unique_ptr<StageWorker>>;

// Runs each worker on a thread of its own until all are done or `keep_going`,
// asked several times a second on the caller's thread, gives false: then each
// stops after its batch. The first error of a worker stops the others too.
absl::Status RunWorkers(const StageWorkers& workers,
                        const std::function<bool()>& keep_going);

// True when every worker is done.
bool AllDone(const StageWorkers& workers);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_STAGE_WORKER_H_
