#include "lexprobe/probe/evaluation_comparison.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

// All questions over `pairs` pairs; right where `right(given, asked)`.
template <typename Right>
RuleOutcomes OutcomesWhere(int32_t pairs, const Right& right) {
  SectionOutcomes section;
  section.name = "section";
  for (int32_t pair = 0; pair < pairs; ++pair) {
    section.pair_names.push_back(std::to_string(pair));
  }
  for (int32_t given = 0; given < pairs; ++given) {
    for (int32_t asked = 0; asked < pairs; ++asked) {
      if (given == asked) continue;
      section.outcomes.push_back(
          {given, asked, true, right(given, asked), false});
    }
  }
  RuleOutcomes outcomes;
  outcomes.sections.push_back(std::move(section));
  return outcomes;
}

AccuracyComparison Compare(const RuleOutcomes& first,
                           const RuleOutcomes& second) {
  return CompareOutcomes(first, second, 1'000, 999, Random(1))[0];
}

TEST(CompareOutcomesTest, FindsNoDifferenceBetweenAModelAndItself) {
  const RuleOutcomes outcomes =
      OutcomesWhere(10, [](int32_t, int32_t asked) { return asked < 4; });
  const AccuracyComparison same = Compare(outcomes, outcomes);
  EXPECT_EQ(same.questions, 90);
  EXPECT_EQ(same.pairs, 10);
  EXPECT_EQ(same.first_correct, 36);
  EXPECT_EQ(same.second_correct, 36);
  EXPECT_EQ(same.test.p, 1);
  ASSERT_TRUE(same.interval.has_value());
  EXPECT_EQ(same.interval->low, 0);
  EXPECT_EQ(same.interval->high, 0);
}

TEST(CompareOutcomesTest, ExchangesWholePairs) {
  // Better on all 19 questions of each of three pairs: by question that would
  // be p = 2^-56; by pair it is 2 / 8.
  const RuleOutcomes first =
      OutcomesWhere(20, [](int32_t, int32_t) { return false; });
  const RuleOutcomes second =
      OutcomesWhere(20, [](int32_t, int32_t asked) { return asked < 3; });
  const AccuracyComparison comparison = Compare(first, second);
  EXPECT_EQ(comparison.second_correct - comparison.first_correct, 57);
  EXPECT_DOUBLE_EQ(comparison.test.p, 0.25);
  EXPECT_TRUE(comparison.test.exact);
}

TEST(CompareOutcomesTest, ComparesOnlyWhatBothCover) {
  RuleOutcomes first = OutcomesWhere(3, [](int32_t, int32_t) { return true; });
  RuleOutcomes second = first;
  first.sections[0].outcomes[0].covered = false;
  second.sections[0].outcomes[1].covered = false;
  second.sections[0].outcomes[2].covered = false;
  const AccuracyComparison comparison = Compare(first, second);
  EXPECT_EQ(comparison.questions, 3);
  EXPECT_EQ(comparison.first_only, 2);
  EXPECT_EQ(comparison.second_only, 1);
}

TEST(CompareOutcomesTest, TheIntervalIsOfSecondLessFirst) {
  const RuleOutcomes first =
      OutcomesWhere(30, [](int32_t, int32_t) { return false; });
  const RuleOutcomes second =
      OutcomesWhere(30, [](int32_t, int32_t asked) { return asked % 2 == 0; });
  const AccuracyComparison comparison = Compare(first, second);
  ASSERT_TRUE(comparison.interval.has_value());
  EXPECT_GT(comparison.interval->low, 0.2);
  EXPECT_LT(comparison.interval->high, 0.8);
  EXPECT_LT(comparison.test.p, 0.01);
}

}  // namespace
}  // namespace lexprobe
