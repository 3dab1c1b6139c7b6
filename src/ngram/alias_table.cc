#include "lexprobe/ngram/alias_table.h"

#include <cmath>
#include <limits>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr double kTwoTo32 = 4294967296.0;

absl::StatusOr<double> SumOf(absl::Span<const double> weights) {
  if (weights.empty() || weights.size() > std::numeric_limits<int32_t>::max()) {
    return absl::InvalidArgumentError(
        absl::StrCat(weights.size(), " weights where 1 to 2147483647 are"));
  }
  double sum = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] >= 0) || std::isinf(weights[i])) {
      return absl::InvalidArgumentError(absl::StrCat(
          "weight ", i, " is ", weights[i], "; it must be finite and >= 0"));
    }
    sum += weights[i];
  }
  if (!(sum > 0)) return absl::InvalidArgumentError("all weights are 0");
  if (std::isinf(sum)) {
    return absl::InvalidArgumentError("the sum of the weights is too large");
  }
  return sum;
}

uint32_t ThresholdOf(double share) {
  const double scaled = share * kTwoTo32;
  return scaled >= kTwoTo32 ? std::numeric_limits<uint32_t>::max()
                            : static_cast<uint32_t>(scaled);
}

}  // namespace

absl::StatusOr<AliasTable> AliasTable::FromWeights(
    absl::Span<const double> weights) {
  LEXPROBE_ASSIGN_OR_RETURN(const double sum, SumOf(weights));
  const size_t n = weights.size();
  std::vector<double> shares(n);
  std::vector<int32_t> small, large;
  for (size_t i = 0; i < n; ++i) {
    shares[i] = weights[i] / sum * static_cast<double>(n);
    (shares[i] < 1 ? small : large).push_back(static_cast<int32_t>(i));
  }
  AliasTable table;
  table.cells_.resize(n);
  while (!small.empty() && !large.empty()) {
    const int32_t low = small.back(), high = large.back();
    small.pop_back();
    const auto low_index = static_cast<size_t>(low);
    const auto high_index = static_cast<size_t>(high);
    table.cells_[low_index] = {ThresholdOf(shares[low_index]), high};
    shares[high_index] -= 1 - shares[low_index];
    if (shares[high_index] < 1) {
      large.pop_back();
      small.push_back(high);
    }
  }
  // What is left has a share of 1 but for rounding.
  for (const auto* rest : {&small, &large}) {
    for (const int32_t i : *rest) {
      table.cells_[static_cast<size_t>(i)] = {ThresholdOf(1), i};
    }
  }
  return table;
}

}  // namespace lexprobe
