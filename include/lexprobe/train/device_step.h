// DeviceStep: a stage's parameters on another device, where whole steps are
// taken: gradient and optimiser. RunOnDevice works through a stage that way.
//
// Between Load and Store the parameters on the device are the valid ones;
// before and after, those of the stage in this process's memory. So evaluation,
// checkpoints and averaging with other processes know nothing of devices.
//
// Not thread-safe.

#ifndef LEXPROBE_TRAIN_DEVICE_STEP_H_
#define LEXPROBE_TRAIN_DEVICE_STEP_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/ngram/batch.h"
#include "lexprobe/train/stage_worker.h"

namespace lexprobe {

class DeviceStep {
 public:
  virtual ~DeviceStep() = default;

  // Copies the parameters and the optimiser's state to the device.
  virtual absl::Status Load() = 0;

  // Takes a step of the embedding stage, or of the validity stage. The rate is
  // a share of the peak rates. Gives the losses summed over all batches since
  // they were last given; mostly 0, since to ask a device is to wait for it.
  // ResourceExhausted if the device has no memory left.
  virtual absl::StatusOr<double> Take(const SegmentBatch& batch,
                                      double rate_share) = 0;
  virtual absl::StatusOr<double> Take(const NGramBatch& batch,
                                      double rate_share) = 0;

  // Copies all back; gives the losses that Take has not yet given.
  virtual absl::StatusOr<double> Store() = 0;
};

// Loads, has the worker step on the device until it has done the share `until`
// or `keep_going`, asked several times a second, gives false; stores. After an
// error the stage's parameters are those of before.
absl::Status RunOnDevice(StageWorker& worker, DeviceStep& device,
                         const std::function<bool()>& keep_going,
                         double until = 1);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_DEVICE_STEP_H_
