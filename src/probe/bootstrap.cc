#include "lexprobe/probe/bootstrap.h"

#include <algorithm>
#include <cmath>

namespace lexprobe {
namespace {

constexpr size_t kFewestValues = 40;

double Percentile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const size_t below = static_cast<size_t>(place);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  const double rest = place - static_cast<double>(below);
  return sorted[below] + rest * (sorted[above] - sorted[below]);
}

}  // namespace

std::optional<Interval95> PercentileInterval(std::vector<double> values) {
  values.erase(std::remove_if(values.begin(), values.end(),
                              [](double value) { return std::isnan(value); }),
               values.end());
  if (values.size() < kFewestValues) return std::nullopt;
  std::sort(values.begin(), values.end());
  return Interval95{Percentile(values, 0.025), Percentile(values, 0.975)};
}

std::vector<int32_t> DrawWithReplacement(size_t count, Random& random) {
  std::vector<int32_t> drawn(count);
  for (size_t i = 0; i < count; ++i) {
    ++drawn[static_cast<size_t>(random.Below(count))];
  }
  return drawn;
}

}  // namespace lexprobe
