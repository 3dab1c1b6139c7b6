// A concept as the offset that pairs of words share: c = mean(w(a_star) -
// w(a)), on raw vectors, with what tells whether they do share one.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_CONCEPT_H_
#define LEXPROBE_PROBE_CONCEPT_H_

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

struct ConceptOffset {
  std::vector<float> offset;  // c
  double norm = 0;            // |c|

  // Offset concordance (OCS): the mean over i < j of cos(o_i, o_j), where o_i
  // is the offset of pair i. Nothing for a single pair. It cannot by itself
  // tell a shared offset from two clusters of words.
  std::optional<double> concordance;

  // For each pair, cos(o_i, mean of the other pairs' offsets); empty for a
  // single pair.
  std::vector<double> agreement;
};

// REQUIRES: pairs is not empty
ConceptOffset ConceptOf(const EmbeddingTable& table,
                        absl::Span<const RowPair> pairs);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_CONCEPT_H_
