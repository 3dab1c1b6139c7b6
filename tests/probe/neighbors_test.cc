#include "lexprobe/probe/neighbors.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/instruction_sets.h"
#include "support/random_table.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using Rows = std::vector<int64_t>;
using Neighbors = std::vector<Neighbor>;

Rows RowsIn(const Neighbors& neighbors) {
  Rows rows;
  for (const Neighbor& neighbor : neighbors) rows.push_back(neighbor.row);
  return rows;
}

// The slow oracle: score everything, sort everything.
Neighbors FullSort(const NeighborIndex& index, const SearchTarget& target,
                   int top, const Rows& excluded) {
  Neighbors all;
  for (int64_t row = 0; row < index.rows(); ++row) {
    float score = 0;
    target.Score(index.table().VectorOf(row), absl::MakeSpan(&score, 1));
    if (std::count(excluded.begin(), excluded.end(), row) == 0) {
      all.push_back({row, score});
    }
  }
  std::sort(all.begin(), all.end(), [](const Neighbor& a, const Neighbor& b) {
    return std::pair(-a.score, a.row) < std::pair(-b.score, b.row);
  });
  all.resize(std::min(all.size(), static_cast<size_t>(top)));
  return all;
}

SearchTarget RandomTarget(ScoreKind kind, int dim, uint64_t seed) {
  const size_t size = static_cast<size_t>(dim);
  const std::vector<float> a = RandomFloats(size, 3 * seed);
  const std::vector<float> a_star = RandomFloats(size, 3 * seed + 1);
  const std::vector<float> b = RandomFloats(size, 3 * seed + 2);
  switch (kind) {
    case ScoreKind::kCosine:
      return SearchTarget::Cosine(b);
    case ScoreKind::kEuclidean:
      return SearchTarget::Euclidean(b);
    case ScoreKind::kCosMul:
      return SearchTarget::CosMul(a, a_star, b);
    case ScoreKind::kPairDirection:
      break;
  }
  return SearchTarget::PairDirection(a, a_star, b);
}

// Random rows with everything that is awkward: rows twice, zeros, tiny and
// huge ones.
EmbeddingTable AwkwardTable(int rows, int dim, uint64_t seed) {
  std::vector<float> matrix =
      RandomFloats(static_cast<size_t>(rows * dim), seed);
  const std::vector<float> original = matrix;
  Random random(seed);
  const size_t size = static_cast<size_t>(dim);
  for (int n = 0; n < rows / 4; ++n) {
    const size_t to = random.Below(static_cast<uint64_t>(rows)) * size;
    const size_t from = random.Below(static_cast<uint64_t>(rows)) * size;
    for (size_t k = 0; k < size; ++k) {
      const float x = original[from + k];
      const float choices[] = {x, 0, x * 1e-25f, x * 1e25f, x * 1e-42f};
      matrix[to + k] = choices[n % 5];
    }
  }
  return NumberedTable(dim, std::move(matrix));
}

class EveryKind : public testing::TestWithParam<ScoreKind> {};

