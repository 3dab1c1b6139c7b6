// The offsets of n pairs (a_i, b_i) under any pairing: o(i, k) = b_k - a_i.
// Cosines between them come from three n x n tables of dot products, so that
// no vector is touched again. Private to stats.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_STATS_REPAIRED_OFFSETS_H_
#define LEXPROBE_STATS_REPAIRED_OFFSETS_H_

#include <cstddef>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

class RepairedOffsets {
 public:
  // On raw vectors, in double precision. All vectors are centred first: it
  // changes no offset, and keeps the dot products from cancelling.
  RepairedOffsets(const EmbeddingTable& table, absl::Span<const RowPair> pairs);

  int size() const { return static_cast<int>(n_); }

  // cos(o(i, k), o(j, l)); 0 if one of them is no longer than rounding.
  double Cosine(size_t i, size_t k, size_t j, size_t l) const {
    const double dot = b_b_[k * n_ + l] - b_a_[k * n_ + j] - b_a_[l * n_ + i] +
                       a_a_[i * n_ + j];
    return dot * inverse_norms_[i * n_ + k] * inverse_norms_[j * n_ + l];
  }

  // OCS when pair i takes partner permutation[i]: the mean over i < j of the
  // cosine between their offsets. O(n^2).
  // REQUIRES: at least two pairs
  double Concordance(absl::Span<const int> permutation) const;

  // OCS of the true pairing when pair i, if signs[i] is -1, is turned round:
  // (b_i, a_i). The mean over i < j of signs[i] signs[j] cos(o_i, o_j). O(n^2).
  // REQUIRES: at least two pairs
  double TurnedConcordance(absl::Span<const double> signs) const;

  // OCS of the true pairing with unit i weighing weights[i]; NaN if fewer
  // than two units weigh anything.
  double WeightedConcordance(absl::Span<const double> weights) const;

 private:
  size_t n_;
  std::vector<double> a_a_;            // a_i . a_j
  std::vector<double> b_b_;            // b_i . b_j
  std::vector<double> b_a_;            // b_k . a_i, at k * n + i
  std::vector<double> inverse_norms_;  // 1 / |o(i, k)|, at i * n + k
};

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_REPAIRED_OFFSETS_H_
