#include "lexprobe/probe/search_target.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "lexprobe/base/check.h"
#include "probe/row_kernels.h"

namespace lexprobe {
namespace {

// Rows scored at a time: the numbers in between stay in the first cache.
constexpr size_t kBlockRows = 256;

// Below or above these a float's square has lost its precision, and sums are
// redone in double.
constexpr float kSmallestSquare = 1e-28f;
constexpr float kLargestSquare = 1e28f;

// Beneath this, x^ - b^ is rounding error, not a direction.
constexpr float kSmallestOffsetSquare = 1e-12f;

bool IsExtreme(float square) {
  return !(square >= kSmallestSquare && square <= kLargestSquare);
}

double NormOf(const float* x, size_t dim) {
  double square = 0;
  for (size_t k = 0; k < dim; ++k) {
    square += static_cast<double>(x[k]) * static_cast<double>(x[k]);
  }
  return std::sqrt(square);
}

float CosineOf(float dot, float square, const float* row,
               absl::Span<const float> unit) {
  if (!IsExtreme(square)) {
    return std::clamp(dot / std::sqrt(square), -1.0f, 1.0f);
  }
  const double norm = NormOf(row, unit.size());
  if (norm == 0) return 0;
  double exact_dot = 0;
  for (size_t k = 0; k < unit.size(); ++k) {
    exact_dot += static_cast<double>(row[k]) * static_cast<double>(unit[k]);
  }
  return static_cast<float>(std::clamp(exact_dot / norm, -1.0, 1.0));
}

void ScoreCosines(const SearchTarget& target, const RowBlock& block,
                  float* scores) {
  std::array<float, kBlockRows> squares;
  DotsAndSquares(block, target.vector(0).data(), scores, squares.data());
  for (size_t i = 0; i < block.count; ++i) {
    scores[i] = CosineOf(scores[i], squares[i], block.rows + i * block.dim,
                         target.vector(0));
  }
}

float DistanceOf(float square, const float* row,
                 absl::Span<const float> target) {
  if (!IsExtreme(square)) return std::sqrt(square);
  double exact = 0;
  for (size_t k = 0; k < target.size(); ++k) {
    const double y =
        static_cast<double>(row[k]) - static_cast<double>(target[k]);
    exact += y * y;
  }
  return static_cast<float>(std::sqrt(exact));
}

void ScoreDistances(const SearchTarget& target, const RowBlock& block,
                    float* scores) {
  SquaredDistances(block, target.vector(0).data(), scores);
  for (size_t i = 0; i < block.count; ++i) {
    scores[i] =
        -DistanceOf(scores[i], block.rows + i * block.dim, target.vector(0));
  }
}

void ScoreCosMul(const SearchTarget& target, const RowBlock& block,
                 float* scores) {
  std::array<float, kBlockRows> squares;
  std::array<std::array<float, kBlockRows>, 3> dots;
  DotsAndSquares(block, target.vector(0).data(), dots[0].data(),
                 squares.data());
  Dots(block, target.vector(1).data(), dots[1].data());
  Dots(block, target.vector(2).data(), dots[2].data());
  for (size_t i = 0; i < block.count; ++i) {
    std::array<float, 3> s;
    for (size_t term = 0; term < 3; ++term) {
      const float cosine =
          CosineOf(dots[term][i], squares[i], block.rows + i * block.dim,
                   target.vector(static_cast<int>(term)));
      s[term] = 0.5f * (1.0f + cosine);
    }
    scores[i] = s[0] * s[1] / (s[2] + kCosMulEpsilon);
  }
}

void ScorePairDirections(const SearchTarget& target, const RowBlock& block,
                         float* scores) {
  std::array<float, kBlockRows> squares;
  std::array<float, kBlockRows> dots;
  DotsAndSquares(block, target.vector(0).data(), dots.data(), squares.data());
  for (size_t i = 0; i < block.count; ++i) {
    const float* row = block.rows + i * block.dim;
    float scale = 1.0f / std::sqrt(squares[i]);
    std::vector<float> unit;
    if (IsExtreme(squares[i])) {
      unit = UnitVector(absl::MakeConstSpan(row, block.dim));
      row = unit.data();
      scale = 1.0f;
    }
    float dot = 0;
    float square = 0;
    OffsetDotAndSquare(row, block.dim, scale, target.vector(1).data(),
                       target.vector(0).data(), &dot, &square);
    scores[i] = square < kSmallestOffsetSquare
                    ? 0.0f
                    : std::clamp(dot / std::sqrt(square), -1.0f, 1.0f);
  }
}

void Append(absl::Span<const float> from, std::vector<float>* to) {
  to->insert(to->end(), from.begin(), from.end());
}

}  // namespace

std::vector<float> UnitVector(absl::Span<const float> vector) {
  const double norm = NormOf(vector.data(), vector.size());
  std::vector<float> unit(vector.size());
  if (norm == 0) return unit;
  for (size_t k = 0; k < vector.size(); ++k) {
    unit[k] = static_cast<float>(static_cast<double>(vector[k]) / norm);
  }
  return unit;
}

SearchTarget SearchTarget::Cosine(absl::Span<const float> target) {
  SearchTarget result(ScoreKind::kCosine, static_cast<int>(target.size()));
  result.vectors_ = UnitVector(target);
  return result;
}

SearchTarget SearchTarget::Euclidean(absl::Span<const float> target) {
  SearchTarget result(ScoreKind::kEuclidean, static_cast<int>(target.size()));
  Append(target, &result.vectors_);
  return result;
}

SearchTarget SearchTarget::CosMul(absl::Span<const float> a,
                                  absl::Span<const float> a_star,
                                  absl::Span<const float> b) {
  SearchTarget result(ScoreKind::kCosMul, static_cast<int>(b.size()));
  Append(UnitVector(a_star), &result.vectors_);
  Append(UnitVector(b), &result.vectors_);
  Append(UnitVector(a), &result.vectors_);
  return result;
}

SearchTarget SearchTarget::PairDirection(absl::Span<const float> a,
                                         absl::Span<const float> a_star,
                                         absl::Span<const float> b) {
  SearchTarget result(ScoreKind::kPairDirection, static_cast<int>(b.size()));
  const std::vector<float> from = UnitVector(a);
  std::vector<float> direction = UnitVector(a_star);
  for (size_t k = 0; k < direction.size(); ++k) direction[k] -= from[k];
  Append(UnitVector(direction), &result.vectors_);
  Append(UnitVector(b), &result.vectors_);
  return result;
}

void SearchTarget::Score(absl::Span<const float> rows,
                         absl::Span<float> scores) const {
  const size_t dim = static_cast<size_t>(dim_);
  LEXPROBE_CHECK(rows.size() == scores.size() * dim);
  for (size_t begin = 0; begin < scores.size(); begin += kBlockRows) {
    const RowBlock block = {rows.data() + begin * dim,
                            std::min(kBlockRows, scores.size() - begin), dim};
    float* const block_scores = scores.data() + begin;
    switch (kind_) {
      case ScoreKind::kCosine:
        ScoreCosines(*this, block, block_scores);
        break;
      case ScoreKind::kEuclidean:
        ScoreDistances(*this, block, block_scores);
        break;
      case ScoreKind::kCosMul:
        ScoreCosMul(*this, block, block_scores);
        break;
      case ScoreKind::kPairDirection:
        ScorePairDirections(*this, block, block_scores);
        break;
    }
  }
}

}  // namespace lexprobe
