// ConservationEffects: what trajectories of a quantity Q say of its being
// conserved, start by start and together.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_STATS_CONSERVATION_EFFECTS_H_
#define LEXPROBE_STATS_CONSERVATION_EFFECTS_H_

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/stats/conservation_test.h"

namespace lexprobe {

// What one trajectory gives to the statistics.
struct StartSummary {
  double start = 0;  // Q_0
  double mean_delta = 0;
  // Of delta on t; NaN if all times are one.
  double slope = std::numeric_limits<double>::quiet_NaN();
  double count = 0;           // moments
  double sum_q = 0;           // of Q, about the first trajectory's Q_0
  double squares_within = 0;  // of Q about its mean in the trajectory
  std::vector<double> sizes;  // |delta|
};

// Standard deviation of Q_0 over the starts, n - 1 in the denominator; NaN if
// there is one only.
double SpreadOf(absl::Span<const QuantityTrajectory> trajectories);

// The effects, each a function of the starts' weights.
class ConservationEffects {
 public:
  // REQUIRES: trajectories are valid, and at least one
  ConservationEffects(absl::Span<const QuantityTrajectory> trajectories,
                      DeltaScale scale);

  const std::vector<StartSummary>& starts() const { return starts_; }

  double MeanDelta(absl::Span<const double> weights) const {
    return WeightedMean(weights, &StartSummary::mean_delta);
  }
  double Drift(absl::Span<const double> weights) const {
    return WeightedMean(weights, &StartSummary::slope);
  }

  // The 0.95 quantile of |delta| over all moments: the least size that at
  // least 95% of the weight does not exceed.
  double Quantile95(absl::Span<const double> weights) const;

  // Var_within / Var_total. NaN if Q is one number everywhere.
  double WithinShare(absl::Span<const double> weights) const;

 private:
  double WeightedMean(absl::Span<const double> weights,
                      double StartSummary::*field) const;
  void SortSizes();

  std::vector<StartSummary> starts_;
  std::vector<std::pair<double, size_t>> sizes_;  // |delta| and its start
};

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_CONSERVATION_EFFECTS_H_
