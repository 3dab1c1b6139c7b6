#include "oscillator/torch_network.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/grad_mode.h>

#include <cmath>

namespace lexprobe {
namespace {

using torch::Tensor;

// Of Adam, as its authors have them.
constexpr double kFirst = 0.9;
constexpr double kSecond = 0.999;
constexpr double kTiny = 1e-8;

}  // namespace

Tensor ToTensor(const std::vector<float>& values) {
  return torch::from_blob(const_cast<float*>(values.data()),
                          {static_cast<int64_t>(values.size())})
      .clone();
}

std::vector<float> ToVector(const Tensor& tensor) {
  const float* const data = tensor.data_ptr<float>();
  return std::vector<float>(data, data + tensor.numel());
}

TorchNetwork::TorchNetwork(const NetworkParts& network)
    : options_(network.options),
      values_(ToTensor(network.parameters)),
      gradients_(torch::zeros_like(values_)) {
  for (const ParameterBlock& block : ParameterBlocks(options_)) {
    views_.push_back(ViewOf(block));
  }
  std::vector<float> rates;
  for (const double scale : network.inputs.scale) {
    rates.push_back(static_cast<float>(1 / scale));
  }
  input_rates_ = ToTensor(rates);
}

Tensor TorchNetwork::Answer(const Tensor& questions) const {
  if (options_.kind != NetworkKind::kHamiltonian) return Forward(questions);
  const torch::AutoGradMode enable(true);
  const Tensor points = questions.detach().requires_grad_();
  const Tensor gradient =
      torch::autograd::grad({Forward(points).sum()}, {points}, {},
                            /*retain_graph=*/true, /*create_graph=*/true)
          .front() *
      input_rates_;
  return torch::stack({gradient.select(1, 1), -gradient.select(1, 0)}, 1);
}

Tensor TorchNetwork::ViewOf(const ParameterBlock& block) {
  const int64_t begin = static_cast<int64_t>(block.begin);
  const int64_t size = static_cast<int64_t>(block.size());
  const int64_t rows = static_cast<int64_t>(block.rows);
  const auto shaped = [&](const Tensor& flat) {
    const Tensor part = flat.narrow(0, begin, size);
    return block.name.ends_with("weights") ? part.view({rows, -1}) : part;
  };
  Tensor view = shaped(values_).detach().requires_grad_();
  view.mutable_grad() = shaped(gradients_);
  return view;
}

Tensor TorchNetwork::Forward(const Tensor& questions) const {
  Tensor rows = questions;
  size_t next = 0;
  if (options_.sine_features > 0) {
    const Tensor angles = rows.narrow(1, 2, 1) * views_[next++];
    rows = torch::cat({rows.narrow(1, 0, 2), angles.sin(), angles.cos()}, 1);
  }
  for (; next < views_.size(); next += 2) {
    rows = torch::addmm(views_[next + 1], rows, views_[next].t());
    if (next + 2 < views_.size()) rows = Activate(rows);
  }
  return rows;
}

Tensor TorchNetwork::Activate(const Tensor& rows) const {
  switch (options_.activation) {
    case NetworkActivation::kRelu:
      return torch::relu(rows);
    case NetworkActivation::kTanh:
      return torch::tanh(rows);
    case NetworkActivation::kSilu:
      return torch::silu(rows);
    case NetworkActivation::kSine:
      return torch::sin(rows);
  }
  return rows;
}

Adam::Adam(const TrainingState& state, int64_t step)
    : first_(ToTensor(state.first_moment)),
      second_(ToTensor(state.second_moment)),
      step_(step) {}

void Adam::Step(double rate, Tensor& values, const Tensor& gradients) {
  const torch::NoGradGuard no_gradients;
  ++step_;
  const double count = static_cast<double>(step_);
  first_.mul_(kFirst).add_(gradients, 1 - kFirst);
  second_.mul_(kSecond).addcmul_(gradients, gradients, 1 - kSecond);
  const double correction = std::sqrt(1 - std::pow(kSecond, count));
  const Tensor root = second_.sqrt().div_(correction).add_(kTiny);
  values.addcdiv_(first_, root, -rate / (1 - std::pow(kFirst, count)));
}

}  // namespace lexprobe
