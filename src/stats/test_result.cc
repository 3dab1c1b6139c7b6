#include "lexprobe/stats/test_result.h"

#include <algorithm>
#include <cmath>

#include "lexprobe/base/check.h"

namespace lexprobe {

bool Criterion::IsMet() const {
  switch (side) {
    case Side::kAtLeast:
      return value >= bound;
    case Side::kAtMost:
      return value <= bound;
    case Side::kWithin:
      return std::abs(value) < bound;
  }
  return false;
}

bool Criterion::IsExcluded() const {
  if (IsMet()) return false;
  switch (side) {
    case Side::kAtLeast:
      return interval.high < bound;
    case Side::kAtMost:
      return interval.low > bound;
    case Side::kWithin:
      return interval.high <= -bound || interval.low >= bound;
  }
  return false;
}

Histogram HistogramOf(const NullDistribution& null, int bins) {
  LEXPROBE_CHECK(bins >= 1);
  Histogram histogram;
  histogram.low = histogram.high = null.observed;
  for (const double value : null.values) {
    histogram.low = std::min(histogram.low, value);
    histogram.high = std::max(histogram.high, value);
  }
  histogram.counts.assign(static_cast<size_t>(bins), 0);
  const double width = (histogram.high - histogram.low) / bins;
  for (const double value : null.values) {
    const double place = width > 0 ? (value - histogram.low) / width : 0;
    const size_t bin =
        std::min(static_cast<size_t>(place), static_cast<size_t>(bins - 1));
    ++histogram.counts[bin];
  }
  return histogram;
}

}  // namespace lexprobe
