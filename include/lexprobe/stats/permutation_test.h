// Permutation tests: how often does chance do as well as what was observed?
//
// All of them are enumerated when there are few, the observed arrangement
// included; else m are drawn and p = (k + 1) / (m + 1), where k of them are at
// least as extreme (Phipson & Smyth 2010, "Permutation p-values should never
// be zero"). A value that equals the observed one up to rounding counts as at
// least as extreme.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_PERMUTATION_TEST_H_
#define LEXPROBE_STATS_PERMUTATION_TEST_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "lexprobe/base/random.h"

namespace lexprobe {

enum class Tail {
  kUpper,     // large values speak for the hypothesis
  kTwoSided,  // values far from zero do
};

struct PermutationOptions {
  int64_t permutations = 9999;   // m, when sampled; at least 1
  int64_t exact_limit = 50'000;  // enumerate up to this many
};

struct PermutationResult {
  double observed = 0;
  double p = 1;
  double smallest_p = 1;  // what the most extreme observation would have given
  bool exact = false;
  int64_t permutations = 0;         // all if exact, else m
  std::vector<double> null_values;  // one a permutation, in order
};

// What is permuted: position i takes the partner permutation[i].
using PermutationStatistic = absl::FunctionRef<double(absl::Span<const int>)>;

// Upper-tailed test over the n! permutations of n partners; the identity is
// what was observed. `scale` is the size that the statistic's values have:
// values nearer than 1e-10 of it are equal.
// REQUIRES: n >= 1, scale > 0
PermutationResult TestPermutations(int n, PermutationStatistic statistic,
                                   double scale,
                                   const PermutationOptions& options,
                                   Random random);

// Paired test: the mean of `differences` over the 2^n choices of their signs
// (Fisher 1935). Differences of zero stay in.
// REQUIRES: differences is not empty and finite
PermutationResult TestSignFlips(absl::Span<const double> differences, Tail tail,
                                const PermutationOptions& options,
                                Random random);

// signs[i] is 1, or -1 where unit i is turned round.
using SignStatistic = absl::FunctionRef<double(absl::Span<const double>)>;

// Upper-tailed test over the 2^n choices of signs of a statistic that does not
// change when all signs do, so that the smallest p is 2 / 2^n. `scale` as for
// TestPermutations.
// REQUIRES: n >= 1, scale > 0
PermutationResult TestTurnings(int n, SignStatistic statistic, double scale,
                               const PermutationOptions& options,
                               Random random);

// Two samples, upper-tailed: mean(second) - mean(first) over the choices of
// which values are the first.
// REQUIRES: both are not empty and finite
PermutationResult TestSplits(absl::Span<const double> first,
                             absl::Span<const double> second,
                             const PermutationOptions& options, Random random);

// n!, 2^n and n over k, or a number above 2^62 if they are larger.
int64_t CountPermutations(int n);
int64_t CountSignFlips(int n);
int64_t CountSplits(int n, int k);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_PERMUTATION_TEST_H_
