#include "lexprobe/train/device_step.h"

#include "absl/time/clock.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {

absl::Status RunOnDevice(StageWorker& worker, DeviceStep& device,
                         const std::function<bool()>& keep_going,
                         double until) {
  constexpr absl::Duration kAskEvery = absl::Milliseconds(20);
  LEXPROBE_RETURN_IF_ERROR(device.Load());
  absl::Time next = absl::Now() + kAskEvery;
  while (!worker.done() && worker.done_share() < until) {
    LEXPROBE_RETURN_IF_ERROR(worker.StepOn(device));
    if (absl::Now() < next) continue;
    if (!keep_going()) break;
    next = absl::Now() + kAskEvery;
  }
  LEXPROBE_ASSIGN_OR_RETURN(const double loss, device.Store());
  return worker.AddLoss(loss);
}

}  // namespace lexprobe
