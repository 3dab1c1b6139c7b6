// Prediction of a* from a by the mean offset of known pairs, beside the
// baselines of Linzen 2016. Private to stats.
//
// Two ranks each: with a itself excluded, as is the custom, and among all
// words (honest). Only a is excluded, not the known pairs' words: it is the
// harder task, and leaves every method the same rivals.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_OFFSET_PREDICTION_H_
#define LEXPROBE_STATS_OFFSET_PREDICTION_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/probe/neighbors.h"

namespace lexprobe {

// What is nearest to: a + c; a; a + mean(a*); a - c.
enum class Predictor { kOffset, kOnlyB, kIgnoreA, kAddOpposite };
inline constexpr Predictor kPredictors[] = {
    Predictor::kOffset, Predictor::kOnlyB, Predictor::kIgnoreA,
    Predictor::kAddOpposite};

// "offset", "only-b", "ignore-a", "add-opposite".
absl::string_view NameOf(Predictor predictor);

// Where a* came, from 1, and which words came first.
struct Prediction {
  int64_t rank = 0;         // a excluded
  int64_t honest_rank = 0;  // a among the candidates
  int64_t first_row = -1;   // best answer, a excluded; -1: there is none
};

// One pair predicted by every predictor, in the order of kPredictors.
using PairPrediction = std::array<Prediction, 4>;

// The pair `asked`, with c from `known`.
// REQUIRES: known is not empty; method is kCosAvg or kEuclidean
PairPrediction PredictPair(const NeighborIndex& index, const RowPair& asked,
                           absl::Span<const RowPair> known,
                           AnalogyMethod method, int threads);

// Each pair with c from all others.
// REQUIRES: at least two pairs
std::vector<PairPrediction> LeaveOneOut(const NeighborIndex& index,
                                        absl::Span<const RowPair> pairs,
                                        AnalogyMethod method, int threads);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_OFFSET_PREDICTION_H_
