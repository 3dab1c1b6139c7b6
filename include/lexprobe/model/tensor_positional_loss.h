// What PositionalLoss computes (positional_loss.h has the formulas), as
// LibTorch's tensor operations, on the device that the parameters are on. The
// gradients are written out; there is no autograd.
//
// Every operation is queued and none is waited for: the batch may change as
// soon as the call returns. Precision is that of the matrix products.
// LibTorch's exceptions pass through. Thread-safe: no state.

#ifndef LEXPROBE_MODEL_TENSOR_POSITIONAL_LOSS_H_
#define LEXPROBE_MODEL_TENSOR_POSITIONAL_LOSS_H_

#include <ATen/core/Tensor.h>

#include "lexprobe/model/device_options.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/model/tensor_gradient.h"
#include "lexprobe/ngram/batch.h"

namespace lexprobe {

struct PositionalTensors {
  at::Tensor embedding;         // V x D
  at::Tensor position_weights;  // 2 margin x D
};

// REQUIRES: shapes agree; margin > 0; ids are in range or kNoWord.
TensorGradient GradientOf(const PositionalTensors& network,
                          const SegmentBatch& batch, const LossOptions& loss,
                          Precision precision);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_TENSOR_POSITIONAL_LOSS_H_
