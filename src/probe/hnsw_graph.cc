#include "probe/hnsw_graph.h"

#include <faiss/Index.h>
#include <faiss/IndexHNSW.h>
#include <faiss/impl/AuxIndexStructures.h>
#include <faiss/impl/DistanceComputer.h>
#include <faiss/utils/Heap.h>
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <new>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/check.h"
#include "lexprobe/probe/approximate_index.h"
#include "probe/row_kernels.h"

namespace lexprobe {
namespace {

// Rows that are added between two calls of `progress`.
constexpr int64_t kChunk = 10'000;

// 1 / |x|; 0 for a vector of zeros, which so is at 1 from everything.
float ScaleOf(const float* x, size_t dim) {
  double square = 0;
  for (size_t k = 0; k < dim; ++k) {
    square += static_cast<double>(x[k]) * static_cast<double>(x[k]);
  }
  return square == 0 ? 0.0f : static_cast<float>(1 / std::sqrt(square));
}

std::vector<float> ScalesOf(const GraphSpace& space) {
  std::vector<float> scales;
  if (space.metric == Metric::kEuclidean) return scales;
  scales.reserve(static_cast<size_t>(space.rows()));
  for (size_t at = 0; at < space.matrix.size(); at += space.dim) {
    scales.push_back(ScaleOf(space.matrix.data() + at, space.dim));
  }
  return scales;
}

// Distances from a query to rows where they lie in the table.
class RowDistances final : public faiss::DistanceComputer {
 public:
  RowDistances(const GraphSpace& space, const std::vector<float>& scales)
      : space_(space), scales_(scales) {}

  void set_query(const float* x) override {
    query_ = x;
    if (space_.metric == Metric::kCosine) scale_ = ScaleOf(x, space_.dim);
  }

  float operator()(idx_t i) override { return Between(query_, scale_, i); }

  float symmetric_dis(idx_t i, idx_t j) override {
    return Between(RowOf(i), scales_.empty() ? 1.0f : ScaleAt(i), j);
  }

 private:
  const float* RowOf(idx_t i) const {
    return space_.matrix.data() + static_cast<size_t>(i) * space_.dim;
  }
  float ScaleAt(idx_t i) const { return scales_[static_cast<size_t>(i)]; }

  // Never NaN, which would undo the order of a heap.
  float Between(const float* x, float scale, idx_t i) const {
    float sum = 0;
    const RowBlock block = {RowOf(i), 1, space_.dim};
    if (space_.metric == Metric::kEuclidean) {
      SquaredDistances(block, x, &sum);
      return std::isnan(sum) ? std::numeric_limits<float>::max() : sum;
    }
    Dots(block, x, &sum);
    const float cosine = sum * scale * ScaleAt(i);
    return std::isfinite(cosine) ? 1.0f - cosine : 1.0f;
  }

  const GraphSpace& space_;
  const std::vector<float>& scales_;
  const float* query_ = nullptr;
  float scale_ = 1;
};

// FAISS thinks that rows are stored here; they stay in the table.
class TableStorage final : public faiss::Index {
 public:
  TableStorage(const GraphSpace& space, const std::vector<float>& scales)
      : faiss::Index(static_cast<idx_t>(space.dim), faiss::METRIC_L2),
        space_(space),
        scales_(scales) {}

  void add(idx_t n, const float*) override { ntotal += n; }
  void reset() override { ntotal = 0; }
  void search(idx_t, const float*, idx_t, float*, idx_t*,
              const faiss::SearchParameters*) const override {
    LEXPROBE_CHECK(false);  // only the graph is searched
  }
  faiss::DistanceComputer* get_distance_computer() const override {
    return new RowDistances(space_, scales_);  // FAISS deletes it
  }

 private:
  const GraphSpace& space_;
  const std::vector<float>& scales_;
};

// FAISS's threads are those of OpenMP, whose number belongs to the thread that
// asks.
class OpenMpThreads {
 public:
  explicit OpenMpThreads(int threads) : before_(omp_get_max_threads()) {
    omp_set_num_threads(threads);
  }
  ~OpenMpThreads() { omp_set_num_threads(before_); }
  OpenMpThreads(const OpenMpThreads&) = delete;
  OpenMpThreads& operator=(const OpenMpThreads&) = delete;

 private:
  const int before_;
};

absl::Status Damaged(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("the graph's ", what));
}

// A row may be linked on a level only to rows that are on that level too:
// walks read the links of those.
bool LinksHold(const faiss::HNSW& hnsw, const GraphParts& parts) {
  const auto rows = static_cast<int64_t>(parts.heights.size());
  size_t at = 0;
  for (const uint8_t height : parts.heights) {
    for (int level = 0; level < height; ++level) {
      for (int i = hnsw.nb_neighbors(level); i > 0; --i, ++at) {
        const int32_t to = parts.links[at];
        if (to < -1 || to >= rows) return false;
        if (to >= 0 && parts.heights[static_cast<size_t>(to)] <= level) {
          return false;
        }
      }
    }
  }
  return true;
}

}  // namespace

