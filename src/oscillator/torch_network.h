// TorchNetwork and Adam: an oscillator's network as LibTorch trains it.
//
// Not thread-safe. LibTorch's exceptions pass through; the trainer catches.

#ifndef LEXPROBE_OSCILLATOR_TORCH_NETWORK_H_
#define LEXPROBE_OSCILLATOR_TORCH_NETWORK_H_

#include <torch/types.h>

#include <cstdint>
#include <vector>

#include "lexprobe/oscillator/network_parts.h"
#include "lexprobe/oscillator/training_state.h"

namespace lexprobe {

// Copies of one flat tensor.
torch::Tensor ToTensor(const std::vector<float>& values);
std::vector<float> ToVector(const torch::Tensor& tensor);

// The network over one flat tensor of parameters and one of gradients: the
// layers are views into both, so that a step of Adam is a few operations, and
// a checkpoint a few arrays.
class TorchNetwork {
 public:
  explicit TorchNetwork(const NetworkParts& network);

  // What the network says of `questions`, in the shape of the answers.
  torch::Tensor Answer(const torch::Tensor& questions) const;

  torch::Tensor& values() { return values_; }
  torch::Tensor& gradients() { return gradients_; }

 private:
  torch::Tensor ViewOf(const ParameterBlock& block);
  torch::Tensor Forward(const torch::Tensor& questions) const;
  torch::Tensor Activate(const torch::Tensor& rows) const;

  NetworkOptions options_;
  torch::Tensor values_;
  torch::Tensor gradients_;
  torch::Tensor input_rates_;
  std::vector<torch::Tensor> views_;
};

// Adam, algorithm 1 of Kingma & Ba 2015, over flat tensors.
class Adam {
 public:
  // Goes on after so many steps.
  Adam(const TrainingState& state, int64_t step);

  void Step(double rate, torch::Tensor& values, const torch::Tensor& gradients);

  const torch::Tensor& first() const { return first_; }
  const torch::Tensor& second() const { return second_; }
  int64_t step() const { return step_; }

 private:
  torch::Tensor first_;
  torch::Tensor second_;
  int64_t step_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_TORCH_NETWORK_H_
