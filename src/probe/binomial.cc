#include "lexprobe/probe/binomial.h"

#include <algorithm>
#include <cmath>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

constexpr double kNormal975 = 1.959963984540054;

// Logarithm of the probability of just so many successes, at 1/2 each.
double LogProbability(double successes, double trials) {
  return std::lgamma(trials + 1) - std::lgamma(successes + 1) -
         std::lgamma(trials - successes + 1) - trials * std::log(2.0);
}

}  // namespace

double SignTestP(int64_t successes, int64_t trials) {
  LEXPROBE_CHECK(0 <= successes && successes <= trials);
  double p = 0;
  for (int64_t count = trials; count >= successes; --count) {
    p += std::exp(LogProbability(static_cast<double>(count),
                                 static_cast<double>(trials)));
  }
  return std::min(p, 1.0);
}

Interval95 WilsonInterval(int64_t successes, int64_t trials) {
  LEXPROBE_CHECK(0 <= successes && successes <= trials);
  if (trials == 0) return {0, 1};
  const auto n = static_cast<double>(trials);
  const double share = static_cast<double>(successes) / n;
  const double z2 = kNormal975 * kNormal975;
  const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kNormal975 / (1 + z2 / n) *
                      std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace lexprobe
