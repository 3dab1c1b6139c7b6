// The search behind NeighborIndex::NearestToEach: many targets against many
// rows as a product of blocks of rows and panels of targets.
//
// The product's scores are only a sieve: a row that they do not rule out,
// with a bound on their rounding error, is scored again by
// SearchTarget::Score, so that the answers are those of one target at a time,
// to the last bit.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_PANEL_SEARCH_H_
#define LEXPROBE_PROBE_PANEL_SEARCH_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/probe/search_target.h"

namespace lexprobe {

struct PanelSearchInput {
  absl::Span<const float> matrix;  // rows x dim, row-major
  absl::Span<const SearchTarget> targets;
  int top = 0;
  absl::Span<const std::vector<int64_t>> excluded;  // empty, or one a target
};

// REQUIRES: targets of one kind and dim; at least one target; threads >= 1
std::vector<std::vector<Neighbor>> SearchInPanels(const PanelSearchInput& input,
                                                  int threads);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_PANEL_SEARCH_H_