TEST_P(EveryKind, NearestToIsTheFullSortOnAnyNumberOfThreads) {
  for (const int dim : {1, 7, 50}) {
    const EmbeddingTable table = AwkwardTable(10'000, dim, 5);
    const NeighborIndex index(table);
    const SearchTarget target = RandomTarget(GetParam(), dim, 11);
    const Rows excluded = RowsIn(FullSort(index, target, 3, {}));
    for (const int threads : {1, 2, 5}) {
      EXPECT_EQ(index.NearestTo(target, 20, {}, threads),
                FullSort(index, target, 20, {}));
      EXPECT_EQ(index.NearestTo(target, 20, excluded, threads),
                FullSort(index, target, 20, excluded));
    }
  }
}

TEST_P(EveryKind, NearestToEachIsNearestToOfEach) {
  for (const int targets : {1, 47, 48, 49, 200}) {
    const EmbeddingTable table = AwkwardTable(3'000, 10, 6);
    const NeighborIndex index(table);
    std::vector<SearchTarget> batch;
    std::vector<Rows> excluded;
    for (int i = 0; i < targets; ++i) {
      batch.push_back(RandomTarget(GetParam(), 10, static_cast<uint64_t>(i)));
      excluded.push_back(RowsIn(index.NearestTo(batch.back(), i % 3)));
    }
    for (const int threads : {1, 2, 5}) {
      const std::vector<Neighbors> answers =
          index.NearestToEach(batch, 4, excluded, threads);
      ASSERT_THAT(answers, SizeIs(batch.size()));
      for (size_t i = 0; i < batch.size(); ++i) {
        EXPECT_EQ(answers[i], index.NearestTo(batch[i], 4, excluded[i]));
      }
    }
  }
}

TEST_P(EveryKind, NearestToEachFindsEachRowWhenTheTargetIsARow) {
  const EmbeddingTable table = AwkwardTable(300, 33, 8);
  const NeighborIndex index(table);
  std::vector<SearchTarget> batch;
  for (int64_t row = 0; row < 300; ++row) {
    const auto x = table.VectorOf(row);
    const auto a = table.VectorOf((row + 1) % 300);
    const auto b = table.VectorOf((row + 2) % 300);
    const ScoreKind kind = GetParam();
    batch.push_back(kind == ScoreKind::kCosine      ? SearchTarget::Cosine(x)
                    : kind == ScoreKind::kEuclidean ? SearchTarget::Euclidean(x)
                    : kind == ScoreKind::kCosMul
                        ? SearchTarget::CosMul(a, b, x)
                        : SearchTarget::PairDirection(a, b, x));
  }
  const std::vector<Neighbors> answers = index.NearestToEach(batch, 7, {}, 2);
  for (size_t i = 0; i < batch.size(); ++i) {
    EXPECT_EQ(answers[i], FullSort(index, batch[i], 7, {})) << i;
  }
}

TEST_P(EveryKind, NearestToEachKeepsApartRowsThatDifferByRoundingOnly) {
  constexpr int kDim = 40;
  std::vector<float> matrix = RandomFloats(2'000 * kDim, 1);
  for (size_t i = kDim; i < matrix.size(); ++i) {
    matrix[i] = matrix[i % kDim] * (1.0f + 1e-6f * matrix[i]);
  }
  const EmbeddingTable table = NumberedTable(kDim, std::move(matrix));
  const NeighborIndex index(table);
  std::vector<SearchTarget> batch;
  for (uint64_t i = 0; i < 60; ++i) {
    batch.push_back(RandomTarget(GetParam(), kDim, i));
  }
  const std::vector<Neighbors> answers = index.NearestToEach(batch, 5, {}, 2);
  for (size_t i = 0; i < batch.size(); ++i) {
    EXPECT_EQ(answers[i], index.NearestTo(batch[i], 5));
  }
}

TEST_P(EveryKind, RankOfIsThePlaceInTheFullSort) {
  const EmbeddingTable table = AwkwardTable(500, 12, 9);
  const NeighborIndex index(table);
  const SearchTarget target = RandomTarget(GetParam(), 12, 4);
  const Rows excluded = {3, 77, 401};
  const Rows order = RowsIn(FullSort(index, target, 500, {}));
  const Rows order_without = RowsIn(FullSort(index, target, 500, excluded));
  for (size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(index.RankOf(order[i], target), i + 1);
  }
  for (size_t i = 0; i < order_without.size(); ++i) {
    EXPECT_EQ(index.RankOf(order_without[i], target, excluded), i + 1);
  }
}

TEST_P(EveryKind, NearestToEachIsNearestToOfEachInEveryInstructionSet) {
  const EmbeddingTable table = AwkwardTable(1'000, 21, 7);
  const NeighborIndex index(table);
  std::vector<SearchTarget> batch;
  for (uint64_t i = 0; i < 60; ++i) {
    batch.push_back(RandomTarget(GetParam(), 21, i));
  }
  ForEachInstructionSet([&] {
    const std::vector<Neighbors> answers = index.NearestToEach(batch, 5, {}, 2);
    for (size_t i = 0; i < batch.size(); ++i) {
      EXPECT_EQ(answers[i], index.NearestTo(batch[i], 5));
    }
  });
}

INSTANTIATE_TEST_SUITE_P(NeighborIndexTest, EveryKind,
                         testing::Values(ScoreKind::kCosine,
                                         ScoreKind::kEuclidean,
                                         ScoreKind::kCosMul,
                                         ScoreKind::kPairDirection));

TEST(NeighborIndexTest, GivesTiesToTheLowerRow) {
  const EmbeddingTable table =
      NumberedTable(2, {0, 1, /**/ 2, 0, /**/ 1, 0, /**/ 3, 0});
  const NeighborIndex index(table);
  const std::vector<float> query = {5, 0};
  EXPECT_THAT(RowsIn(index.NearestTo(query, Metric::kCosine, 2)),
              ElementsAre(1, 2));
  EXPECT_EQ(index.RankOf(1, query, Metric::kCosine), 1);
  EXPECT_EQ(index.RankOf(3, query, Metric::kCosine), 3);
}

TEST(NeighborIndexTest, GivesTheLowestRowsWhenAllRowsAreTheSame) {
  const EmbeddingTable table =
      NumberedTable(3, std::vector<float>(3 * 5'000, 0.5f));
  const NeighborIndex index(table);
  const std::vector<float> queries(3 * 60, 0.25f);
  for (const Neighbors& answer :
       index.NearestToEach(queries, Metric::kCosine, 3, {}, 2)) {
    EXPECT_THAT(RowsIn(answer), ElementsAre(0, 1, 2));
  }
}

TEST(NeighborIndexTest, SearchesTheFirstRowsOnlyWhenLimited) {
  const EmbeddingTable table = NumberedTable(1, {1, 2, 3, 4});
  const NeighborIndex index(table, 2);
  EXPECT_EQ(index.rows(), 2);
  const std::vector<float> query = {4};
  EXPECT_THAT(RowsIn(index.NearestTo(query, Metric::kEuclidean, 9)),
              ElementsAre(1, 0));
  EXPECT_THAT(
      RowsIn(index.NearestToEach(query, Metric::kEuclidean, 9, {}, 1)[0]),
      ElementsAre(1, 0));
  EXPECT_EQ(NeighborIndex(table, 0).rows(), 4);
  EXPECT_EQ(NeighborIndex(table, 99).rows(), 4);
}

TEST(NeighborIndexTest, GivesNothingWhenNothingIsAskedFor) {
  const EmbeddingTable table = NumberedTable(1, {1, 2});
  const NeighborIndex index(table);
  const std::vector<float> query = {1};
  EXPECT_THAT(index.NearestTo(query, Metric::kCosine, 0), IsEmpty());
  EXPECT_THAT(index.NearestToEach(query, Metric::kCosine, 0, {}, 1),
              ElementsAre(IsEmpty()));
  EXPECT_THAT(
      index.NearestToEach(std::vector<float>{}, Metric::kCosine, 1, {}, 1),
      IsEmpty());
  EXPECT_THAT(index.NearestTo(query, Metric::kCosine, 5, Rows{0, 1}),
              IsEmpty());
}

TEST(NeighborIndexTest, GivesTheUsualAnswers) {
  const EmbeddingTable table =
      NumberedTable(2, {1, 0, /**/ 9, 9, /**/ 0, 1, /**/ -1, 0});
  const NeighborIndex index(table);
  const std::vector<float> query = {1, 0.1f};
  EXPECT_THAT(RowsIn(index.NearestTo(query, Metric::kCosine, 4)),
              ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(RowsIn(index.NearestTo(query, Metric::kEuclidean, 4)),
              ElementsAre(0, 2, 3, 1));
}

}  // namespace
}  // namespace lexprobe
