#include "lexprobe/probe/axis.h"

#include <algorithm>
#include <utility>

#include "lexprobe/probe/search_target.h"

namespace lexprobe {

AxisEnds EndsOf(const EmbeddingTable& table, absl::Span<const float> axis,
                int top, int threads) {
  const NeighborIndex index(table);
  std::vector<float> reversed(axis.begin(), axis.end());
  for (float& x : reversed) x = -x;
  AxisEnds ends;
  ends.high = index.NearestTo(SearchTarget::Cosine(axis), top, {}, threads);
  ends.low = index.NearestTo(SearchTarget::Cosine(reversed), top, {}, threads);
  for (Neighbor& place : ends.low) place.score = -place.score;
  return ends;
}

std::vector<Neighbor> PlacesOn(const EmbeddingTable& table,
                               absl::Span<const float> axis,
                               absl::Span<const int64_t> rows) {
  const SearchTarget target = SearchTarget::Cosine(axis);
  std::vector<Neighbor> places;
  for (const int64_t row : rows) {
    Neighbor place = {row, 0};
    target.Score(table.VectorOf(row), absl::MakeSpan(&place.score, 1));
    places.push_back(place);
  }
  std::sort(places.begin(), places.end(),
            [](const Neighbor& a, const Neighbor& b) {
              return std::pair(a.score, a.row) < std::pair(b.score, b.row);
            });
  return places;
}

}  // namespace lexprobe
