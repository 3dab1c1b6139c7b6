#include "lexprobe/stats/effect_size.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double NormalCdf(double z) { return 0.5 * std::erfc(-z * M_SQRT1_2); }

// The z with NormalCdf(z) = share, by bisection: exact to rounding.
double NormalQuantile(double share) {
  double low = -40, high = 40;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (NormalCdf(middle) < share ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

// Draws each stratum's units anew, with replacement.
void DrawWeights(absl::Span<const int> strata, Random& random,
                 std::vector<double>* weights) {
  std::fill(weights->begin(), weights->end(), 0.0);
  size_t begin = 0;
  for (const int size : strata) {
    const auto units = static_cast<uint64_t>(size);
    for (int draw = 0; draw < size; ++draw) {
      (*weights)[begin + static_cast<size_t>(random.Below(units))] += 1;
    }
    begin += static_cast<size_t>(size);
  }
}

// Efron 1987, equation 6.6: a sixth of the skewness of the jackknife values.
double Acceleration(int units, WeightedStatistic statistic) {
  std::vector<double> weights(static_cast<size_t>(units), 1.0);
  std::vector<double> values;
  for (double& weight : weights) {
    weight = 0;
    const double value = statistic(weights);
    weight = 1;
    if (!std::isnan(value)) values.push_back(value);
  }
  if (values.empty()) return 0;
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) /
                      static_cast<double>(values.size());
  double squares = 0, cubes = 0;
  for (const double value : values) {
    const double d = mean - value;
    squares += d * d;
    cubes += d * d * d;
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

// The share of the bootstrap distribution at which the BCa interval ends.
double BiasCorrectedShare(double z0, double acceleration, double share) {
  const double z = z0 + NormalQuantile(share);
  return NormalCdf(z0 + z / (1 - acceleration * z));
}

// The share of rising `values` below `observed`, equal ones by half.
double ShareBelow(absl::Span<const double> values, double observed) {
  const double slack = 1e-12 * std::max(1.0, std::abs(observed));
  const auto low =
      std::lower_bound(values.begin(), values.end(), observed - slack);
  const auto high =
      std::upper_bound(values.begin(), values.end(), observed + slack);
  const auto below = static_cast<double>(low - values.begin());
  const auto equal = static_cast<double>(high - low);
  return (below + 0.5 * equal) / static_cast<double>(values.size());
}

}  // namespace

absl::string_view NameOf(IntervalMethod method) {
  switch (method) {
    case IntervalMethod::kPercentile:
      return "percentile";
    case IntervalMethod::kBiasCorrected:
      return "BCa";
    case IntervalMethod::kUnseen:
      return "rule of three";
    case IntervalMethod::kUndefined:
      return "undefined";
  }
  return "";
}

std::vector<double> BootstrapValues(int units, WeightedStatistic statistic,
                                    const BootstrapOptions& options,
                                    Random random) {
  LEXPROBE_CHECK(units >= 1);
  std::vector<int> strata = options.strata;
  if (strata.empty()) strata.push_back(units);
  LEXPROBE_CHECK(std::accumulate(strata.begin(), strata.end(), 0) == units);
  std::vector<double> weights(static_cast<size_t>(units));
  std::vector<double> values;
  const auto wanted = static_cast<size_t>(options.resamples);
  values.reserve(wanted);
  for (size_t draw = 0; draw < 10 * wanted && values.size() < wanted; ++draw) {
    DrawWeights(strata, random, &weights);
    const double value = statistic(weights);
    if (!std::isnan(value)) values.push_back(value);
  }
  std::sort(values.begin(), values.end());
  return values;
}

double QuantileOf(absl::Span<const double> values, double share) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<size_t>(place);
  const size_t above = std::min(below + 1, values.size() - 1);
  if (values[below] == values[above]) return values[below];
  const double part = place - static_cast<double>(below);
  return values[below] + part * (values[above] - values[below]);
}

Interval PercentileInterval(absl::Span<const double> values, double level) {
  if (values.empty())
    return {.low = -kInfinity, .high = kInfinity, .level = level};
  const double tail = 0.5 * (1 - level);
  return {.low = QuantileOf(values, tail),
          .high = QuantileOf(values, 1 - tail),
          .level = level,
          .method = IntervalMethod::kPercentile,
          .resamples = static_cast<int64_t>(values.size())};
}

Interval BootstrapInterval(int units, WeightedStatistic statistic,
                           const BootstrapOptions& options, Random random) {
  const std::vector<double> values =
      BootstrapValues(units, statistic, options, random);
  if (values.size() < static_cast<size_t>(options.resamples)) {
    return PercentileInterval({}, options.level);
  }
  Interval interval = PercentileInterval(values, options.level);
  if (options.method != IntervalMethod::kBiasCorrected) return interval;
  const std::vector<double> once(static_cast<size_t>(units), 1.0);
  const double below = ShareBelow(values, statistic(once));
  if (!(below > 0 && below < 1)) return interval;
  const double z0 = NormalQuantile(below);
  const double acceleration = Acceleration(units, statistic);
  const double tail = 0.5 * (1 - options.level);
  const double low = BiasCorrectedShare(z0, acceleration, tail);
  const double high = BiasCorrectedShare(z0, acceleration, 1 - tail);
  if (!(low < high)) return interval;  // past the pole of the correction
  interval.low = QuantileOf(values, low);
  interval.high = QuantileOf(values, high);
  interval.method = IntervalMethod::kBiasCorrected;
  return interval;
}

Interval MeanInterval(absl::Span<const double> values, double reach,
                      const BootstrapOptions& options, Random random) {
  LEXPROBE_CHECK(!values.empty());
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if (*least == *most) {
    const auto n = static_cast<double>(values.size());
    const double unseen = 1 - std::pow(0.5 * (1 - options.level), 1 / n);
    return {.low = *least - reach * unseen,
            .high = *least + reach * unseen,
            .level = options.level,
            .method = IntervalMethod::kUnseen};
  }
  const auto mean = [&values](absl::Span<const double> weights) {
    double sum = 0, total = 0;
    for (size_t i = 0; i < values.size(); ++i) {
      sum += weights[i] * values[i];
      total += weights[i];
    }
    return sum / total;
  };
  return BootstrapInterval(static_cast<int>(values.size()), mean, options,
                           random);
}

double WeightedMedian(absl::Span<const double> values,
                      absl::Span<const int> order,
                      absl::Span<const double> weights) {
  double total = 0;
  for (const double weight : weights) total += weight;
  double before = 0, lower = std::numeric_limits<double>::quiet_NaN();
  bool half_way = false;  // exactly half of the weight is at or below `lower`
  for (const int index : order) {
    const auto i = static_cast<size_t>(index);
    if (weights[i] == 0) continue;
    if (half_way) return 0.5 * (lower + values[i]);
    before += weights[i];
    lower = values[i];
    if (2 * before > total) return lower;
    half_way = 2 * before == total;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace lexprobe
