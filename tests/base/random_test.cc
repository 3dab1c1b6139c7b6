#include "lexprobe/base/random.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;

// Chi-square of `counts` against equal frequencies.
double ChiSquare(const std::vector<int64_t>& counts) {
  const double total = static_cast<double>(
      std::accumulate(counts.begin(), counts.end(), int64_t{0}));
  const double expected = total / static_cast<double>(counts.size());
  double sum = 0;
  for (const int64_t count : counts) {
    const double difference = static_cast<double>(count) - expected;
    sum += difference * difference / expected;
  }
  return sum;
}

// Five deviations above the mean of chi-square over `cells` cells.
double ChiSquareBound(size_t cells) {
  const double freedom = static_cast<double>(cells - 1);
  return freedom + 5 * std::sqrt(2 * freedom);
}

std::vector<uint64_t> Draw(Random random, int count) {
  std::vector<uint64_t> draws;
  for (int i = 0; i < count; ++i) draws.push_back(random.NextUint64());
  return draws;
}

// From the state {1, 2, 3, 4}, worked out by hand from the published C code of
// xoshiro256** 1.0: 2 * 5 rotated by 7, times 9; then 0; ...
TEST(RandomTest, GivesTheNumbersOfThePublishedGenerator) {
  Random random(0);
  random.RestoreState({1, 2, 3, 4});
  EXPECT_THAT(Draw(random, 4),
              ElementsAre(11520U, 0U, 1509978240U, 1215971899390074240U));
}

// These must never change: every published result depends on them.
TEST(RandomTest, GivesTheSameNumbersForASeedForEver) {
  EXPECT_THAT(Draw(Random(42), 2),
              ElementsAre(1546998764402558742U, 6990951692964543102U));
  EXPECT_THAT(Draw(Random(42).Fork("purpose", 3), 1),
              ElementsAre(3038131905865057620U));
}

TEST(RandomTest, GivesForksThatDoNotDependOnWhatWasDrawn) {
  Random fresh(7);
  Random used(7);
  for (int i = 0; i < 10; ++i) used.NextUint64();
  EXPECT_EQ(fresh.Fork("x", 1).state(), used.Fork("x", 1).state());
}

TEST(RandomTest, GivesEveryPurposeAndIndexAStreamOfItsOwn) {
  const Random random(7);
  std::set<uint64_t> first = {Random(7).NextUint64(), Random(8).NextUint64()};
  for (uint64_t index = 0; index < 100; ++index) {
    first.insert(random.Fork("one", index).NextUint64());
    first.insert(random.Fork("two", index).NextUint64());
    first.insert(random.Fork("one").Fork("two", index).NextUint64());
    first.insert(random.Fork("two", index).Fork("one").NextUint64());
  }
  EXPECT_EQ(first.size(), 402U);
}

TEST(RandomTest, GoesOnFromARestoredState) {
  Random random(7);
  random.NextUint64();
  Random other(8);
  other.RestoreState(random.state());
  EXPECT_EQ(other.NextUint64(), random.NextUint64());
}

TEST(RandomTest, DrawsEvenlyBelowAnyNumber) {
  Random random(1);
  for (const uint64_t n : {2, 3, 10, 97}) {
    std::vector<int64_t> counts(n, 0);
    for (int i = 0; i < 100'000; ++i) ++counts[random.Below(n)];
    EXPECT_LT(ChiSquare(counts), ChiSquareBound(n)) << n;
  }
}

TEST(RandomTest, DrawsUniformNumbersInTheUnitInterval) {
  Random random(2);
  std::vector<int64_t> counts(50, 0);
  for (int i = 0; i < 100'000; ++i) {
    const double x = random.Uniform();
    ASSERT_TRUE(x >= 0.0 && x < 1.0);
    ++counts[static_cast<size_t>(x * 50)];
  }
  EXPECT_LT(ChiSquare(counts), ChiSquareBound(50));
}

TEST(RandomTest, DrawsNormalNumbersWithTheRightMoments) {
  Random random(3);
  constexpr int kDraws = 200'000;
  double sum = 0;
  double squares = 0;
  double fourths = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.Normal();
    sum += x;
    squares += x * x;
    fourths += x * x * x * x;
  }
  // Standard errors at this many draws: 0.0022, 0.0032, 0.022.
  EXPECT_NEAR(sum / kDraws, 0.0, 0.011);
  EXPECT_NEAR(squares / kDraws, 1.0, 0.016);
  EXPECT_NEAR(fourths / kDraws, 3.0, 0.11);
}

TEST(RandomTest, ShufflesIntoEveryOrderEquallyOften) {
  Random random(4);
  std::vector<std::vector<int>> orders;
  std::vector<int> order = {0, 1, 2, 3};
  do {
    orders.push_back(order);
  } while (std::next_permutation(order.begin(), order.end()));
  std::vector<int64_t> counts(orders.size(), 0);
  for (int i = 0; i < 24'000; ++i) {
    std::vector<int> items = {0, 1, 2, 3};
    random.Shuffle(items);
    const auto found = std::lower_bound(orders.begin(), orders.end(), items);
    ++counts[static_cast<size_t>(found - orders.begin())];
  }
  EXPECT_LT(ChiSquare(counts), ChiSquareBound(counts.size()));
}

}  // namespace
}  // namespace lexprobe
