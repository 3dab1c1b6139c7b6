#include "stats/offset_prediction.h"

#include <cstddef>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

constexpr int kListed = 10;  // beyond, ranks take a pass of their own

// mean(a*) over `pairs`.
std::vector<float> MeanTo(const EmbeddingTable& table,
                          absl::Span<const RowPair> pairs) {
  std::vector<double> sum(static_cast<size_t>(table.dim()));
  for (const RowPair& pair : pairs) {
    const absl::Span<const float> vector = table.VectorOf(pair.a_star);
    for (size_t k = 0; k < sum.size(); ++k) {
      sum[k] +=
          static_cast<double>(vector[k]) / static_cast<double>(pairs.size());
    }
  }
  return std::vector<float>(sum.begin(), sum.end());
}

SearchTarget TargetOf(const EmbeddingTable& table, const RowPair& asked,
                      absl::Span<const RowPair> known, AnalogyMethod method,
                      Predictor predictor) {
  const absl::Span<const float> a = table.VectorOf(asked.a);
  std::vector<float> point(a.begin(), a.end());
  std::vector<float> shift;
  if (predictor == Predictor::kIgnoreA) {
    shift = MeanTo(table, known);
  } else if (predictor != Predictor::kOnlyB) {
    shift = MeanOffset(table, known);
  }
  const float sign = predictor == Predictor::kAddOpposite ? -1.0f : 1.0f;
  for (size_t k = 0; k < shift.size(); ++k) point[k] += sign * shift[k];
  return method == AnalogyMethod::kEuclidean ? SearchTarget::Euclidean(point)
                                             : SearchTarget::Cosine(point);
}

// Whether row `a` comes before row `b`, as the index orders them.
bool ComesBefore(const EmbeddingTable& table, const SearchTarget& target,
                 int64_t a, int64_t b) {
  float scores[2];
  target.Score(table.VectorOf(a), absl::MakeSpan(&scores[0], 1));
  target.Score(table.VectorOf(b), absl::MakeSpan(&scores[1], 1));
  return scores[0] > scores[1] || (scores[0] == scores[1] && a < b);
}

Prediction PredictBy(const NeighborIndex& index, const SearchTarget& target,
                     const RowPair& asked, int threads) {
  Prediction prediction;
  const std::vector<Neighbor> list =
      index.NearestTo(target, kListed, {}, threads);
  for (size_t i = 0; i < list.size(); ++i) {
    if (prediction.first_row < 0 && list[i].row != asked.a) {
      prediction.first_row = list[i].row;
    }
    if (list[i].row == asked.a_star) {
      prediction.honest_rank = static_cast<int64_t>(i) + 1;
    }
  }
  if (prediction.honest_rank == 0) {
    prediction.honest_rank = index.RankOf(asked.a_star, target);
  }
  prediction.rank = prediction.honest_rank -
                    ComesBefore(index.table(), target, asked.a, asked.a_star);
  return prediction;
}

}  // namespace

absl::string_view NameOf(Predictor predictor) {
  switch (predictor) {
    case Predictor::kOffset:
      return "offset";
    case Predictor::kOnlyB:
      return "only-b";
    case Predictor::kIgnoreA:
      return "ignore-a";
    case Predictor::kAddOpposite:
      return "add-opposite";
  }
  return "";
}

PairPrediction PredictPair(const NeighborIndex& index, const RowPair& asked,
                           absl::Span<const RowPair> known,
                           AnalogyMethod method, int threads) {
  LEXPROBE_CHECK(!known.empty());
  PairPrediction predictions;
  for (size_t i = 0; i < predictions.size(); ++i) {
    const SearchTarget target =
        TargetOf(index.table(), asked, known, method, kPredictors[i]);
    predictions[i] = PredictBy(index, target, asked, threads);
  }
  return predictions;
}

std::vector<PairPrediction> LeaveOneOut(const NeighborIndex& index,
                                        absl::Span<const RowPair> pairs,
                                        AnalogyMethod method, int threads) {
  LEXPROBE_CHECK(pairs.size() >= 2);
  std::vector<PairPrediction> predictions;
  for (size_t i = 0; i < pairs.size(); ++i) {
    std::vector<RowPair> others(pairs.begin(), pairs.end());
    others.erase(others.begin() + static_cast<ptrdiff_t>(i));
    predictions.push_back(
        PredictPair(index, pairs[i], others, method, threads));
  }
  return predictions;
}

}  // namespace lexprobe
