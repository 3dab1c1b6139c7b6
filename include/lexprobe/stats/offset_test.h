// The test of an offset hypothesis: "these pairs (a, a*) share one offset
// c = w(a*) - w(a)".
//
// Evidence, all of it reported:
// - OCS, offset concordance: mean cosine between two pairs' offsets, with a
//   permutation p under re-pairing, and one under turning pairs round.
// - PCS, pairing consistency (Fournier, Dupoux & Dunbar 2020, section 4).
// - prediction of a* from a with c from the other pairs, with a itself excluded
//   and not (honest), beside baselines (Linzen 2016) of which only-b, the
//   nearest word to a, is the one to beat.
// - prediction of pairs that took no part in estimating c.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_OFFSET_TEST_H_
#define LEXPROBE_STATS_OFFSET_TEST_H_

#include <optional>
#include <string>
#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/stats/test_options.h"
#include "lexprobe/stats/test_result.h"

namespace lexprobe {

// (a, a*): "a is to a*". Never the same word twice.
struct WordPair {
  std::string from;
  std::string to;
};

struct OffsetHypothesis {
  std::vector<WordPair> known;    // c comes from these
  std::vector<WordPair> predict;  // c is tried on these
  // How a* is predicted from a and the mean offset of the other pairs:
  // kCosAvg or kEuclidean.
  AnalogyMethod method = AnalogyMethod::kCosAvg;
  // What the file asks for; at least one of the last two.
  std::optional<double> minimum_ocs;        // -1 to 1; 0 is no shared direction
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
// p is the largest of the p-values of what the file claims (intersection-
// union; Berger 1982):
// - always: OCS under re-pairing of the a* with the a. It falls when pairs are
//   matched, be it only because the words of a pair are alike.
// - with minimum_ocs: OCS with pairs turned round at random, (a*, a). It falls
//   only when the offsets share a direction: pairs that are merely alike, such
//   as synonyms in any order, pass the first test and not this one. Its
//   smallest p is 2 / 2^n, so that it needs 6 pairs at alpha 0.05.
// - with minimum_hit1_gain: that gain with the two methods exchanged at random
//   in each pair.
TestResult TestOffset(const OffsetHypothesis& hypothesis,
                      const NeighborIndex& index, const TestOptions& options,
                      const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_OFFSET_TEST_H_