bool HasApproximateSearch() { return true; }

struct HnswGraph::State {
  explicit State(const GraphSpace& of)
      : space(of),
        scales(ScalesOf(space)),
        storage(space, scales),
        index(&storage, kLinks) {
    index.hnsw.efConstruction = kBuildEffort;
    // Priority queues: the bounded heap takes time with the square of effort.
    index.hnsw.search_bounded_queue = false;
    index.hnsw.efSearch = 1;  // see Candidates()
  }

  const GraphSpace space;
  const std::vector<float> scales;
  TableStorage storage;
  faiss::IndexHNSW index;
};

class HnswGraph::Walker {
 public:
  explicit Walker(const State& state)
      : distances(state.space, state.scales),
        visited(static_cast<int>(state.space.rows())) {}

  RowDistances distances;
  faiss::VisitedTable visited;
};

HnswGraph::HnswGraph(std::unique_ptr<State> state) : state_(std::move(state)) {}
HnswGraph::~HnswGraph() = default;

absl::StatusOr<std::unique_ptr<const HnswGraph>> HnswGraph::Make(
    const GraphSpace& space, int threads,
    const std::function<void(int64_t rows)>& progress) {
  const OpenMpThreads limit(threads);
  try {
    auto state = std::make_unique<State>(space);
    for (int64_t row = 0; row < space.rows(); row += kChunk) {
      const int64_t count = std::min(kChunk, space.rows() - row);
      state->index.add(
          count, space.matrix.data() + static_cast<size_t>(row) * space.dim);
      if (progress) progress(row + count);
    }
    return std::unique_ptr<const HnswGraph>(new HnswGraph(std::move(state)));
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "not enough memory for the graph of ", space.rows(), " rows"));
  } catch (const std::exception& failure) {
    return absl::InternalError(absl::StrCat("FAISS: ", failure.what()));
  }
}

absl::StatusOr<std::unique_ptr<const HnswGraph>> HnswGraph::FromParts(
    const GraphSpace& space, const GraphParts& parts) {
  auto state = std::make_unique<State>(space);
  faiss::HNSW& hnsw = state->index.hnsw;
  const int64_t rows = space.rows();
  const size_t levels = hnsw.cum_nneighbor_per_level.size() - 1;
  if (static_cast<int64_t>(parts.heights.size()) != rows) {
    return Damaged("heights are not one a row");
  }
  size_t end = 0;
  for (const uint8_t height : parts.heights) {
    if (height < 1 || height > levels) return Damaged("heights are impossible");
    hnsw.levels.push_back(height);
    end += static_cast<size_t>(hnsw.cum_nneighbor_per_level[height]);
    hnsw.offsets.push_back(end);
  }
  if (parts.links.size() != end) return Damaged("links are too few or many");
  if (!LinksHold(hnsw, parts)) return Damaged("links lead nowhere");
  if (parts.entry < 0 || parts.entry >= rows) return Damaged("entry is no row");
  hnsw.neighbors.assign(parts.links.begin(), parts.links.end());
  hnsw.entry_point = static_cast<int>(parts.entry);
  hnsw.max_level = parts.heights[static_cast<size_t>(parts.entry)] - 1;
  state->storage.ntotal = rows;
  state->index.ntotal = rows;
  return std::unique_ptr<const HnswGraph>(new HnswGraph(std::move(state)));
}

absl::Status HnswGraph::WithParts(
    const std::function<absl::Status(const GraphParts&)>& use) const {
  const faiss::HNSW& hnsw = state_->index.hnsw;
  const std::vector<uint8_t> heights(hnsw.levels.begin(), hnsw.levels.end());
  return use({heights, hnsw.neighbors, hnsw.entry_point});
}

void HnswGraph::WalkerDeleter::operator()(Walker* walker) const {
  delete walker;
}

std::unique_ptr<HnswGraph::Walker, HnswGraph::WalkerDeleter>
HnswGraph::NewWalker() const {
  return std::unique_ptr<Walker, WalkerDeleter>(new Walker(*state_));
}

std::vector<int64_t> HnswGraph::Candidates(absl::Span<const float> query,
                                           int effort, Walker& walker) const {
  std::vector<faiss::Index::idx_t> rows(static_cast<size_t>(effort));
  std::vector<float> distances(rows.size());
  faiss::maxheap_heapify(rows.size(), distances.data(), rows.data());
  walker.distances.set_query(query.data());
  // FAISS 1.7.3 forgets the efSearch of its search parameters; but it never
  // keeps fewer rows in sight than it is asked for.
  state_->index.hnsw.search(walker.distances, effort, rows.data(),
                            distances.data(), walker.visited);
  std::vector<int64_t> found;
  for (const faiss::Index::idx_t row : rows) {
    if (row >= 0) found.push_back(row);
  }
  return found;
}

}  // namespace lexprobe
