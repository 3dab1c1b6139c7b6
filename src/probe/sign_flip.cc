#include "lexprobe/probe/sign_flip.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace lexprobe {
namespace {

constexpr size_t kMostExact = 16;
// Sums of the same numbers in another order differ by rounding.
constexpr double kTolerance = 1e-9;

SignFlipResult ExactTest(const std::vector<double>& differences,
                         double observed) {
  const uint64_t count = uint64_t{1} << differences.size();
  int64_t as_far = 0;
  for (uint64_t signs = 0; signs < count; ++signs) {
    double sum = 0;
    for (size_t i = 0; i < differences.size(); ++i) {
      sum += ((signs >> i) & 1) != 0 ? -differences[i] : differences[i];
    }
    if (std::abs(sum) >= observed - kTolerance) ++as_far;
  }
  return {static_cast<double>(as_far) / static_cast<double>(count),
          static_cast<int64_t>(count), true};
}

double SumWithRandomSigns(const std::vector<double>& differences,
                          Random& random) {
  double sum = 0;
  uint64_t bits = 0;
  for (size_t i = 0; i < differences.size(); ++i) {
    if (i % 64 == 0) bits = random.NextUint64();
    sum += ((bits >> (i % 64)) & 1) != 0 ? -differences[i] : differences[i];
  }
  return sum;
}

}  // namespace

SignFlipResult SignFlipTest(absl::Span<const double> differences, int exchanges,
                            Random random) {
  std::vector<double> nonzero;
  double sum = 0;
  for (const double difference : differences) {
    if (difference != 0) nonzero.push_back(difference);
    sum += difference;
  }
  const double observed = std::abs(sum);
  if (nonzero.size() <= kMostExact) return ExactTest(nonzero, observed);
  int64_t as_far = 0;
  for (int i = 0; i < exchanges; ++i) {
    const double drawn = std::abs(SumWithRandomSigns(nonzero, random));
    if (drawn >= observed - kTolerance) ++as_far;
  }
  return {static_cast<double>(as_far + 1) / static_cast<double>(exchanges + 1),
          exchanges, false};
}

}  // namespace lexprobe
