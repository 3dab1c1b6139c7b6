// The test of an offset hypothesis: "these pairs (a, a*) share one offset
// c = w(a*) - w(a)".
//
// Evidence, all of it reported:
// - OCS, offset concordance: mean cosine between two pairs' offsets, with a
//   permutation p under re-pairing.
// - PCS, pairing consistency (Fournier, Dupoux & Dunbar 2020, section 4).
// - prediction of a* from a, leaving one pair out, beside the only-b baseline
//   (the nearest word to a; Linzen 2016).
// - prediction of pairs that took no part in estimating c.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_OFFSET_TEST_H_
#define LEXPROBE_STATS_OFFSET_TEST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "lexprobe/base/random.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/stats/test_options.h"
#include "lexprobe/stats/test_result.h"

namespace lexprobe {

// (a, a*): "a is to a*". Never the same word twice.
struct WordPair {
  std::string from;
  std::string to;
};

// How a* is predicted from a and the mean offset c of the other pairs.
enum class PredictionMethod {
  k3CosAvg,    // nearest by cosine to w(a) + c on unit vectors (Drozd 2016)
  kEuclidean,  // nearest by distance to w(a) + c on raw vectors
};

// "3CosAvg", "euclidean": as in files.
absl::string_view NameOf(PredictionMethod method);
std::optional<PredictionMethod> PredictionMethodFromName(
    absl::string_view name);

struct OffsetHypothesis {
  std::vector<WordPair> known;    // c comes from these
  std::vector<WordPair> predict;  // c is tried on these
  PredictionMethod method = PredictionMethod::k3CosAvg;
  // What the file asks for; at least one of the two.
  std::optional<double> minimum_pcs;        // 0 to 1; 0.5 is no consistency
  std::optional<double> minimum_hit1_gain;  // hit@1 over only-b's; -1 to 1
};

// Fewer pairs give no verdict: with 3 the smallest exact p is 1/6, with 4 it
// is 0.042, with 5 it is 0.0083.
inline constexpr int kMinimumPairs = 5;

// The evidence. Pairs with a word that is not in the index, or that has no
// direction (a row of zeros), are dropped and named; too few are a shortage in
// the result, not an error.
//
// p is the permutation p of OCS; where the file asks for a gain in hit@1, the
// larger of it and the paired p of that gain, for both are claimed
// (intersection-union; Berger 1982).
TestResult TestOffset(const OffsetHypothesis& hypothesis,
                      const NeighborIndex& index, const TestOptions& options,
                      const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_OFFSET_TEST_H_
