#include "train/parameter_average.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

// Sums over the ranks that stand before the parameters.
enum : size_t { kSteps, kFailed, kStop, kDone, kHead };

}  // namespace

ParameterAverage::ParameterAverage(StageParameters* parameters,
                                   Communicator* all)
    : parameters_(*parameters), all_(*all), momentum_(all->size()) {
  if (parameters_.train_rows()) {
    embedding_.assign(parameters_.embedding().begin(),
                      parameters_.embedding().end());
    accumulators_ = parameters_.accumulators();
  }
  for (const StageParameters::Dense& dense : parameters_.dense()) {
    dense_.insert(dense_.end(), dense.values.begin(), dense.values.end());
    squares_.insert(squares_.end(), dense.squares.begin(), dense.squares.end());
  }
  row_velocity_.resize(embedding_.size());
  dense_velocity_.resize(dense_.size());
  sum_.resize(kHead + embedding_.size() + 2 * accumulators_.size() +
              2 * dense_.size());
}

// For each row its movement, what was added to its accumulator, and the square
// of that.
size_t ParameterAverage::GatherRows(size_t at) {
  const auto dim = static_cast<size_t>(parameters_.dim());
  for (size_t row = 0; row < accumulators_.size(); ++row) {
    const float* const now = parameters_.embedding().data() + row * dim;
    const float* const before = embedding_.data() + row * dim;
    float* const moved = sum_.data() + at;
    for (size_t i = 0; i < dim; ++i) moved[i] = now[i] - before[i];
    const float added = parameters_.accumulators()[row] - accumulators_[row];
    moved[dim] = added;
    moved[dim + 1] = added * added;
    at += dim + 2;
  }
  return at;
}

void ParameterAverage::GatherDense(size_t at) {
  size_t old = 0;
  for (const StageParameters::Dense& dense : parameters_.dense()) {
    for (const float value : dense.values) sum_[at++] = value - dense_[old++];
    for (const float square : dense.squares) sum_[at++] = square;
  }
}

size_t ParameterAverage::SpreadRows(size_t at) {
  const BlockMomentum momentum = momentum_;  // one that nothing here overwrites
  const auto dim = static_cast<size_t>(parameters_.dim());
  for (size_t row = 0; row < accumulators_.size(); ++row) {
    const float* const moved = sum_.data() + at;
    const float before = accumulators_[row];
    const float added = moved[dim], squares = moved[dim + 1];
    const float seen = added > 0 ? squares / added : 0;
    const float scale = std::sqrt((before + seen) / (before + added));
    float* const velocity = row_velocity_.data() + row * dim;
    float* const value = embedding_.data() + row * dim;
    for (size_t i = 0; i < dim; ++i) {
      value[i] += momentum.Step(scale * moved[i], &velocity[i]);
    }
    accumulators_[row] = before + added;
    at += dim + 2;
  }
  std::copy(embedding_.begin(), embedding_.end(),
            parameters_.embedding().begin());
  parameters_.accumulators() = accumulators_;
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
      const float seen = sum_[at + size + i];
      const float before = squares_[old];
      const float square =
          kept_by_all * before + weight * (seen - ranks * kept * before);
      const float scale =
          square > 0 ? std::sqrt(std::min(1.0f, seen / ranks / square)) : 0;
      dense_[old] +=
          momentum_.Step(scale * sum_[at + i], &dense_velocity_[old]);
      squares_[old] = std::max(0.0f, square);
      dense.values[i] = dense_[old];
      dense.squares[i] = squares_[old];
    }
    at += 2 * size;
  }
}

void ParameterAverage::Average(int64_t steps, RoundState* state) {
  sum_[kSteps] = static_cast<float>(steps);
  sum_[kFailed] = state->status.ok() ? 0 : 1;
  sum_[kStop] = state->stop ? 1 : 0;
  sum_[kDone] = state->done ? 1 : 0;
  GatherDense(GatherRows(kHead));
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
  SpreadDense(SpreadRows(kHead));
}

std::string ParameterAverage::State() const {
  std::string state;
  PutUint64(static_cast<uint64_t>(all_.size()), &state);
  PutFloats(row_velocity_, &state);
  PutFloats(dense_velocity_, &state);
  return state;
}

absl::Status ParameterAverage::RestoreState(absl::string_view state) {
  BinaryReader in(state);
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t ranks, in.GetUint64());
  if (ranks != static_cast<uint64_t>(all_.size())) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(in.GetFloats(absl::MakeSpan(row_velocity_)));
  return in.GetFloats(absl::MakeSpan(dense_velocity_));
}

}  // namespace lexprobe
