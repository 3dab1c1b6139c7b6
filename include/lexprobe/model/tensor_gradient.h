// TensorGradient: the gradient of a batch's loss as LibTorch's tensors, on the
// device that the parameters are on.

#ifndef LEXPROBE_MODEL_TENSOR_GRADIENT_H_
#define LEXPROBE_MODEL_TENSOR_GRADIENT_H_

#include <ATen/core/Tensor.h>

#include <vector>

namespace lexprobe {

struct TensorGradient {
  at::Tensor loss;  // one number, summed over the batch
  // Rows of the embedding; ids may repeat, rows then add up. Zeros where there
  // is no word. Undefined if there are none at all.
  at::Tensor row_ids;             // n, int32
  at::Tensor rows;                // n x D
  std::vector<at::Tensor> dense;  // as the network's tensors after the first
};

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_TENSOR_GRADIENT_H_
