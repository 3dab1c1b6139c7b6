// The rows of a hypothesis' pairs, and what became of those without. Private
// to stats.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_PAIR_ROWS_H_
#define LEXPROBE_STATS_PAIR_ROWS_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/stats/offset_test.h"
#include "lexprobe/stats/test_result.h"

namespace lexprobe {

// "mother -> father".
std::string NameOf(const WordPair& pair);

// The rows of each pair that has both, in order; the others go to `*dropped`
// with the word and the reason: not in the vocabulary, beyond the cut (a row
// that the index does not search), or a row of zeros.
std::vector<RowPair> RowsOfPairs(absl::Span<const WordPair> pairs,
                                 const NeighborIndex& index,
                                 std::vector<DroppedItem>* dropped);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_PAIR_ROWS_H_
