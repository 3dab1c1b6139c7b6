#include "train/parameter_average.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "absl/status/status.h"

namespace lexprobe {
namespace {

// Sums over the ranks that stand before the parameters.
enum : size_t { kSteps, kFailed, kStop, kDone, kHead };

}  // namespace

ParameterAverage::ParameterAverage(StageParameters* parameters,
                                   Communicator* all)
    : parameters_(*parameters), all_(*all) {
  RememberRows();
  RememberDense();
}

// For each row its movement, what was added to its accumulator, and the square
// of that.
void ParameterAverage::GatherRows() {
  const auto dim = static_cast<size_t>(parameters_.dim());
  for (size_t row = 0; row < accumulators_.size(); ++row) {
    for (size_t i = row * dim; i < (row + 1) * dim; ++i) {
      sum_.push_back(parameters_.embedding()[i] - embedding_[i]);
    }
    const float added = parameters_.accumulators()[row] - accumulators_[row];
    sum_.push_back(added);
    sum_.push_back(added * added);
  }
}

void ParameterAverage::GatherDense() {
  for (const StageParameters::Dense& dense : parameters_.dense()) {
    sum_.insert(sum_.end(), dense.values.begin(), dense.values.end());
    sum_.insert(sum_.end(), dense.squares.begin(), dense.squares.end());
  }
}

size_t ParameterAverage::SpreadRows(size_t at) {
  const auto dim = static_cast<size_t>(parameters_.dim());
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
  return at;
}

void ParameterAverage::SpreadDense(size_t at) {
  const auto ranks = static_cast<float>(all_.size());
  const float kept = std::pow(StageParameters::kRmsDecay, sum_[kSteps] / ranks);
  const float kept_by_all = std::pow(kept, ranks);
  const float weight =
      kept < 1 ? (1 - kept_by_all) / (ranks * (1 - kept)) : 1.0f;
  size_t old = 0;
  for (StageParameters::Dense& dense : parameters_.dense()) {
    const size_t size = dense.values.size();
    for (size_t i = 0; i < size; ++i, ++old) {
      const float moved = sum_[at + i] - ranks * dense_[old];
      const float seen = sum_[at + size + i];
      const float before = squares_[old];
      const float square =
          kept_by_all * before + weight * (seen - ranks * kept * before);
      const float scale = std::sqrt(std::min(1.0f, seen / ranks / square));
      dense.values[i] = dense_[old] + (square > 0 ? scale * moved : 0);
      dense.squares[i] = std::max(0.0f, square);
    }
    at += 2 * size;
  }
}

void ParameterAverage::RememberDense() {
  dense_.clear();
  squares_.clear();
  for (const StageParameters::Dense& dense : parameters_.dense()) {
    dense_.insert(dense_.end(), dense.values.begin(), dense.values.end());
    squares_.insert(squares_.end(), dense.squares.begin(), dense.squares.end());
  }
}

void ParameterAverage::RememberRows() {
  if (!parameters_.train_rows()) return;
  embedding_.assign(parameters_.embedding().begin(),
                    parameters_.embedding().end());
  accumulators_ = parameters_.accumulators();
}

void ParameterAverage::Average(int64_t steps, bool rows, RoundState* state) {
  sum_.assign(kHead, 0);
  sum_[kSteps] = static_cast<float>(steps);
  sum_[kFailed] = state->status.ok() ? 0 : 1;
  sum_[kStop] = state->stop ? 1 : 0;
  sum_[kDone] = state->done ? 1 : 0;
  // Growing by itself, it might take twice as much.
  sum_.reserve(kHead + 2 * dense_.size() +
               (rows ? embedding_.size() + 2 * accumulators_.size() : 0));
  if (rows) GatherRows();
  GatherDense();
  const absl::Status status = all_.AllReduceSum(absl::MakeSpan(sum_));
  predicted_bytes_ += 2.0 * (all_.size() - 1) / all_.size() *
                      static_cast<double>(sum_.size() * sizeof(float));
  if (status.ok() && sum_[kFailed] > 0) {
    state->status = AgreeOn(state->status, all_);
  } else if (state->status.ok()) {
    state->status = status;
  }
  if (!state->status.ok()) return;
  state->stop = sum_[kStop] > 0;
  state->done = sum_[kDone] == static_cast<float>(all_.size());
  SpreadDense(rows ? SpreadRows(kHead) : kHead);
  if (rows) RememberRows();
  RememberDense();
}

}  // namespace lexprobe
