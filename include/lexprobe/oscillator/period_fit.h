// The period of a trajectory: that of the sinusoid which fits it best.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_OSCILLATOR_PERIOD_FIT_H_
#define LEXPROBE_OSCILLATOR_PERIOD_FIT_H_

#include "absl/types/span.h"

namespace lexprobe {

struct PeriodFit {
  double period = 0;
  // Share of the variance of both coordinates about their means which the
  // sinusoids explain; 0 if they do not vary.
  double explained = 0;
};

// Fits a + b cos(w t) + c sin(w t) to `first` and to `second`, with one w for
// both, by least squares: w is looked for on a grid from a quarter to four
// times `expected_frequency`, then by golden section about the best one.
// REQUIRES: as many of each, at least 4; expected_frequency above 0
PeriodFit FitPeriod(absl::Span<const double> times,
                    absl::Span<const double> first,
                    absl::Span<const double> second, double expected_frequency);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_PERIOD_FIT_H_
