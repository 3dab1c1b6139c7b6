#include "model/tensor_parts.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace lexprobe {
namespace {

constexpr double kNone = -std::numeric_limits<double>::infinity();

PairLoss LogisticLoss(const at::Tensor& valid, const at::Tensor& scores,
                      double weight) {
  const at::Tensor loss =
      at::softplus(-valid).sum() + weight * at::softplus(scores).sum();
  return {loss, -at::sigmoid(-valid), weight * at::sigmoid(scores)};
}

PairLoss SoftmaxLoss(const at::Tensor& valid, const at::Tensor& scores) {
  const at::Tensor logarithms =
      at::log_softmax(at::cat({valid.unsqueeze(1), scores}, 1), 1);
  const at::Tensor shares = logarithms.exp();
  return {-logarithms.select(1, 0).sum(), shares.select(1, 0) - 1,
          shares.narrow(1, 1, scores.size(1))};
}

PairLoss HingeLoss(const at::Tensor& valid, const at::Tensor& scores) {
  const double share = 1.0 / static_cast<double>(scores.size(1));
  const at::Tensor margins = (scores + (1 - valid).unsqueeze(1)).clamp_min(0);
  const at::Tensor d_scores = (margins > 0).to(at::kFloat) * share;
  return {margins.sum() * share, -d_scores.sum(1), d_scores};
}

}  // namespace

at::Tensor OnDevice(const std::vector<int>& first,
                    const std::vector<int>& second, const at::Device& device) {
  const auto count = static_cast<int64_t>(first.size() + second.size());
  const at::Tensor host = at::empty(
      {count}, at::TensorOptions(at::kInt).pinned_memory(device.is_cuda()));
  int* const numbers = host.data_ptr<int>();
  std::copy(second.begin(), second.end(),
            std::copy(first.begin(), first.end(), numbers));
  return device.is_cpu() ? host : host.to(device, /*non_blocking=*/true);
}

at::Tensor Product(const at::Tensor& a, const at::Tensor& b,
                   Precision precision) {
  if (precision != Precision::kBfloat16) return a.mm(b);
  return a.to(at::kBFloat16).mm(b.to(at::kBFloat16)).to(at::kFloat);
}

at::Tensor Scaled(const at::Tensor& numbers, const at::Tensor& rows) {
  return numbers.unsqueeze(1) * rows;
}

at::Tensor WithoutTrueWords(const at::Tensor& scores, const at::Tensor& own,
                            const at::Tensor& replacements) {
  return scores.masked_fill(own.unsqueeze(1) == replacements.unsqueeze(0),
                            kNone);
}

PairLoss LossOfPairs(const LossOptions& options, const at::Tensor& valid,
                     const at::Tensor& scores) {
  switch (options.loss) {
    case Loss::kLogistic:
      return LogisticLoss(valid, scores,
                          options.kappa / static_cast<double>(scores.size(1)));
    case Loss::kSoftmax:
      return SoftmaxLoss(valid, scores);
    case Loss::kHinge:
      break;
  }
  return HingeLoss(valid, scores);
}

TensorGradient NoGradient(const std::vector<at::Tensor>& dense) {
  TensorGradient gradient;
  gradient.loss = at::zeros({}, dense[0].options());
  for (const at::Tensor& values : dense) {
    gradient.dense.push_back(at::zeros_like(values));
  }
  return gradient;
}

}  // namespace lexprobe
