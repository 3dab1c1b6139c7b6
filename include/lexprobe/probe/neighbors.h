// NeighborIndex: exact nearest rows of an embedding table.
//
// Scores: cosine similarity, or minus the Euclidean distance on raw vectors,
// so that more is always nearer. Ties go to the lower row. A row of zeros has
// cosine 0 with everything.
//
// Thread-safe: nothing changes after construction; the table must outlive it.

#ifndef LEXPROBE_PROBE_NEIGHBORS_H_
#define LEXPROBE_PROBE_NEIGHBORS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

enum class Metric { kCosine, kEuclidean };

struct Neighbor {
  int64_t row = 0;
  float score = 0;
};

class NeighborIndex {
 public:
  // Searches the first `limit` rows; 0 means all of them.
  explicit NeighborIndex(const EmbeddingTable& table, int64_t limit = 0);

  const EmbeddingTable& table() const { return *table_; }
  int64_t rows() const { return rows_; }

  // The `top` best rows for `query`, best first, without the `excluded` rows.
  // REQUIRES: query.size() == table().dim(), top >= 0
  std::vector<Neighbor> NearestTo(
      absl::Span<const float> query, Metric metric, int top,
      absl::Span<const int64_t> excluded = {}) const;

  // 1 + the number of rows, `excluded` apart, that come before `target`.
  // REQUIRES: 0 <= target < rows(), query.size() == table().dim()
  int64_t RankOf(int64_t target, absl::Span<const float> query, Metric metric,
                 absl::Span<const int64_t> excluded = {}) const;

  // NearestTo for many queries (count x dim, row-major), on `threads`
  // threads; excluded[i] belongs to query i (empty: none for any). The same
  // answers as one at a time, up to float rounding of the scores.
  std::vector<std::vector<Neighbor>> NearestToEach(
      absl::Span<const float> queries, Metric metric, int top,
      absl::Span<const std::vector<int64_t>> excluded, int threads) const;

 private:
  const EmbeddingTable* table_;
  int64_t rows_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_NEIGHBORS_H_
