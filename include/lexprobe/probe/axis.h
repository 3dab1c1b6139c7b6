// Words along an axis: the place of a word is the cosine of its vector and
// the axis, from -1 to 1.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_AXIS_H_
#define LEXPROBE_PROBE_AXIS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// Rows with their places; the outermost first.
struct AxisEnds {
  std::vector<Neighbor> low;
  std::vector<Neighbor> high;
};

// The `top` rows at each end.
// REQUIRES: axis.size() == table.dim(), top >= 0, threads >= 1
AxisEnds EndsOf(const EmbeddingTable& table, absl::Span<const float> axis,
                int top, int threads);

// The place of each of `rows`, from the lowest to the highest; ties by row.
std::vector<Neighbor> PlacesOn(const EmbeddingTable& table,
                               absl::Span<const float> axis,
                               absl::Span<const int64_t> rows);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_AXIS_H_
