// ApproximateIndex: nearest rows of a large table by a graph in which each row
// is linked to some that are near (HNSW: Malkov & Yashunin 2018, "Efficient
// and robust approximate nearest neighbor search using hierarchical navigable
// small world graphs"), which a search walks along. FAISS makes the graph and
// walks it; vectors are those of the table, of which it needs no copy.
//
// A search may miss rows. How many is measured when the index is made, on
// rows of the table itself, and kept with it: Recalls(). The rows that it
// finds are scored and ordered as NeighborIndex does.
//
// Worth its making for tables of more than a million rows, and there for many
// questions: SEARCH.md in tests/bench has the figures.
//
// Thread-safe: nothing changes after construction; the table must outlive it.

#ifndef LEXPROBE_PROBE_APPROXIMATE_INDEX_H_
#define LEXPROBE_PROBE_APPROXIMATE_INDEX_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/probe/row_search.h"
#include "lexprobe/probe/search_target.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// False in a build without FAISS, where nothing below succeeds.
bool HasApproximateSearch();

// How much of the exact answer a search with this effort finds, measured on
// `questions` rows of the table. A row as near as the last one of the exact
// answer counts as found, whichever of them it is.
struct Recall {
  int effort = 0;
  double at_1 = 0;
  double at_10 = 0;
};

struct ApproximateBuild {
  // With one thread, equal tables give equal graphs. With more, links depend
  // on which thread comes first; what a given graph answers never does.
  int threads = 1;
  // Called now and then with the rows that are in the graph.
  std::function<void(int64_t rows)> progress = nullptr;
};

class HnswGraph;

class ApproximateIndex : public RowSearch {
 public:
  // Makes the graph and measures its recalls.
  //
  // FailedPrecondition in a build without FAISS; InvalidArgument for an empty
  // table or one of 2^31 rows and more; ResourceExhausted if memory is short.
  static absl::StatusOr<ApproximateIndex> Make(const EmbeddingTable& table,
                                               Metric metric,
                                               const ApproximateBuild& build);

  // Reads the index of `table` that Write() wrote. FailedPrecondition if it is
  // that of other vectors or another metric (it is stale), or in a build
  // without FAISS; NotFound, DataLoss, InvalidArgument and Unimplemented as of
  // ReadSections().
  static absl::StatusOr<ApproximateIndex> Read(absl::string_view path,
                                               const EmbeddingTable& table,
                                               Metric metric);

  ApproximateIndex(ApproximateIndex&&) noexcept;
  ApproximateIndex& operator=(ApproximateIndex&&) noexcept;
  ~ApproximateIndex() override;

  // Kind HNSW of src/store/FORMAT.md; appears whole or not at all.
  absl::Status Write(absl::string_view path) const;

  // By rising effort.
  absl::Span<const Recall> recalls() const { return recalls_; }

  // How many rows a search keeps in sight: more finds more and takes longer.
  // At first the least effort that found 95% of ten neighbours when it was
  // measured, or the greatest that was measured.
  int effort() const { return effort_; }

  // REQUIRES: effort >= 1
  void set_effort(int effort) { effort_ = effort; }

  // Whether targets of this kind can be asked for: kCosine of an index by
  // cosine, kEuclidean of one by distance.
  bool Answers(ScoreKind kind) const;

  const EmbeddingTable& table() const override { return *table_; }

  // REQUIRES, beyond RowSearch: Answers(target.kind())
  std::vector<Neighbor> NearestTo(const SearchTarget& target, int top,
                                  absl::Span<const int64_t> excluded = {},
                                  int threads = 1) const override;
  std::vector<std::vector<Neighbor>> NearestToEach(
      absl::Span<const SearchTarget> targets, int top,
      absl::Span<const std::vector<int64_t>> excluded,
      int threads) const override;

 private:
  ApproximateIndex(const EmbeddingTable& table, Metric metric,
                   std::unique_ptr<const HnswGraph> graph);

  void MeasureRecalls(int threads);
  void ChooseEffort();

  const EmbeddingTable* table_;
  Metric metric_;
  std::unique_ptr<const HnswGraph> graph_;
  std::vector<Recall> recalls_;
  int effort_ = 1;
};

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_APPROXIMATE_INDEX_H_
