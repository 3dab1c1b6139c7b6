#include "train/network_copy.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <vector>

#include "absl/types/span.h"

namespace lexprobe {

NetworkData CopyOf(const ModelOptions& options, const NetworkView& network) {
  NetworkData data;
  data.options = options;
  const auto arrays = network.arrays();
  for (size_t i = 0; i < arrays.size(); ++i) {
    (data.*kNetworkArrays[i]).assign(arrays[i].begin(), arrays[i].end());
  }
  return data;
}

absl::Status CopyInto(const NetworkData& from, const NetworkView& network) {
  const auto arrays = network.arrays();
  for (size_t i = 0; i < arrays.size(); ++i) {
    const std::vector<float>& array = from.*kNetworkArrays[i];
    if (array.size() != arrays[i].size()) {
      return absl::DataLossError(
          "its arrays have other sizes than the network's");
    }
    std::copy(array.begin(), array.end(), arrays[i].begin());
  }
  return absl::OkStatus();
}

bool AllFinite(const NetworkView& network) {
  for (const absl::Span<float> numbers : network.arrays()) {
    // The sum of x * 0 is NaN if one of them is not finite.
    float sum = 0;
    for (const float number : numbers) sum += number * 0;
    if (!std::isfinite(sum)) return false;
  }
  return true;
}

}  // namespace lexprobe
