// HnswGraph: the links of an approximate index, and the walk along them.
//
// hnsw_graph.cc has it by FAISS, the only file that names it;
// hnsw_graph_absent.cc stands in for that in a build without FAISS.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_PROBE_HNSW_GRAPH_H_
#define LEXPROBE_PROBE_HNSW_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/probe/row_search.h"

namespace lexprobe {

// What distances are measured in: 1 - cos, or squared distances.
struct GraphSpace {
  absl::Span<const float> matrix;  // rows x dim, row-major; must outlive users
  size_t dim = 0;
  Metric metric = Metric::kCosine;

  int64_t rows() const { return static_cast<int64_t>(matrix.size() / dim); }
};

// A graph at rest. Row i is on levels 0 to heights[i] - 1; its links follow
// those of row i - 1, the lowest level first: 2 kLinks of level 0, then kLinks
// of each other level, -1 where there are fewer.
struct GraphParts {
  absl::Span<const uint8_t> heights;
  absl::Span<const int32_t> links;
  int64_t entry = 0;  // where walks begin
};

// Of each row on every level but the lowest, which has twice as many.
inline constexpr int kLinks = 16;
// Rows kept in sight while a row's links are chosen.
inline constexpr int kBuildEffort = 100;

class HnswGraph {
 public:
  // REQUIRES: threads >= 1. Errors as of ApproximateIndex::Make().
  static absl::StatusOr<std::unique_ptr<const HnswGraph>> Make(
      const GraphSpace& space, int threads,
      const std::function<void(int64_t rows)>& progress);

  // The graph that `parts` describe. DataLoss where they cannot be those of a
  // graph over `space`.
  static absl::StatusOr<std::unique_ptr<const HnswGraph>> FromParts(
      const GraphSpace& space, const GraphParts& parts);

  HnswGraph(const HnswGraph&) = delete;
  HnswGraph& operator=(const HnswGraph&) = delete;
  ~HnswGraph();

  // Calls use(parts) with the graph as it is to be kept.
  absl::Status WithParts(
      const std::function<absl::Status(const GraphParts&)>& use) const;

  // What one thread needs for its walks; not thread-safe.
  class Walker;
  struct WalkerDeleter {
    void operator()(Walker* walker) const;
  };
  std::unique_ptr<Walker, WalkerDeleter> NewWalker() const;

  // Up to `effort` rows near `query`, in no order: those that a walk with so
  // many rows in sight has in sight at its end.
  std::vector<int64_t> Candidates(absl::Span<const float> query, int effort,
                                  Walker& walker) const;

 private:
  struct State;
  explicit HnswGraph(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_HNSW_GRAPH_H_
