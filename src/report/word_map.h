// Where words stand on a flat map, by their directions (vectors at length 1),
// which is what cosines are about. Private to report.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_WORD_MAP_H_
#define LEXPROBE_REPORT_WORD_MAP_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// The first two principal components.
struct WordMap {
  std::vector<float> places;  // x and y of each row
  double share = 0;           // of the directions' variance, 0 to 1
};

// InvalidArgument as PrincipalComponentsOf(..., 2).
absl::StatusOr<WordMap> MapOf(absl::Span<const float> matrix, int dim);

struct NeighborMapOptions {
  double perplexity = 30;  // at least 1; less where there are few words
  uint64_t seed = 1;
  int threads = 1;
  // Called with the share that is done, 0 to 1.
  std::function<void(double done)> progress = nullptr;
};

// A map that keeps near words together, by t-SNE.
struct NeighborMap {
  std::vector<float> places;  // x and y of each row
  double perplexity = 0;
  double divergence = 0;  // of the map from the words' affinities, in nats
};

// Of the first `rows` rows, beginning from `start`, the places of MapOf().
// Equal input gives equal places on any number of threads.
// REQUIRES: 2 <= rows <= table.rows(), start.size() == 2 * rows
NeighborMap NeighborMapOf(const EmbeddingTable& table, int64_t rows,
                          absl::Span<const float> start,
                          const NeighborMapOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_WORD_MAP_H_
