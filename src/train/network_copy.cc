#include "train/network_copy.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/types/span.h"

namespace lexprobe {
namespace {

bool Copy(const std::vector<float>& from, absl::Span<float> to) {
  if (from.size() != to.size()) return false;
  std::copy(from.begin(), from.end(), to.begin());
  return true;
}

}  // namespace

NetworkData CopyOf(const ModelOptions& options, const NetworkView& network) {
  NetworkData data;
  data.options = options;
  data.embedding.assign(network.embedding.begin(), network.embedding.end());
  data.first_weight.assign(network.first_weight.begin(),
                           network.first_weight.end());
  data.first_bias.assign(network.first_bias.begin(), network.first_bias.end());
  data.output_weight.assign(network.output_weight.begin(),
                            network.output_weight.end());
  data.output_bias.assign(network.output_bias.begin(),
                          network.output_bias.end());
  return data;
}

absl::Status CopyInto(const NetworkData& from, const NetworkView& network) {
  if (Copy(from.embedding, network.embedding) &&
      Copy(from.first_weight, network.first_weight) &&
      Copy(from.first_bias, network.first_bias) &&
      Copy(from.output_weight, network.output_weight) &&
      Copy(from.output_bias, network.output_bias)) {
    return absl::OkStatus();
  }
  return absl::DataLossError("its arrays have other sizes than the network's");
}

bool AllFinite(const NetworkView& network) {
  for (const absl::Span<float> numbers :
       {network.embedding, network.first_weight, network.first_bias,
        network.output_weight, network.output_bias}) {
    // The sum of x * 0 is NaN if one of them is not finite.
    float sum = 0;
    for (const float number : numbers) sum += number * 0;
    if (!std::isfinite(sum)) return false;
  }
  return true;
}

}  // namespace lexprobe
