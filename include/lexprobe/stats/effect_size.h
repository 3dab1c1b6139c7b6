// Bootstrap intervals of an effect, resampled by independent unit (a pair of
// words, a start of a trajectory), never by what is derived from the units.
//
// The statistic is a function of the units' weights: how often each was drawn.
// It must count two units only if they are distinct, so that a unit drawn
// twice is not compared with itself.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_EFFECT_SIZE_H_
#define LEXPROBE_STATS_EFFECT_SIZE_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/base/random.h"

namespace lexprobe {

enum class IntervalMethod {
  kPercentile,     // Efron & Tibshirani 1993, section 13.3
  kBiasCorrected,  // BCa; Efron 1987, section 14.3 of the same book
  kUnseen,     // all units alike: bounded by what a share of them might hide
  kUndefined,  // too few resamples gave a number: says nothing
};

// "percentile", "BCa", ...
absl::string_view NameOf(IntervalMethod method);

// Where the effect lies. An undefined interval runs from minus to plus
// infinity, so that it excludes nothing.
struct Interval {
  double low = 0;
  double high = 0;
  double level = 0.95;
  IntervalMethod method = IntervalMethod::kUndefined;
  int64_t resamples = 0;
};

struct BootstrapOptions {
  double level = 0.95;       // above 0, below 1
  int64_t resamples = 2000;  // at least 1
  // kBiasCorrected falls back to kPercentile where the correction is not
  // defined (all resamples on one side of the observed effect), and for
  // statistics without a smooth jackknife, such as medians, ask for the
  // latter.
  IntervalMethod method = IntervalMethod::kBiasCorrected;
  // Sizes of groups that are resampled apart, in unit order; empty: one group.
  std::vector<int> strata = {};
};

// Gives NaN where the effect is not defined for these weights (such a
// resample is drawn again).
using WeightedStatistic = absl::FunctionRef<double(absl::Span<const double>)>;

// All bootstrap values of `statistic`, rising; fewer than asked for (down to
// none) if more than nine in ten draws gave NaN.
// REQUIRES: units >= 1; strata add up to units if given
std::vector<double> BootstrapValues(int units, WeightedStatistic statistic,
                                    const BootstrapOptions& options,
                                    Random random);

// The interval of `statistic` over resampled units.
// REQUIRES: as above
Interval BootstrapInterval(int units, WeightedStatistic statistic,
                           const BootstrapOptions& options, Random random);

// The percentile interval of rising `values`.
Interval PercentileInterval(absl::Span<const double> values, double level);

// BootstrapInterval of the mean of `values`, one a unit, each of which is at
// most `reach` from every other that could be. Where all are equal no resample
// shows any spread, yet a share q of unlike units goes unseen with chance
// (1 - q)^n; the interval then reaches q * `reach` to both sides, at the q that
// has the tail's chance (the "rule of three" where the tail is 5%; Hanley &
// Lippman-Hand 1983).
// REQUIRES: values is not empty
Interval MeanInterval(absl::Span<const double> values, double reach,
                      const BootstrapOptions& options, Random random);

// The `share` quantile of rising `values`, linear between neighbours
// (definition 7 of Hyndman & Fan 1996). NaN if there are none.
double QuantileOf(absl::Span<const double> values, double share);

// Middle of `values`, each counted `weights` times; NaN if all weigh nothing.
// REQUIRES: order lists the indices of values by rising value
double WeightedMedian(absl::Span<const double> values,
                      absl::Span<const int> order,
                      absl::Span<const double> weights);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_EFFECT_SIZE_H_
