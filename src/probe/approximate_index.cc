#include "lexprobe/probe/approximate_index.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/probe/run_tasks.h"
#include "probe/hnsw_file.h"
#include "probe/hnsw_graph.h"
#include "probe/top_rows.h"

namespace lexprobe {
namespace {

constexpr int kMeasuredEfforts[] = {16, 32, 64, 128, 256, 512, 1024, 2048};
constexpr int64_t kMeasuredRows = 200;
constexpr int kMeasuredTop = 10;
constexpr double kWantedRecall = 0.95;
constexpr double kFullRecall = 0.999;  // more effort need not be measured

// Walkers are as long as the table: one for several targets.
constexpr size_t kTargetsPerWalker = 64;

SearchTarget TargetOf(absl::Span<const float> vector, Metric metric) {
  return metric == Metric::kCosine ? SearchTarget::Cosine(vector)
                                   : SearchTarget::Euclidean(vector);
}

GraphSpace SpaceOf(const EmbeddingTable& table, Metric metric) {
  return {table.matrix(), static_cast<size_t>(table.dim()), metric};
}

bool Contains(absl::Span<const int64_t> rows, int64_t row) {
  return std::find(rows.begin(), rows.end(), row) != rows.end();
}

std::vector<Neighbor> Best(const EmbeddingTable& table,
                           const SearchTarget& target, int top,
                           absl::Span<const int64_t> excluded,
                           absl::Span<const int64_t> candidates) {
  TopRows best(top);
  for (const int64_t row : candidates) {
    if (Contains(excluded, row)) continue;
    float score = 0;
    target.Score(table.VectorOf(row), absl::MakeSpan(&score, 1));
    best.Push({row, score});
  }
  return best.Take();
}

// How many of the first `count` that belong there are there: rows that are at
// least as near as the last of them.
double ShareFound(const std::vector<Neighbor>& found,
                  const std::vector<Neighbor>& exact, size_t count) {
  count = std::min(count, exact.size());
  if (count == 0) return 1;
  size_t hits = 0;
  for (size_t i = 0; i < std::min(count, found.size()); ++i) {
    if (found[i].score >= exact[count - 1].score) ++hits;
  }
  return static_cast<double>(hits) / static_cast<double>(count);
}

}  // namespace

ApproximateIndex::ApproximateIndex(const EmbeddingTable& table, Metric metric,
                                   std::unique_ptr<const HnswGraph> graph)
    : table_(&table), metric_(metric), graph_(std::move(graph)) {}

ApproximateIndex::ApproximateIndex(ApproximateIndex&&) noexcept = default;
ApproximateIndex& ApproximateIndex::operator=(ApproximateIndex&&) noexcept =
    default;
ApproximateIndex::~ApproximateIndex() = default;

absl::StatusOr<ApproximateIndex> ApproximateIndex::Make(
    const EmbeddingTable& table, Metric metric, const ApproximateBuild& build) {
  if (table.rows() < 1 || table.rows() > std::numeric_limits<int32_t>::max()) {
    return absl::InvalidArgumentError(absl::StrCat(
        table.rows(), " rows; an approximate index has 1 to 2^31 - 1"));
  }
  LEXPROBE_ASSIGN_OR_RETURN(
      std::unique_ptr<const HnswGraph> graph,
      HnswGraph::Make(SpaceOf(table, metric), build.threads, build.progress));
  ApproximateIndex index(table, metric, std::move(graph));
  index.MeasureRecalls(build.threads);
  index.ChooseEffort();
  return index;
}

absl::StatusOr<ApproximateIndex> ApproximateIndex::Read(
    absl::string_view path, const EmbeddingTable& table, Metric metric) {
  LEXPROBE_ASSIGN_OR_RETURN(
      HnswFile file,
      ReadHnswFile(path, SpaceOf(table, metric), table.Checksum()));
  ApproximateIndex index(table, metric, std::move(file.graph));
  index.recalls_ = std::move(file.description.recalls);
  index.ChooseEffort();
  return index;
}

absl::Status ApproximateIndex::Write(absl::string_view path) const {
  return WriteHnswFile(path, {table_->Checksum(), metric_, recalls_}, *graph_);
}

void ApproximateIndex::MeasureRecalls(int threads) {
  const int64_t count = std::min(kMeasuredRows, table_->rows());
  std::vector<SearchTarget> targets;
  std::vector<std::vector<int64_t>> own;
  for (int64_t i = 0; i < count; ++i) {
    const int64_t row = i * table_->rows() / count;
    targets.push_back(TargetOf(table_->VectorOf(row), metric_));
    own.push_back({row});
  }
  const std::vector<std::vector<Neighbor>> exact =
      NeighborIndex(*table_).NearestToEach(targets, kMeasuredTop, own, threads);
  for (const int effort : kMeasuredEfforts) {
    effort_ = effort;
    const std::vector<std::vector<Neighbor>> found =
        NearestToEach(targets, kMeasuredTop, own, threads);
    Recall recall = {.effort = effort};
    for (size_t i = 0; i < exact.size(); ++i) {
      recall.at_1 += ShareFound(found[i], exact[i], 1);
      recall.at_10 += ShareFound(found[i], exact[i], kMeasuredTop);
    }
    recall.at_1 /= static_cast<double>(count);
    recall.at_10 /= static_cast<double>(count);
    recalls_.push_back(recall);
    if (recall.at_10 >= kFullRecall) break;
  }
}

void ApproximateIndex::ChooseEffort() {
  for (const Recall& recall : recalls_) {
    effort_ = std::max(1, recall.effort);
    if (recall.at_10 >= kWantedRecall) break;
  }
}

bool ApproximateIndex::Answers(ScoreKind kind) const {
  return kind == (metric_ == Metric::kCosine ? ScoreKind::kCosine
                                             : ScoreKind::kEuclidean);
}

std::vector<Neighbor> ApproximateIndex::NearestTo(
    const SearchTarget& target, int top, absl::Span<const int64_t> excluded,
    int threads) const {
  const std::vector<std::vector<int64_t>> rows(
      1, std::vector<int64_t>(excluded.begin(), excluded.end()));
  return NearestToEach(absl::MakeConstSpan(&target, 1), top, rows, threads)[0];
}

std::vector<std::vector<Neighbor>> ApproximateIndex::NearestToEach(
    absl::Span<const SearchTarget> targets, int top,
    absl::Span<const std::vector<int64_t>> excluded, int threads) const {
  LEXPROBE_CHECK(excluded.empty() || excluded.size() == targets.size());
  std::vector<std::vector<Neighbor>> found(targets.size());
  const size_t tasks =
      (targets.size() + kTargetsPerWalker - 1) / kTargetsPerWalker;
  RunTasks(tasks, threads, [&](size_t task) {
    const auto walker = graph_->NewWalker();
    const size_t first = task * kTargetsPerWalker;
    const size_t end = std::min(targets.size(), first + kTargetsPerWalker);
    for (size_t i = first; i < end; ++i) {
      LEXPROBE_CHECK(Answers(targets[i].kind()) &&
                     targets[i].dim() == table_->dim());
      const absl::Span<const int64_t> without =
          excluded.empty() ? absl::Span<const int64_t>() : excluded[i];
      const int64_t wanted = std::min<int64_t>(
          top + static_cast<int64_t>(without.size()), table_->rows());
      if (wanted < 1) continue;
      const std::vector<int64_t> candidates = graph_->Candidates(
          targets[i].vector(0),
          static_cast<int>(std::max<int64_t>(wanted, effort_)), *walker);
      found[i] = Best(*table_, targets[i], top, without, candidates);
    }
  });
  return found;
}

}  // namespace lexprobe
