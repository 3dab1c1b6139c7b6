// PCS, pairing consistency (Fournier, Dupoux & Dunbar 2020, section 4): the
// chance that the cosine between two true offsets exceeds that between two
// offsets of a re-pairing, ties by half; the mean of that AUC over the
// re-pairings that leave no pair as it is. 0.5: pairing does not matter.
// Private to stats.
//
// The mean over all such permutations needs no enumeration: every AUC has as
// many re-paired cosines, so their mean is the AUC against all of them pooled,
// and a re-paired cosine, o(i, k) with o(j, l), stands in as many permutations
// as there are ways to complete i -> k, j -> l, a number that depends only on
// how many of i, j, k, l are distinct. Up to 54 pairs that sum is made whole;
// beyond, random permutations are pooled.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_STATS_PAIRING_CONSISTENCY_H_
#define LEXPROBE_STATS_PAIRING_CONSISTENCY_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/base/random.h"
#include "stats/repaired_offsets.h"

namespace lexprobe {

class PairingConsistency {
 public:
  // REQUIRES: offsets.size() >= 2
  PairingConsistency(const RepairedOffsets& offsets, Random random);

  double value() const { return value_; }
  // All re-pairings took part.
  bool exact() const { return exact_; }

  // PCS with pair i weighing weights[i]: a cosine weighs the product over the
  // distinct pairs in it. Cosines of two, three and four distinct pairs keep
  // the shares that they have in value(): else a resample, which has fewer
  // distinct pairs, would lean to exchanges of two, whose offsets oppose each
  // other. NaN if four pairs (or all, of fewer) do not weigh anything. Uses at
  // most about 10,000 re-paired cosines of each sort, chosen once, and shifts
  // the result so that it is value() when all weigh 1.
  double Weighted(absl::Span<const double> weights) const;

 private:
  struct TruePair {
    double cosine;
    uint32_t i, j;
  };
  // A re-paired cosine: its distinct units, which it weighs by (the number of
  // units stands for none), and its place among the true cosines: `below` are
  // smaller, those from `above` on are larger.
  struct Repaired {
    uint32_t distinct;
    uint32_t units[4];
    uint32_t below, above;
  };

  void KeepTruePairs(const RepairedOffsets& offsets);
  void KeepRepaired(const RepairedOffsets& offsets, Random random);
  template <typename Visit>
  void VisitAll(const RepairedOffsets& offsets, Visit visit) const;
  template <typename Visit>
  void VisitSample(const RepairedOffsets& offsets, Random& random,
                   Visit visit) const;
  Repaired Place(double cosine, size_t i, size_t k, size_t j, size_t l) const;

  size_t n_;
  std::vector<TruePair> true_pairs_;  // by rising cosine
  std::vector<Repaired> kept_;
  // Over the re-pairings, the share of cosines with 2, 3 and 4 distinct units,
  // at those indices; and how often one of them occurs.
  double shares_[5] = {};
  double frequencies_[5] = {};
  double value_ = 0;
  double shift_ = 0;
  bool exact_ = true;
};

// The share of the permutations of n that map i to k and j to l, among those
// of the same images, that leave nothing else in place; `distinct` of i, j, k,
// l are distinct (2, 3 or 4). Inclusion and exclusion over the n - distinct
// places that could stay: sum over r of (-1)^r C(m, r) (n - 2 - r)! / (n - 2)!.
// REQUIRES: n >= distinct
double CompletionShare(int n, int distinct);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_PAIRING_CONSISTENCY_H_
