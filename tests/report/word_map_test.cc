#include "report/word_map.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/probe/neighbors.h"
#include "support/random_table.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

TEST(WordMapTest, ShowsDirectionsAndNotLengths) {
  // Two directions in a plane of three dimensions, at several lengths.
  const std::vector<float> matrix = {1, 0, 0, 5, 0, 0, 0, 2, 0, 0, 7, 0};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const WordMap map, MapOf(matrix, 3));
  ASSERT_EQ(map.places.size(), 8u);
  EXPECT_NEAR(map.places[0], map.places[2], 1e-6);
  EXPECT_NEAR(map.places[4], map.places[6], 1e-6);
  EXPECT_NEAR(std::abs(map.places[0] - map.places[4]), std::sqrt(2.0), 1e-6);
  EXPECT_NEAR(map.share, 1, 1e-9);
}

TEST(WordMapTest, HoldsAShareOfTheVariance) {
  const std::vector<float> matrix = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const WordMap map, MapOf(matrix, 3));
  EXPECT_NEAR(map.share, 1, 1e-9);  // three points lie in a plane
}

TEST(WordMapTest, PutsEqualDirectionsInOnePlace) {
  const std::vector<float> matrix = {1, 1, 2, 2, 3, 3};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const WordMap map, MapOf(matrix, 2));
  for (const float place : map.places) EXPECT_NEAR(place, 0, 1e-6);
}

TEST(NeighborMapTest, KeepsWordsOfOneDirectionTogether) {
  // Three directions with a little noise, at any length.
  std::vector<float> matrix = RandomFloats(120 * 6, 3);
  for (size_t i = 0; i < 120; ++i) {
    for (size_t k = 0; k < 6; ++k) {
      float& x = matrix[i * 6 + k];
      x = static_cast<float>(i % 7 + 1) * (0.1f * x + (k == i % 3 ? 1 : 0));
    }
  }
  const EmbeddingTable table = NumberedTable(6, matrix);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const WordMap start, MapOf(matrix, 6));
  double last = 0;
  const NeighborMap map = NeighborMapOf(
      table, 120, start.places,
      {.threads = 2, .progress = [&last](double done) { last = done; }});
  EXPECT_DOUBLE_EQ(last, 1);
  EXPECT_DOUBLE_EQ(map.perplexity, 30);
  EXPECT_GT(map.divergence, 0);
  const EmbeddingTable places = NumberedTable(2, map.places);
  const NeighborIndex on_map(places);
  for (int64_t row = 0; row < 120; ++row) {
    for (const Neighbor& near :
         on_map.NearestTo(places.VectorOf(row), Metric::kEuclidean, 5, {row})) {
      EXPECT_EQ(near.row % 3, row % 3);
    }
  }
}

TEST(NeighborMapTest, TakesAsFewAsTwoWords) {
  for (const int rows : {2, 3, 5}) {
    const EmbeddingTable table = RandomTable(rows, 4, 5);
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const WordMap start,
                                  MapOf(table.matrix(), 4));
    const NeighborMap map = NeighborMapOf(table, rows, start.places, {});
    EXPECT_LE(map.perplexity, std::max(1.0, (rows - 1) / 3.0));
    for (const float place : map.places) EXPECT_TRUE(std::isfinite(place));
  }
}

}  // namespace
}  // namespace lexprobe
