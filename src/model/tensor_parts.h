// What both losses of tensor operations are made of.
//
// Thread-safe: no state.

#ifndef LEXPROBE_MODEL_TENSOR_PARTS_H_
#define LEXPROBE_MODEL_TENSOR_PARTS_H_

#include <ATen/core/Tensor.h>

#include <vector>

#include "lexprobe/model/device_options.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/model/tensor_gradient.h"

namespace lexprobe {

// `first` and then `second`, on the device; copied there by way of memory that
// a GPU can read by itself, so that nobody waits.
at::Tensor OnDevice(const std::vector<int>& first,
                    const std::vector<int>& second, const at::Device& device);

// The matrix product a b.
at::Tensor Product(const at::Tensor& a, const at::Tensor& b,
                   Precision precision);

// Each row times its number.
at::Tensor Scaled(const at::Tensor& numbers, const at::Tensor& rows);

// Scores of B x K pairs, -infinity where replacement j is the true word of
// positive i: no corruption.
at::Tensor WithoutTrueWords(const at::Tensor& scores, const at::Tensor& own,
                            const at::Tensor& replacements);

struct PairLoss {
  at::Tensor loss;      // one number
  at::Tensor d_valid;   // B
  at::Tensor d_scores;  // B x K
};

// As loss_kernels.h; scores of -infinity are no corruptions.
PairLoss LossOfPairs(const LossOptions& options, const at::Tensor& valid,
                     const at::Tensor& scores);

// No loss, no rows, zeros for the dense parameters.
TensorGradient NoGradient(const std::vector<at::Tensor>& dense);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_TENSOR_PARTS_H_
