// NeighborIndex: exact nearest rows of an embedding table.
//
// Scores: as SearchTarget says; more is always nearer. Ties go to the lower
// row. A row of zeros has cosine 0 with everything. The score of a row does
// not depend on the number of threads, nor on the other rows or queries.
//
// Thread-safe: nothing changes after construction; the table must outlive it.

#ifndef LEXPROBE_PROBE_NEIGHBORS_H_
#define LEXPROBE_PROBE_NEIGHBORS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/probe/row_search.h"
#include "lexprobe/probe/search_target.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

class NeighborIndex : public RowSearch {
 public:
  // Searches the first `limit` rows; 0 means all of them.
  explicit NeighborIndex(const EmbeddingTable& table, int64_t limit = 0);

  const EmbeddingTable& table() const override { return *table_; }
  int64_t rows() const { return rows_; }

  // The `top` best rows for `target`, best first, without the `excluded`
  // rows. One pass over the matrix, shared by `threads` threads.
  // REQUIRES: target.dim() == table().dim(), top >= 0, threads >= 1
  std::vector<Neighbor> NearestTo(const SearchTarget& target, int top,
                                  absl::Span<const int64_t> excluded = {},
                                  int threads = 1) const override;

  // The same for cos(x, query) or -|x - query|.
  // REQUIRES: query.size() == table().dim(), top >= 0
  std::vector<Neighbor> NearestTo(
      absl::Span<const float> query, Metric metric, int top,
      absl::Span<const int64_t> excluded = {}) const;

  // 1 + the number of rows, `excluded` apart, that come before `row`.
  // REQUIRES: 0 <= row < rows(), target.dim() == table().dim()
  int64_t RankOf(int64_t row, const SearchTarget& target,
                 absl::Span<const int64_t> excluded = {}) const;

  // The same for cos(x, query) or -|x - query|.
  // REQUIRES: 0 <= row < rows(), query.size() == table().dim()
  int64_t RankOf(int64_t row, absl::Span<const float> query, Metric metric,
                 absl::Span<const int64_t> excluded = {}) const;

  // NearestTo for each of many targets on `threads` threads, with the same
  // answers to the last bit; excluded[i] belongs to target i (empty: none
  // for any). Meant for hundreds of targets and more.
  // REQUIRES: targets of one kind, each of table().dim(); top >= 0,
  // threads >= 1; excluded is empty or as long as `targets`
  std::vector<std::vector<Neighbor>> NearestToEach(
      absl::Span<const SearchTarget> targets, int top,
      absl::Span<const std::vector<int64_t>> excluded,
      int threads) const override;

  // The same for queries.size() / dim queries, row-major.
  std::vector<std::vector<Neighbor>> NearestToEach(
      absl::Span<const float> queries, Metric metric, int top,
      absl::Span<const std::vector<int64_t>> excluded, int threads) const;

 private:
  const EmbeddingTable* table_;
  int64_t rows_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_NEIGHBORS_H_
