// Chi-square of observed counts against known probabilities, for tests of
// random draws at a fixed seed.

#ifndef LEXPROBE_TESTS_SUPPORT_CHI_SQUARE_H_
#define LEXPROBE_TESTS_SUPPORT_CHI_SQUARE_H_

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "gmock/gmock.h"

namespace lexprobe {

// The counts follow `weights` (need not add up to 1): chi-square is within
// five deviations of its mean, and what has no weight never came.
MATCHER_P(FollowsWeights, weights, "has frequencies like the weights") {
  const double draws =
      static_cast<double>(std::accumulate(arg.begin(), arg.end(), int64_t{0}));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  double statistic = 0, cells = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    const double expected = draws * weights[i] / sum;
    const double count = static_cast<double>(arg[i]);
    if (expected == 0) {
      if (count == 0) continue;
      *result_listener << "outcome " << i << " without a weight came " << count
                       << " times";
      return false;
    }
    statistic += (count - expected) * (count - expected) / expected;
    ++cells;
  }
  const double freedom = cells - 1;
  *result_listener << "chi-square " << statistic << " with " << freedom
                   << " degrees of freedom";
  return arg.size() == weights.size() &&
         statistic <= freedom + 5 * std::sqrt(2 * freedom);
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_CHI_SQUARE_H_
