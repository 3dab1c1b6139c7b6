// RowSearch: the nearest rows of an embedding table, whoever finds them.
//
// NeighborIndex looks at every row and misses none; ApproximateIndex looks at
// a few and may miss some. Either scores a row as SearchTarget does, to the
// last bit; more is nearer; ties go to the lower row.
//
// Thread-safe: nothing changes after construction; the table must outlive it.

#ifndef LEXPROBE_PROBE_ROW_SEARCH_H_
#define LEXPROBE_PROBE_ROW_SEARCH_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/probe/search_target.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

enum class Metric { kCosine, kEuclidean };

struct Neighbor {
  int64_t row = 0;
  float score = 0;

  friend bool operator==(const Neighbor&, const Neighbor&) = default;
};

class RowSearch {
 public:
  virtual ~RowSearch() = default;

  virtual const EmbeddingTable& table() const = 0;

  // The `top` best rows for `target`, best first, without the `excluded`
  // rows, on up to `threads` threads.
  // REQUIRES: target.dim() == table().dim(), top >= 0, threads >= 1
  virtual std::vector<Neighbor> NearestTo(const SearchTarget& target, int top,
                                          absl::Span<const int64_t> excluded,
                                          int threads) const = 0;

  // The same for each of many targets; excluded[i] belongs to target i
  // (empty: none for any).
  // REQUIRES: targets of one kind, each of table().dim(); top >= 0,
  // threads >= 1; excluded is empty or as long as `targets`
  virtual std::vector<std::vector<Neighbor>> NearestToEach(
      absl::Span<const SearchTarget> targets, int top,
      absl::Span<const std::vector<int64_t>> excluded, int threads) const = 0;
};

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_ROW_SEARCH_H_
