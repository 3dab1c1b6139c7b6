#include "report/word_map.h"

#include <algorithm>
#include <cstddef>

#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/probe/search_target.h"
#include "lexprobe/store/principal_components.h"
#include "report/tsne.h"

namespace lexprobe {
namespace {

std::vector<float> UnitRows(absl::Span<const float> matrix, size_t width) {
  std::vector<float> rows;
  rows.reserve(matrix.size());
  for (size_t first = 0; first < matrix.size(); first += width) {
    const std::vector<float> unit = UnitVector(matrix.subspan(first, width));
    rows.insert(rows.end(), unit.begin(), unit.end());
  }
  return rows;
}

// Words whose neighbours are looked for together: their answers are small.
constexpr int64_t kBlockRows = 2048;
// What a map's time is: neighbours first, then the descent.
constexpr double kSearchShare = 0.1;
// As many neighbours as perplexity times this count (van der Maaten 2014).
constexpr double kNeighborsPerPerplexity = 3;

struct NeighborRows {
  std::vector<int32_t> rows;
  std::vector<double> squared_distances;
};

// Appends the `width` nearest of each of the rows from `begin` to before
// `end`, with |x^ - y^|^2 = 2 - 2 cos(x, y).
void AppendNearest(const NeighborIndex& index, int64_t begin, int64_t end,
                   int width, int threads, NeighborRows* found) {
  std::vector<SearchTarget> targets;
  std::vector<std::vector<int64_t>> own;
  for (int64_t row = begin; row < end; ++row) {
    targets.push_back(SearchTarget::Cosine(index.table().VectorOf(row)));
    own.push_back({row});
  }
  for (const std::vector<Neighbor>& neighbors :
       index.NearestToEach(targets, width, own, threads)) {
    for (const Neighbor& neighbor : neighbors) {
      found->rows.push_back(static_cast<int32_t>(neighbor.row));
      found->squared_distances.push_back(
          std::max(0.0, 2 - 2 * double{neighbor.score}));
    }
  }
}

}  // namespace

absl::StatusOr<WordMap> MapOf(absl::Span<const float> matrix, int dim) {
  const auto width = static_cast<size_t>(dim);
  const std::vector<float> rows = UnitRows(matrix, width);
  LEXPROBE_ASSIGN_OR_RETURN(const PrincipalComponents components,
                            PrincipalComponentsOf(rows, dim, 2));
  WordMap map;
  map.places.reserve(rows.size() / width * 2);
  for (size_t first = 0; first < rows.size(); first += width) {
    for (size_t axis = 0; axis < 2; ++axis) {
      double place = 0;
      for (size_t i = 0; i < width; ++i) {
        place += (double{rows[first + i]} - components.mean[i]) *
                 components.directions[axis * width + i];
      }
      map.places.push_back(static_cast<float>(place));
    }
  }
  if (components.total_variance > 0) {
    map.share = (components.variances[0] + components.variances[1]) /
                components.total_variance;
  }
  return map;
}

NeighborMap NeighborMapOf(const EmbeddingTable& table, int64_t rows,
                          absl::Span<const float> start,
                          const NeighborMapOptions& options) {
  LEXPROBE_CHECK(rows >= 2 && rows <= table.rows() && options.perplexity >= 1);
  const auto tell = [&options](double done) {
    if (options.progress) options.progress(done);
  };
  const double others = static_cast<double>(rows - 1);
  NeighborMap map;
  map.perplexity = std::max(
      1.0, std::min(options.perplexity, others / kNeighborsPerPerplexity));
  const int width = static_cast<int>(
      std::min(others, kNeighborsPerPerplexity * map.perplexity));
  const NeighborIndex index(table, rows);
  NeighborRows found;
  for (int64_t row = 0; row < rows; row += kBlockRows) {
    const int64_t end = std::min(rows, row + kBlockRows);
    AppendNearest(index, row, end, width, options.threads, &found);
    tell(kSearchShare * static_cast<double>(end) / static_cast<double>(rows));
  }
  const Affinities affinities =
      AffinitiesOf(found.rows, found.squared_distances,
                   static_cast<size_t>(width), map.perplexity, options.threads);
  found = {};
  TsneOptions descent = {.seed = options.seed, .threads = options.threads};
  descent.progress = [&](int done) {
    tell(kSearchShare +
         (1 - kSearchShare) * done / static_cast<double>(descent.iterations));
  };
  const std::vector<double> places = TsnePlaces(affinities, start, descent);
  map.divergence =
      TsneDivergence(affinities, places, descent.theta, options.threads);
  map.places.assign(places.begin(), places.end());
  return map;
}

}  // namespace lexprobe
