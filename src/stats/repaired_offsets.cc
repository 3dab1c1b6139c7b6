#include "stats/repaired_offsets.h"

#include <cmath>
#include <limits>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

using Rows = std::vector<std::vector<double>>;

// The vectors of one side of the pairs.
Rows VectorsOf(const EmbeddingTable& table, absl::Span<const RowPair> pairs,
               int64_t RowPair::*side) {
  Rows rows;
  for (const RowPair& pair : pairs) {
    const absl::Span<const float> vector = table.VectorOf(pair.*side);
    rows.emplace_back(vector.begin(), vector.end());
  }
  return rows;
}

// Takes the mean of all rows from each of them.
void Centre(Rows& a, Rows& b) {
  if (a.empty()) return;
  std::vector<double> mean(a[0].size());
  const double share = 0.5 / static_cast<double>(a.size());
  for (const Rows* rows : {&a, &b}) {
    for (const std::vector<double>& row : *rows) {
      for (size_t k = 0; k < mean.size(); ++k) mean[k] += share * row[k];
    }
  }
  for (Rows* rows : {&a, &b}) {
    for (std::vector<double>& row : *rows) {
      for (size_t k = 0; k < mean.size(); ++k) row[k] -= mean[k];
    }
  }
}

std::vector<double> DotProducts(const Rows& x, const Rows& y) {
  std::vector<double> dots;
  dots.reserve(x.size() * y.size());
  for (const std::vector<double>& left : x) {
    for (const std::vector<double>& right : y) {
      double sum = 0;
      for (size_t k = 0; k < left.size(); ++k) sum += left[k] * right[k];
      dots.push_back(sum);
    }
  }
  return dots;
}

}  // namespace

RepairedOffsets::RepairedOffsets(const EmbeddingTable& table,
                                 absl::Span<const RowPair> pairs)
    : n_(pairs.size()) {
  Rows a = VectorsOf(table, pairs, &RowPair::a);
  Rows b = VectorsOf(table, pairs, &RowPair::a_star);
  Centre(a, b);
  a_a_ = DotProducts(a, a);
  b_b_ = DotProducts(b, b);
  b_a_ = DotProducts(b, a);
  for (size_t i = 0; i < n_; ++i) {
    for (size_t k = 0; k < n_; ++k) {
      const double lengths = a_a_[i * n_ + i] + b_b_[k * n_ + k];
      const double square = lengths - 2 * b_a_[k * n_ + i];
      const bool is_offset = square > 1e-13 * lengths;
      inverse_norms_.push_back(is_offset ? 1 / std::sqrt(square) : 0);
    }
  }
}

double RepairedOffsets::Concordance(absl::Span<const int> permutation) const {
  LEXPROBE_DCHECK(permutation.size() == n_ && n_ >= 2);
  double sum = 0;
  for (size_t i = 0; i < n_; ++i) {
    const auto k = static_cast<size_t>(permutation[i]);
    for (size_t j = 0; j < i; ++j) {
      sum += Cosine(i, k, j, static_cast<size_t>(permutation[j]));
    }
  }
  return 2 * sum / static_cast<double>(n_ * (n_ - 1));
}

double RepairedOffsets::TurnedConcordance(
    absl::Span<const double> signs) const {
  LEXPROBE_DCHECK(signs.size() == n_ && n_ >= 2);
  double sum = 0;
  for (size_t i = 0; i < n_; ++i) {
    for (size_t j = 0; j < i; ++j) {
      sum += signs[i] * signs[j] * Cosine(i, i, j, j);
    }
  }
  return 2 * sum / static_cast<double>(n_ * (n_ - 1));
}

double RepairedOffsets::WeightedConcordance(
    absl::Span<const double> weights) const {
  double sum = 0, total = 0;
  for (size_t i = 0; i < n_; ++i) {
    for (size_t j = 0; j < i; ++j) {
      const double weight = weights[i] * weights[j];
      if (weight == 0) continue;
      sum += weight * Cosine(i, i, j, j);
      total += weight;
    }
  }
  return total > 0 ? sum / total : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace lexprobe
