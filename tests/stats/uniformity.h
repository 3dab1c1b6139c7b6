// Is a sample of p-values uniform? Shared by the tests of stats.

#ifndef LEXPROBE_TESTS_STATS_UNIFORMITY_H_
#define LEXPROBE_TESTS_STATS_UNIFORMITY_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace lexprobe {

// Kolmogorov's sup-distance between `values` and the uniform distribution.
inline double UniformDistance(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double distance = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const auto rank = static_cast<double>(i);
    distance =
        std::max({distance, (rank + 1) / n - values[i], values[i] - rank / n});
  }
  return distance;
}

// The distance that n uniform values exceed once in a thousand times
// (Kolmogorov's limit law: 2 exp(-2 n d^2) = 0.001).
inline double LargestUniformDistance(size_t n) {
  return std::sqrt(std::log(2 / 0.001) / 2 / static_cast<double>(n));
}

// The most that a binomial count of `n` draws at `share` reaches, but for
// three standard deviations of luck.
inline double MostByLuck(size_t n, double share) {
  const auto count = static_cast<double>(n);
  return count * share + 3 * std::sqrt(count * share * (1 - share));
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_STATS_UNIFORMITY_H_
