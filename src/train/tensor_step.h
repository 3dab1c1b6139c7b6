// MakeTensorStep: DeviceStep by LibTorch's tensor operations, on a GPU or, for
// comparison, on the processor.

#ifndef LEXPROBE_TRAIN_TENSOR_STEP_H_
#define LEXPROBE_TRAIN_TENSOR_STEP_H_

#include <memory>

#include "absl/status/statusor.h"
#include "lexprobe/train/device_step.h"
#include "lexprobe/train/stage_parameters.h"
#include "lexprobe/train/train_options.h"

namespace lexprobe {

// For the parameters of the embedding stage or of the validity stage, which
// must outlive it. The gradients are those of tensor_positional_loss.h and
// tensor_shared_corruption_loss.h; the optimisers do what StageParameters
// does, to the error of rounding, also where a row occurs several times in a
// batch.
std::unique_ptr<DeviceStep> MakeTensorStep(const TrainOptions& options,
                                           StageParameters* parameters);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_TENSOR_STEP_H_
