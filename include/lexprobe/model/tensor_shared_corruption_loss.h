// What SharedCorruptionLoss computes (shared_corruption_loss.h has the
// formulas), as LibTorch's tensor operations, on the device that the parameters
// are on. The gradients are written out; there is no autograd.
//
// Every operation is queued and none is waited for: the batch may change as
// soon as the call returns. Precision is that of the matrix products.
// LibTorch's exceptions pass through. Thread-safe: no state.

#ifndef LEXPROBE_MODEL_TENSOR_SHARED_CORRUPTION_LOSS_H_
#define LEXPROBE_MODEL_TENSOR_SHARED_CORRUPTION_LOSS_H_

#include <ATen/core/Tensor.h>

#include "lexprobe/model/device_options.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/model/tensor_gradient.h"
#include "lexprobe/ngram/batch.h"

namespace lexprobe {

struct NetworkTensors {
  at::Tensor embedding;      // V x D
  at::Tensor first_weight;   // N D x first_width
  at::Tensor first_bias;     // first_width
  at::Tensor output_weight;  // H; empty for bilinear
  at::Tensor output_bias;    // 1
};

// Pairs of N-gram and replacement that are not bilinear are worked off some
// 16 million hidden units at a time, so that memory suffices for any batch.
// REQUIRES: the network has the model's shape; ids are in range.
TensorGradient GradientOf(const ModelOptions& model,
                          const NetworkTensors& network,
                          const NGramBatch& batch, const LossOptions& loss,
                          bool with_rows, Precision precision);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_TENSOR_SHARED_CORRUPTION_LOSS_H_
