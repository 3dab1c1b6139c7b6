#include "train/mean_removal.h"

#include <cstddef>

namespace lexprobe {

std::vector<double> MeanOf(absl::Span<const float> embedding, int dim) {
  const auto width = static_cast<size_t>(dim);
  std::vector<double> mean(width, 0);
  for (size_t i = 0; i < embedding.size(); ++i) {
    mean[i % width] += double{embedding[i]};
  }
  const auto rows =
      static_cast<double>(embedding.size()) / static_cast<double>(dim);
  for (double& number : mean) {
    number /= rows;
  }
  return mean;
}

void RemoveMean(NetworkData* network) {
  const std::vector<double> mean =
      MeanOf(network->embedding, network->options.dim);
  for (size_t i = 0; i < network->embedding.size(); ++i) {
    network->embedding[i] -= static_cast<float>(mean[i % mean.size()]);
  }
  std::vector<float>& bias = network->first_bias;
  std::vector<double> shift(bias.size(), 0);
  for (size_t i = 0; i < network->first_weight.size(); ++i) {
    const size_t input = i / bias.size();  // the weights are N D x width
    shift[i % bias.size()] +=
        mean[input % mean.size()] * double{network->first_weight[i]};
  }
  for (size_t i = 0; i < bias.size(); ++i) {
    bias[i] += static_cast<float>(shift[i]);
  }
}

}  // namespace lexprobe
