#include "train/parameter_average.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

// A longer step overshoots (4 processes on data/world).
constexpr int kMostRanksCounted = 2;

}  // namespace

ParameterAverage::ParameterAverage(StageParameters* parameters,
                                   Communicator* all)
    : parameters_(*parameters), all_(*all) {
  const size_t rows = parameters_.accumulators().size();
  size_t size = rows * (static_cast<size_t>(parameters_.dim()) + 2);
  for (const StageParameters::Dense& dense : parameters_.dense()) {
    size += 2 * dense.values.size();
  }
  sum_.resize(size);
  Remember();
}

// For each row its movement, what was added to its accumulator, and the
// square of that; then values and squares of the dense parameters.
void ParameterAverage::Gather() {
  const auto dim = static_cast<size_t>(parameters_.dim());
  size_t at = 0;
  for (size_t row = 0; row < accumulators_.size(); ++row) {
    for (size_t i = row * dim; i < (row + 1) * dim; ++i) {
      sum_[at++] = parameters_.embedding()[i] - embedding_[i];
    }
    const float added = parameters_.accumulators()[row] - accumulators_[row];
    sum_[at++] = added;
    sum_[at++] = added * added;
  }
  for (const StageParameters::Dense& dense : parameters_.dense()) {
    for (const float value : dense.values) sum_[at++] = value;
    for (const float square : dense.squares) sum_[at++] = square;
  }
}

void ParameterAverage::Spread() {
  const auto dim = static_cast<size_t>(parameters_.dim());
  size_t at = 0;
  for (size_t row = 0; row < accumulators_.size(); ++row) {
    const float before = accumulators_[row];
    const float added = sum_[at + dim], squares = sum_[at + dim + 1];
    const float seen = added > 0 ? squares / added : 0;
    const float scale = std::sqrt((before + seen) / (before + added));
    for (size_t i = row * dim; i < (row + 1) * dim; ++i) {
      parameters_.embedding()[i] = embedding_[i] + scale * sum_[at++];
    }
    parameters_.accumulators()[row] = before + added;
    at += 2;
  }
  const float share = 1.0f / static_cast<float>(all_.size());
  const float step =
      std::sqrt(static_cast<float>(std::min(all_.size(), kMostRanksCounted)));
  size_t old = 0;
  for (StageParameters::Dense& dense : parameters_.dense()) {
    for (float& value : dense.values) {
      const float before = dense_[old++];
      value = before + step * (share * sum_[at++] - before);
    }
    for (float& square : dense.squares) square = share * sum_[at++];
  }
}

void ParameterAverage::Remember() {
  dense_.clear();
  for (const StageParameters::Dense& dense : parameters_.dense()) {
    dense_.insert(dense_.end(), dense.values.begin(), dense.values.end());
  }
  if (!parameters_.train_rows()) return;
  embedding_.assign(parameters_.embedding().begin(),
                    parameters_.embedding().end());
  accumulators_ = parameters_.accumulators();
}

absl::Status ParameterAverage::Average() {
  Gather();
  LEXPROBE_RETURN_IF_ERROR(all_.AllReduceSum(absl::MakeSpan(sum_)));
  Spread();
  Remember();
  return absl::OkStatus();
}

}  // namespace lexprobe
