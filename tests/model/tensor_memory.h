// Between tensors on any device and vectors, for tests.

#ifndef LEXPROBE_TESTS_MODEL_TENSOR_MEMORY_H_
#define LEXPROBE_TESTS_MODEL_TENSOR_MEMORY_H_

#include <ATen/ATen.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "lexprobe/model/tensor_gradient.h"

namespace lexprobe {

inline at::Tensor OnTestDevice(const std::vector<float>& numbers,
                               at::IntArrayRef shape,
                               const std::string& device) {
  return at::tensor(numbers).view(shape).to(at::Device(device));
}

inline std::vector<float> NumbersOf(const at::Tensor& tensor) {
  const at::Tensor own = tensor.to(at::kCPU, at::kFloat).contiguous();
  return {own.data_ptr<float>(), own.data_ptr<float>() + own.numel()};
}

// The rows of a gradient, added up by word.
inline std::vector<float> RowsByWord(const TensorGradient& gradient,
                                     int64_t words) {
  const at::Tensor sums =
      at::zeros({words, gradient.rows.size(1)}, gradient.rows.options());
  return NumbersOf(sums.index_add(0, gradient.row_ids, gradient.rows));
}

// The same of a kernel's gradient, whose rows are `stride` apart.
inline std::vector<float> RowsByWord(const std::vector<int>& ids,
                                     const std::vector<float>& rows,
                                     size_t stride, size_t dim, size_t words) {
  std::vector<float> sums(words * dim, 0.0f);
  for (size_t i = 0; i < ids.size(); ++i) {
    for (size_t column = 0; ids[i] >= 0 && column < dim; ++column) {
      sums[static_cast<size_t>(ids[i]) * dim + column] +=
          rows[i * stride + column];
    }
  }
  return sums;
}

// Numbers whose difference from `expected` is no longer than `share` of these,
// as vectors; where these are short, than `share`.
MATCHER_P2(IsNearAsAVector, expected, share, "is near the expected vector") {
  if (arg.size() != expected.size()) return false;
  double distance = 0, length = 1;
  for (size_t i = 0; i < arg.size(); ++i) {
    distance += std::pow(double(arg[i]) - double(expected[i]), 2);
    length += std::pow(double(expected[i]), 2);
  }
  *result_listener << "a difference of " << std::sqrt(distance / length);
  return std::sqrt(distance / length) <= share;
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_MODEL_TENSOR_MEMORY_H_
