#include "stats/conservation_effects.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lexprobe {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Least-squares slope of `y` on `x`; NaN if x does not vary.
double SlopeOf(absl::Span<const double> x, absl::Span<const double> y) {
  const auto n = static_cast<double>(x.size());
  const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xx = 0, xy = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  return xx > 0 ? xy / xx : kNaN;
}

StartSummary Summarize(const QuantityTrajectory& trajectory, double scale,
                       double origin) {
  StartSummary summary;
  summary.start = trajectory.start;
  summary.count = static_cast<double>(trajectory.values.size());
  std::vector<double> deltas;
  for (const double q : trajectory.values) {
    deltas.push_back((q - trajectory.start) / scale);
    summary.sizes.push_back(std::abs(deltas.back()));
    summary.mean_delta += deltas.back() / summary.count;
    summary.sum_q += q - origin;
  }
  const double mean = summary.sum_q / summary.count;
  for (const double q : trajectory.values) {
    const double d = q - origin - mean;
    summary.squares_within += d * d;
  }
  summary.slope = SlopeOf(trajectory.times, deltas);
  return summary;
}

}  // namespace

// Standard deviation of Q_0 over the starts, n - 1 in the denominator.
double SpreadOf(absl::Span<const QuantityTrajectory> trajectories) {
  if (trajectories.size() < 2) return kNaN;
  const auto n = static_cast<double>(trajectories.size());
  double mean = 0, squares = 0;
  for (const QuantityTrajectory& each : trajectories) mean += each.start / n;
  for (const QuantityTrajectory& each : trajectories) {
    squares += (each.start - mean) * (each.start - mean);
  }
  return std::sqrt(squares / (n - 1));
}

ConservationEffects::ConservationEffects(
    absl::Span<const QuantityTrajectory> trajectories, DeltaScale scale) {
  const double spread = SpreadOf(trajectories);
  for (const QuantityTrajectory& each : trajectories) {
    const double unit = scale == DeltaScale::kStart    ? std::abs(each.start)
                        : scale == DeltaScale::kSpread ? spread
                                                       : 1.0;
    starts_.push_back(Summarize(each, unit, trajectories[0].start));
  }
  SortSizes();
}

double ConservationEffects::Quantile95(absl::Span<const double> weights) const {
  double total = 0, sum = 0;
  for (size_t i = 0; i < starts_.size(); ++i) {
    total += weights[i] * starts_[i].count;
  }
  for (const auto& [size, start] : sizes_) {
    sum += weights[start];
    if (sum >= 0.95 * total && sum > 0) return size;
  }
  return kNaN;
}

double ConservationEffects::WithinShare(
    absl::Span<const double> weights) const {
  double count = 0, sum = 0, within = 0;
  for (size_t i = 0; i < starts_.size(); ++i) {
    count += weights[i] * starts_[i].count;
    sum += weights[i] * starts_[i].sum_q;
    within += weights[i] * starts_[i].squares_within;
  }
  double between = 0;
  for (size_t i = 0; i < starts_.size(); ++i) {
    const double d = starts_[i].sum_q / starts_[i].count - sum / count;
    between += weights[i] * starts_[i].count * d * d;
  }
  return within + between > 0 ? within / (within + between) : kNaN;
}

double ConservationEffects::WeightedMean(absl::Span<const double> weights,
                                         double StartSummary::*field) const {
  double total = 0, sum = 0;
  for (size_t i = 0; i < starts_.size(); ++i) {
    total += weights[i];
    sum += weights[i] * (starts_[i].*field);
  }
  return sum / total;
}

void ConservationEffects::SortSizes() {
  for (size_t i = 0; i < starts_.size(); ++i) {
    for (const double size : starts_[i].sizes) sizes_.emplace_back(size, i);
  }
  std::sort(sizes_.begin(), sizes_.end());
}

}  // namespace lexprobe
