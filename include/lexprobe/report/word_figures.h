// Pictures of words: a concept as arrows in its own plane, and words with
// their nearest neighbours as a map.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_WORD_FIGURES_H_
#define LEXPROBE_REPORT_WORD_FIGURES_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/report/svg_chart.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// Words to which a concept is added; each gets an arrow to where that leads,
// and the best word there, other than the question's own.
struct ConceptPicture {
  std::vector<RowPair> pairs;
  std::vector<int64_t> applied;
  AnalogyMethod method = AnalogyMethod::kCosAvg;  // or kEuclidean
};

// InvalidArgument if the pairs' offsets cancel each other.
// REQUIRES: pairs is not empty
absl::StatusOr<Figure> ConceptFigure(const NeighborIndex& index,
                                     const ConceptPicture& picture);

// `words` with the `top` nearest to each by cosine, at the first two principal
// components of all their directions.
// InvalidArgument if there are more words than colours, or the dimension is 1.
// REQUIRES: words is not empty, top >= 1
absl::StatusOr<Figure> NeighborFigure(const NeighborIndex& index,
                                      absl::Span<const int64_t> words, int top);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_WORD_FIGURES_H_
