#include "lexprobe/probe/neighbors.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "lexprobe/base/check.h"
#include "lexprobe/probe/run_tasks.h"
#include "probe/panel_search.h"
#include "probe/top_rows.h"

namespace lexprobe {
namespace {

constexpr int64_t kBlockRows = 256;

SearchTarget TargetOf(absl::Span<const float> query, Metric metric) {
  return metric == Metric::kCosine ? SearchTarget::Cosine(query)
                                   : SearchTarget::Euclidean(query);
}

bool Contains(absl::Span<const int64_t> rows, int64_t row) {
  return std::find(rows.begin(), rows.end(), row) != rows.end();
}

// Calls visit(row, score) for the rows from `begin` to before `end`.
template <typename Visit>
void ForEachScore(const EmbeddingTable& table, const SearchTarget& target,
                  int64_t begin, int64_t end, const Visit& visit) {
  const size_t dim = static_cast<size_t>(table.dim());
  std::array<float, kBlockRows> scores;
  for (int64_t block = begin; block < end; block += kBlockRows) {
    const size_t count = static_cast<size_t>(std::min(kBlockRows, end - block));
    target.Score(
        table.matrix().subspan(static_cast<size_t>(block) * dim, count * dim),
        absl::MakeSpan(scores.data(), count));
    for (size_t i = 0; i < count; ++i) {
      visit(block + static_cast<int64_t>(i), scores[i]);
    }
  }
}

}  // namespace

NeighborIndex::NeighborIndex(const EmbeddingTable& table, int64_t limit)
    : table_(&table),
      rows_(limit > 0 ? std::min(limit, table.rows()) : table.rows()) {}

std::vector<Neighbor> NeighborIndex::NearestTo(
    const SearchTarget& target, int top, absl::Span<const int64_t> excluded,
    int threads) const {
  LEXPROBE_CHECK(target.dim() == table_->dim());
  const int64_t parts =
      std::clamp<int64_t>(threads, 1, 1 + rows_ / (16 * kBlockRows));
  std::vector<TopRows> tops(static_cast<size_t>(parts), TopRows(top));
  RunTasks(tops.size(), threads, [&](size_t i) {
    const int64_t part = static_cast<int64_t>(i);
    TopRows best(top);
    ForEachScore(*table_, target, rows_ * part / parts,
                 rows_ * (part + 1) / parts, [&](int64_t row, float score) {
                   if (score >= best.threshold() && !Contains(excluded, row)) {
                     best.Push({row, score});
                   }
                 });
    tops[i] = std::move(best);
  });
  for (size_t i = 1; i < tops.size(); ++i) tops[0].Merge(tops[i]);
  return tops[0].Take();
}

std::vector<Neighbor> NeighborIndex::NearestTo(
    absl::Span<const float> query, Metric metric, int top,
    absl::Span<const int64_t> excluded) const {
  return NearestTo(TargetOf(query, metric), top, excluded);
}

int64_t NeighborIndex::RankOf(int64_t row, const SearchTarget& target,
                              absl::Span<const int64_t> excluded) const {
  LEXPROBE_CHECK(row >= 0 && row < rows_ && target.dim() == table_->dim());
  float own_score = 0;
  target.Score(table_->VectorOf(row), absl::MakeSpan(&own_score, 1));
  const Neighbor own = {row, own_score};
  int64_t rank = 1;
  ForEachScore(*table_, target, 0, rows_, [&](int64_t other, float score) {
    if (ComesBefore({other, score}, own) && !Contains(excluded, other)) ++rank;
  });
  return rank;
}

int64_t NeighborIndex::RankOf(int64_t row, absl::Span<const float> query,
                              Metric metric,
                              absl::Span<const int64_t> excluded) const {
  return RankOf(row, TargetOf(query, metric), excluded);
}

std::vector<std::vector<Neighbor>> NeighborIndex::NearestToEach(
    absl::Span<const SearchTarget> targets, int top,
    absl::Span<const std::vector<int64_t>> excluded, int threads) const {
  if (targets.empty()) return {};
  for (const SearchTarget& target : targets) {
    LEXPROBE_CHECK(target.dim() == table_->dim() &&
                   target.kind() == targets[0].kind());
  }
  LEXPROBE_CHECK(excluded.empty() || excluded.size() == targets.size());
  const size_t floats =
      static_cast<size_t>(rows_) * static_cast<size_t>(table_->dim());
  return SearchInPanels(
      {table_->matrix().subspan(0, floats), targets, top, excluded}, threads);
}

std::vector<std::vector<Neighbor>> NeighborIndex::NearestToEach(
    absl::Span<const float> queries, Metric metric, int top,
    absl::Span<const std::vector<int64_t>> excluded, int threads) const {
  const size_t dim = static_cast<size_t>(table_->dim());
  LEXPROBE_CHECK(queries.size() % dim == 0);
  std::vector<SearchTarget> targets;
  for (size_t begin = 0; begin < queries.size(); begin += dim) {
    targets.push_back(TargetOf(queries.subspan(begin, dim), metric));
  }
  return NearestToEach(targets, top, excluded, threads);
}

}  // namespace lexprobe
