#include "lexprobe/stats/permutation_test.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

constexpr int64_t kTooMany = int64_t{1} << 62;
constexpr double kTie = 1e-10;  // of the statistic's scale

double Extremeness(double value, Tail tail) {
  return tail == Tail::kTwoSided ? std::abs(value) : value;
}

// p from what was observed and the null's values, filled in beforehand.
void Finish(Tail tail, double scale, PermutationResult* result) {
  const double bar = Extremeness(result->observed, tail) - kTie * scale;
  int64_t extreme = 0;
  for (const double value : result->null_values) {
    if (Extremeness(value, tail) >= bar) ++extreme;
  }
  result->permutations = static_cast<int64_t>(result->null_values.size());
  const auto count = static_cast<double>(result->permutations);
  const auto hits = static_cast<double>(extreme);
  result->p = result->exact ? hits / count : (hits + 1) / (count + 1);
}

// The signs of choice number `choice` of 2^n.
void SetSigns(uint64_t choice, std::vector<double>* signs) {
  for (size_t i = 0; i < signs->size(); ++i) {
    (*signs)[i] = (choice >> i) & 1 ? -1 : 1;
  }
}

void DrawSigns(Random& random, std::vector<double>* signs) {
  uint64_t bits = 0;
  for (size_t i = 0; i < signs->size(); ++i) {
    if (i % 64 == 0) bits = random.NextUint64();
    (*signs)[i] = bits & 1 ? -1 : 1;
    bits >>= 1;
  }
}

// The test over all or `options.permutations` choices of n signs, `alike` of
// which are always as extreme as one another.
PermutationResult TestSigns(int n, SignStatistic statistic, Tail tail,
                            double scale, double alike,
                            const PermutationOptions& options, Random random) {
  std::vector<double> signs(static_cast<size_t>(n), 1.0);
  PermutationResult result;
  result.observed = statistic(signs);
  const int64_t all = CountSignFlips(n);
  result.exact = all <= options.exact_limit;
  const int64_t count = result.exact ? all : options.permutations;
  result.null_values.reserve(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) {
    if (result.exact) {
      SetSigns(static_cast<uint64_t>(i), &signs);
    } else {
      DrawSigns(random, &signs);
    }
    result.null_values.push_back(statistic(signs));
  }
  const auto total = static_cast<double>(count);
  result.smallest_p = result.exact ? alike / total : 1 / (total + 1);
  Finish(tail, scale, &result);
  return result;
}

// mean(the rest) - mean(values at `first`).
double MeanDifference(absl::Span<const double> values, double total,
                      absl::Span<const int> first) {
  double sum = 0;
  for (const int i : first) sum += values[static_cast<size_t>(i)];
  const auto count = static_cast<double>(first.size());
  const double rest = static_cast<double>(values.size()) - count;
  return (total - sum) / rest - sum / count;
}

// Moves `chosen`, k rising indices below n, to the next choice in
// lexicographic order; false after the last.
bool NextChoice(int n, std::vector<int>* chosen) {
  const int k = static_cast<int>(chosen->size());
  int i = k - 1;
  while (i >= 0 && (*chosen)[static_cast<size_t>(i)] == n - k + i) --i;
  if (i < 0) return false;
  int value = (*chosen)[static_cast<size_t>(i)];
  for (; i < k; ++i) (*chosen)[static_cast<size_t>(i)] = ++value;
  return true;
}

}  // namespace

int64_t CountPermutations(int n) {
  int64_t count = 1;
  for (int i = 2; i <= n; ++i) {
    if (count > kTooMany / i) return kTooMany;
    count *= i;
  }
  return count;
}

int64_t CountSignFlips(int n) { return n >= 62 ? kTooMany : int64_t{1} << n; }

int64_t CountSplits(int n, int k) {
  k = std::min(k, n - k);
  int64_t count = 1;
  for (int i = 1; i <= k; ++i) {
    if (count > kTooMany / (n - k + i)) return kTooMany;
    count = count * (n - k + i) / i;  // exact: a binomial at every step
  }
  return count;
}

PermutationResult TestPermutations(int n, PermutationStatistic statistic,
                                   double scale,
                                   const PermutationOptions& options,
                                   Random random) {
  LEXPROBE_CHECK(n >= 1 && scale > 0);
  std::vector<int> order(static_cast<size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  PermutationResult result;
  result.observed = statistic(order);
  const int64_t all = CountPermutations(n);
  result.exact = all <= options.exact_limit;
  if (result.exact) {
    result.null_values.reserve(static_cast<size_t>(all));
    do {
      result.null_values.push_back(statistic(order));
    } while (std::next_permutation(order.begin(), order.end()));
    result.smallest_p = 1.0 / static_cast<double>(all);
  } else {
    result.null_values.reserve(static_cast<size_t>(options.permutations));
    for (int64_t i = 0; i < options.permutations; ++i) {
      random.Shuffle(order);
      result.null_values.push_back(statistic(order));
    }
    result.smallest_p = 1.0 / static_cast<double>(options.permutations + 1);
  }
  Finish(Tail::kUpper, scale, &result);
  return result;
}

PermutationResult TestSignFlips(absl::Span<const double> differences, Tail tail,
                                const PermutationOptions& options,
                                Random random) {
  LEXPROBE_CHECK(!differences.empty());
  double scale = 0;
  for (const double d : differences) scale = std::max(scale, std::abs(d));
  const auto mean = [&differences](absl::Span<const double> signs) {
    double sum = 0;
    for (size_t i = 0; i < signs.size(); ++i) sum += signs[i] * differences[i];
    return sum / static_cast<double>(signs.size());
  };
  // When both sides count, all signs turned is as extreme.
  return TestSigns(static_cast<int>(differences.size()), mean, tail, scale,
                   tail == Tail::kTwoSided ? 2 : 1, options, random);
}

PermutationResult TestTurnings(int n, SignStatistic statistic, double scale,
                               const PermutationOptions& options,
                               Random random) {
  LEXPROBE_CHECK(n >= 1 && scale > 0);
  return TestSigns(n, statistic, Tail::kUpper, scale, 2, options, random);
}

PermutationResult TestSplits(absl::Span<const double> first,
                             absl::Span<const double> second,
                             const PermutationOptions& options, Random random) {
  LEXPROBE_CHECK(!first.empty() && !second.empty());
  std::vector<double> values(first.begin(), first.end());
  values.insert(values.end(), second.begin(), second.end());
  double total = 0, scale = 0;
  for (const double value : values) {
    total += value;
    scale = std::max(scale, std::abs(value));
  }
  const int n = static_cast<int>(values.size());
  std::vector<int> chosen(first.size());
  std::iota(chosen.begin(), chosen.end(), 0);
  PermutationResult result;
  result.observed = MeanDifference(values, total, chosen);
  const int64_t all = CountSplits(n, static_cast<int>(first.size()));
  result.exact = all <= options.exact_limit;
  if (result.exact) {
    do {
      result.null_values.push_back(MeanDifference(values, total, chosen));
    } while (NextChoice(n, &chosen));
    result.smallest_p = 1.0 / static_cast<double>(all);
  } else {
    std::vector<int> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    for (int64_t i = 0; i < options.permutations; ++i) {
      random.Shuffle(order);
      result.null_values.push_back(MeanDifference(
          values, total, absl::MakeConstSpan(order).first(first.size())));
    }
    result.smallest_p = 1.0 / static_cast<double>(options.permutations + 1);
  }
  Finish(Tail::kUpper, scale, &result);
  return result;
}

}  // namespace lexprobe
