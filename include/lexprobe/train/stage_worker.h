// StageWorker: one worker's part of a training stage: it reads its share of
// the text and turns batches into gradients. RunWorkers lets several of them
// go at once without waiting for each other; rounds.h has the other way.
//
// The workers of RunWorkers share parameters and write to them without locks:
// the one deliberate race of the project (Hogwild; Niu et al. 2011). All else
// a worker owns alone, save its counters, which are atomic.

#ifndef LEXPROBE_TRAIN_STAGE_WORKER_H_
#define LEXPROBE_TRAIN_STAGE_WORKER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/ngram/batch.h"
#include "lexprobe/train/schedule.h"
#include "lexprobe/train/stage_parameters.h"

namespace lexprobe {

class DeviceStep;

// Sums since the stage began. Any thread may read them.
struct StageCounters {
  std::atomic<int64_t> tokens{0};
  std::atomic<int64_t> steps{0};  // since this process began
  std::atomic<int64_t> positives{0};
  std::atomic<int64_t> corruptions{0};
  std::atomic<double> loss{0};  // summed over the positives
};

// A worker's share of the text, and how the rates change along it.
struct Share {
  BatchBuilder builder;
  int64_t total_tokens = 0;  // to be read in this stage
  Schedule schedule;
};

class StageWorker {
 public:
  explicit StageWorker(Share share)
      : builder_(std::move(share.builder)),
        total_tokens_(share.total_tokens),
        schedule_(share.schedule) {}
  virtual ~StageWorker() = default;

  // Reads a batch and computes its gradient. FailedPrecondition when training
  // diverges: the loss is no longer a number, or over some hundred batches
  // four times what it was in the beginning and what chance gives; errors of
  // the builder.
  absl::Status Compute();
  // Reads a batch and has the whole step taken on another device; errors as
  // of Compute, or of the device.
  absl::Status StepOn(DeviceStep& device);
  // Adds a loss that a device gave later. FailedPrecondition as for Compute.
  absl::Status AddLoss(double loss);
  // What Compute made; valid until the next one.
  const StepGradient& gradient() const { return gradient_; }

  bool done() const { return tokens() >= total_tokens_; }
  // The share of its work that is done; may be a little above 1.
  double done_share() const;
  const StageCounters& counters() const { return counters_; }
  int64_t total_tokens() const { return total_tokens_; }

  // For checkpoints: the share that is done, the position in the text and the
  // counters.
  std::string State() const;
  // DataLoss or FailedPrecondition if the bytes are not of such a worker.
  absl::Status RestoreState(absl::string_view state);
  // The share that is done, of a worker that had this state; DataLoss if no
  // worker can have.
  static absl::StatusOr<double> DoneShareOf(absl::string_view state);
  // Counts this share of the work as done, by other workers, elsewhere.
  void Skip(double share);

 protected:
  struct BatchSize {
    int positives = 0;
    int corruptions = 0;  // of each positive
  };

  // The loss of a positive when nothing is known (LossAtChance).
  virtual double ChanceLoss() const = 0;
  // Fills the batch that the next two are about.
  virtual absl::StatusOr<BatchSize> ReadBatch() = 0;
  // All of *gradient but its rate; the loss summed over the positives.
  virtual double ComputeGradient(StepGradient* gradient) = 0;
  // DeviceStep::Take of the batch.
  virtual absl::StatusOr<double> StepOnDevice(double rate_share,
                                              DeviceStep& device) = 0;

  BatchBuilder& builder() { return builder_; }

 private:
  int64_t tokens() const { return skipped_ + builder_.tokens_read(); }
  double rate_share() const;
  absl::Status Count(BatchSize size, double loss);
  absl::Status CheckLoss(double loss);  // of a positive
  absl::Status Diverged(absl::string_view how) const;

  BatchBuilder builder_;
  int64_t total_tokens_;
  int64_t skipped_ = 0;
  Schedule schedule_;
  StepGradient gradient_;
  StageCounters counters_;
  int64_t batches_ = 0;  // by this object
  double recent_loss_ = 0, first_loss_ = 0;
};

using StageWorkers = std::vector<std::unique_ptr<StageWorker>>;

// Runs each worker on a thread of its own, which applies what it computes at
// once, until all have done the share `until`, or `keep_going`, asked several
// times a second on the caller's thread, gives false: then each stops after its
// batch. The first error of a worker stops the others too.
absl::Status RunWorkers(const StageWorkers& workers,
                        StageParameters& parameters,
                        const std::function<bool()>& keep_going,
                        double until = 1);

// True when every worker is done.
bool AllDone(const StageWorkers& workers);
// True when every worker has done the share `until`, or is done.
bool AllReached(const StageWorkers& workers, double until);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_STAGE_WORKER_H_
