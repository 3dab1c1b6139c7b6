#include "probe/pair_cells.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;

SectionOutcomes SectionOf(std::vector<std::string> pair_names) {
  SectionOutcomes section;
  section.pair_names = std::move(pair_names);
  return section;
}

TEST(PairCellsTest, KnowsAPairAgainInAnotherSection) {
  const SectionOutcomes first = SectionOf({"a\tb", "c\td"});
  const SectionOutcomes second = SectionOf({"e\tf", "a\tb"});
  PairCells cells;
  cells.Add(first, {.given = 0, .asked = 1}, {1, 0});
  cells.Add(first, {.given = 1, .asked = 0}, {1, 1});
  cells.Add(second, {.given = 0, .asked = 1}, {1, 1});
  EXPECT_EQ(cells.size(), 3);
  EXPECT_EQ(cells.AskedPairs(), 2);
  EXPECT_EQ(cells.Sum(0), 3);
  EXPECT_EQ(cells.Sum(1), 2);
  EXPECT_THAT(cells.SumsByAskedPair(1), ElementsAre(0, 2));
}

// All questions of `pairs` pairs, right where the asked pair is even.
PairCells Questions(const SectionOutcomes& section, int32_t pairs) {
  PairCells cells;
  for (int32_t given = 0; given < pairs; ++given) {
    for (int32_t asked = 0; asked < pairs; ++asked) {
      if (given == asked) continue;
      cells.Add(section, {.given = given, .asked = asked},
                {asked % 2 == 0 ? 1 : 0, 1});
    }
  }
  return cells;
}

TEST(PairCellsTest, IntervalsFollowTheNumberOfPairsNotOfQuestions) {
  std::vector<std::string> names;
  for (int i = 0; i < 24; ++i)
    names.push_back(std::string(1, static_cast<char>('a' + i)));
  const SectionOutcomes section = SectionOf(names);
  const PairCells cells = Questions(section, 24);
  ASSERT_EQ(cells.size(), 552);
  const auto intervals = cells.MeanIntervals(2'000, Random(1));
  ASSERT_TRUE(intervals[0].has_value());
  // By pair: 0.5 +- 1.96 sqrt(0.25 / 24) = 0.5 +- 0.2; by question it would
  // be 0.5 +- 0.042.
  EXPECT_NEAR(intervals[0]->low, 0.3, 0.04);
  EXPECT_NEAR(intervals[0]->high, 0.7, 0.04);
  EXPECT_EQ(intervals[1]->low, 1);
  EXPECT_EQ(intervals[1]->high, 1);
}

TEST(PairCellsTest, IntervalsOfSinglePairsAreTheOrdinaryBootstrap) {
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) names.push_back(std::to_string(i));
  const SectionOutcomes section = SectionOf(names);
  PairCells cells;
  for (int32_t asked = 0; asked < 100; ++asked) {
    cells.Add(section, {.given = -1, .asked = asked}, {asked < 30 ? 1 : 0, 0});
  }
  const auto interval = cells.MeanIntervals(4'000, Random(2))[0];
  ASSERT_TRUE(interval.has_value());
  EXPECT_NEAR(interval->low, 0.3 - 1.96 * 0.0458, 0.015);
  EXPECT_NEAR(interval->high, 0.3 + 1.96 * 0.0458, 0.015);
}

TEST(PairCellsTest, OnePairHasNoInterval) {
  const SectionOutcomes section = SectionOf({"a\tb"});
  PairCells cells;
  cells.Add(section, {.given = -1, .asked = 0}, {1, 1});
  EXPECT_FALSE(cells.MeanIntervals(1'000, Random(1))[0].has_value());
  EXPECT_FALSE(PairCells().MeanIntervals(1'000, Random(1))[0].has_value());
}

}  // namespace
}  // namespace lexprobe
