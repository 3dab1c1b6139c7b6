// The test of an ordering hypothesis: "distances obey d(set 1) << d(set 2)
// << ...", as in ||dog - dogs|| << ||dogs - cats|| << ||dog - chair||.
//
// A step is a set and the next one. Evidence of each: the ratio of the sets'
// medians, later to earlier, with a bootstrap interval, and a one-sided
// permutation test of the sets' distances (difference of means).
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_ORDERING_TEST_H_
#define LEXPROBE_STATS_ORDERING_TEST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "lexprobe/base/random.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/stats/offset_test.h"
#include "lexprobe/stats/test_options.h"
#include "lexprobe/stats/test_result.h"

namespace lexprobe {

enum class Distance {
  kEuclidean,  // ||w(x) - w(y)|| on raw vectors
  kCosine,     // 1 - cos(w(x), w(y))
};

// "euclidean", "cosine": as in files.
absl::string_view NameOf(Distance distance);
std::optional<Distance> DistanceFromName(absl::string_view name);

// Pairs of words whose distances belong together.
struct DistanceSet {
  std::string name;  // "singular and plural of one animal"
  std::vector<WordPair> pairs;
};

struct OrderingHypothesis {
  std::vector<DistanceSet> sets;  // at least two, nearest first
  Distance distance = Distance::kEuclidean;
  // Least ratio of medians at every step: what "<<" means. At least 1.
  double minimum_ratio = 1;
};

// Fewer distances in a set give no verdict.
inline constexpr int kMinimumDistances = 5;

// The evidence; too few distances are a shortage in it, not an error. Pairs
// with a word that is not in the index, or that has no direction, are dropped
// and named.
//
// Every step is claimed, so p is the largest of the steps' (intersection-
// union; Berger 1982).
TestResult TestOrdering(const OrderingHypothesis& hypothesis,
                        const NeighborIndex& index, const TestOptions& options,
                        const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_ORDERING_TEST_H_
