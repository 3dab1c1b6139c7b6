#include "lexprobe/oscillator/period_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

constexpr double kTwoPi = 6.283185307179586476925286766559;

double MeanOf(absl::Span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double DotOf(absl::Span<const double> a, absl::Span<const double> b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void Centre(std::vector<double>& values) {
  const double mean = MeanOf(values);
  for (double& value : values) value -= mean;
}

// The centred coordinates and their moments.
class Fit {
 public:
  Fit(absl::Span<const double> times, absl::Span<const double> first,
      absl::Span<const double> second)
      : times_(times),
        coordinates_{std::vector<double>(first.begin(), first.end()),
                     std::vector<double>(second.begin(), second.end())} {
    for (std::vector<double>& coordinate : coordinates_) {
      Centre(coordinate);
      total_ += DotOf(coordinate, coordinate);
    }
  }

  // Share of the variance that sinusoids of this frequency explain: the
  // squared length of the projection on centred cos and sin.
  double Explained(double frequency) const {
    if (!(total_ > 0)) return 0;
    std::vector<double> cosine, sine;
    for (const double time : times_) {
      cosine.push_back(std::cos(frequency * time));
      sine.push_back(std::sin(frequency * time));
    }
    Centre(cosine);
    Centre(sine);
    // Gram-Schmidt.
    const double length = DotOf(cosine, cosine);
    const double along = length > 0 ? DotOf(cosine, sine) / length : 0;
    for (size_t i = 0; i < sine.size(); ++i) sine[i] -= along * cosine[i];
    double sum = 0;
    for (const std::vector<double>* axis : {&cosine, &sine}) {
      const double square = DotOf(*axis, *axis);
      if (!(square > 1e-20)) continue;
      for (const std::vector<double>& coordinate : coordinates_) {
        const double product = DotOf(coordinate, *axis);
        sum += product * product / square;
      }
    }
    return sum / total_;
  }

 private:
  absl::Span<const double> times_;
  std::array<std::vector<double>, 2> coordinates_;
  double total_ = 0;
};

// The largest Explained between `low` and `high`, where it has one peak.
double GoldenSection(const Fit& fit, double low, double high) {
  const double ratio = (std::sqrt(5.0) - 1) / 2;
  double a = high - ratio * (high - low);
  double b = low + ratio * (high - low);
  double at_a = fit.Explained(a);
  double at_b = fit.Explained(b);
  for (int i = 0; i < 40; ++i) {
    if (at_a >= at_b) {
      high = b;
      b = a;
      at_b = at_a;
      a = high - ratio * (high - low);
      at_a = fit.Explained(a);
    } else {
      low = a;
      a = b;
      at_a = at_b;
      b = low + ratio * (high - low);
      at_b = fit.Explained(b);
    }
  }
  return (low + high) / 2;
}

}  // namespace

PeriodFit FitPeriod(absl::Span<const double> times,
                    absl::Span<const double> first,
                    absl::Span<const double> second,
                    double expected_frequency) {
  LEXPROBE_CHECK(times.size() >= 4 && expected_frequency > 0);
  LEXPROBE_CHECK(first.size() == times.size() && second.size() == times.size());
  const Fit fit(times, first, second);
  const auto [earliest, latest] =
      std::minmax_element(times.begin(), times.end());
  // Peaks are about 2 pi / duration wide; eight points fall on each.
  const double duration = *latest - *earliest;
  const double step =
      std::min(kTwoPi / std::max(duration, 1e-12) / 8, expected_frequency / 8);
  double best = expected_frequency;
  double best_explained = fit.Explained(best);
  for (double w = expected_frequency / 4; w <= 4 * expected_frequency;
       w += step) {
    const double explained = fit.Explained(w);
    if (explained > best_explained) {
      best = w;
      best_explained = explained;
    }
  }
  const double frequency = GoldenSection(fit, best - step, best + step);
  return {kTwoPi / frequency, fit.Explained(frequency)};
}

}  // namespace lexprobe
