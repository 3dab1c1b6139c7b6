#include "stats/repaired_offsets.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stats/planted.h"

namespace lexprobe {
namespace {

// Rows of two numbers, in pairs.
EmbeddingTable Plane(const std::vector<float>& numbers) {
  EmbeddingTableParts parts;
  parts.dim = 2;
  parts.matrix = numbers;
  for (size_t i = 0; i < numbers.size() / 2; ++i) {
    parts.words.push_back(absl::StrCat("w", i));
  }
  return *EmbeddingTable::FromParts(std::move(parts));
}

// Straight from the definition, touching the vectors.
double SlowConcordance(const EmbeddingTable& table,
                       const std::vector<RowPair>& pairs,
                       const std::vector<int>& permutation) {
  std::vector<std::vector<double>> offsets;
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto a = table.VectorOf(pairs[i].a);
    const auto b =
        table.VectorOf(pairs[static_cast<size_t>(permutation[i])].a_star);
    offsets.emplace_back();
    for (size_t k = 0; k < a.size(); ++k) {
      offsets.back().push_back(static_cast<double>(b[k]) -
                               static_cast<double>(a[k]));
    }
  }
  const auto dot = [](const std::vector<double>& x,
                      const std::vector<double>& y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  };
  double sum = 0, count = 0;
  for (size_t i = 0; i < offsets.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      sum += dot(offsets[i], offsets[j]) /
             std::sqrt(dot(offsets[i], offsets[i])) /
             std::sqrt(dot(offsets[j], offsets[j]));
      ++count;
    }
  }
  return sum / count;
}

TEST(RepairedOffsetsTest, GivesTheConcordanceByHand) {
  // Offsets (1, 0), (0, 2), (-3, 0): cosines 0, -1, 0.
  const EmbeddingTable table = Plane({0, 0, 1, 0, 5, 5, 5, 7, 2, 1, -1, 1});
  const RepairedOffsets offsets(table, PlantedRows(3));
  EXPECT_NEAR(offsets.Concordance({0, 1, 2}), -1.0 / 3, 1e-12);
  EXPECT_NEAR(offsets.Cosine(0, 0, 2, 2), -1, 1e-12);
  // Pair 0 taking the partner of pair 1: (5, 7).
  EXPECT_NEAR(offsets.Cosine(0, 1, 0, 0), 5 / std::sqrt(74.0), 1e-12);
}

TEST(RepairedOffsetsTest, AgreesWithTheDefinitionUnderEveryPairing) {
  const EmbeddingTable table = PlantedTable({.pairs = 5}, Random(1));
  const std::vector<RowPair> pairs = PlantedRows(5);
  const RepairedOffsets offsets(table, pairs);
  std::vector<int> permutation = {0, 1, 2, 3, 4};
  do {
    EXPECT_NEAR(offsets.Concordance(permutation),
                SlowConcordance(table, pairs, permutation), 1e-12);
  } while (std::next_permutation(permutation.begin(), permutation.end()));
}

TEST(RepairedOffsetsTest, DoesNotCancelFarFromTheOrigin) {
  const EmbeddingTable near = PlantedTable({.pairs = 4, .dim = 3}, Random(2));
  EmbeddingTableParts parts;
  parts.dim = 3;
  for (int64_t row = 0; row < near.rows(); ++row) {
    parts.words.emplace_back(near.WordOf(row));
    for (const float x : near.VectorOf(row)) {
      // Exact: only so many bits are left for the fraction.
      parts.matrix.push_back(4096 + std::round(x * 256) / 256);
    }
  }
  const EmbeddingTable far = *EmbeddingTable::FromParts(std::move(parts));
  const std::vector<RowPair> pairs = PlantedRows(4);
  EXPECT_NEAR(RepairedOffsets(far, pairs).Concordance({0, 1, 2, 3}),
              SlowConcordance(far, pairs, {0, 1, 2, 3}), 1e-12);
}

TEST(RepairedOffsetsTest, GivesAnOffsetOfNoLengthTheCosineZero) {
  // Pair 0 has one vector twice.
  const EmbeddingTable table = Plane({0.1f, 0.3f, 0.1f, 0.3f, 0, 0, 1, 0});
  const RepairedOffsets offsets(table, PlantedRows(2));
  EXPECT_EQ(offsets.Concordance({0, 1}), 0);
}

TEST(RepairedOffsetsTest, TurnsPairsRound) {
  const EmbeddingTable table = Plane({0, 0, 1, 0, 5, 5, 6, 5, 2, 1, 3, 1});
  const RepairedOffsets offsets(table, PlantedRows(3));
  EXPECT_NEAR(offsets.TurnedConcordance({1, 1, 1}), 1, 1e-12);
  EXPECT_NEAR(offsets.TurnedConcordance({-1, -1, -1}), 1, 1e-12);
  EXPECT_NEAR(offsets.TurnedConcordance({1, -1, 1}), -1.0 / 3, 1e-12);
}

TEST(RepairedOffsetsTest, WeighsOnlyDistinctPairs) {
  // Cosines: 01 is 0, 02 is -1, 12 is 0.
  const EmbeddingTable table = Plane({0, 0, 1, 0, 5, 5, 5, 7, 2, 1, -1, 1});
  const RepairedOffsets offsets(table, PlantedRows(3));
  EXPECT_NEAR(offsets.WeightedConcordance({1, 1, 1}), -1.0 / 3, 1e-12);
  // A pair drawn twice is not compared with itself: 2 x 0 + 2 x -1 + 1 x 0.
  EXPECT_NEAR(offsets.WeightedConcordance({2, 1, 1}), -2.0 / 5, 1e-12);
  EXPECT_TRUE(std::isnan(offsets.WeightedConcordance({3, 0, 0})));
}

}  // namespace
}  // namespace lexprobe
