#include "report/word_map.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
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

}  // namespace
}  // namespace lexprobe
