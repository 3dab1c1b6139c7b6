#include "lexprobe/probe/accuracy.h"

#include <optional>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

SectionOutcomes SectionOf(std::string name, SectionKind kind,
                          std::vector<Outcome> outcomes) {
  SectionOutcomes section;
  section.name = std::move(name);
  section.kind = kind;
  section.pair_names = {"a\tb", "c\td", "e\tf"};
  section.outcomes = std::move(outcomes);
  return section;
}

RuleOutcomes TwoSections() {
  RuleOutcomes outcomes;
  outcomes.sections = {
      SectionOf("family", SectionKind::kSemantic,
                {{0, 1, true, true, false},
                 {1, 0, true, true, true},
                 {0, 2, false, false, false}}),
      SectionOf("gram1", SectionKind::kSyntactic, {{2, 0, true, false, false}}),
  };
  return outcomes;
}

std::vector<std::string> NamesIn(const std::vector<Accuracy>& accuracies) {
  std::vector<std::string> names;
  for (const Accuracy& accuracy : accuracies) names.push_back(accuracy.name);
  return names;
}

TEST(AccuraciesTest, SumsUpSectionsKindsAndAll) {
  const std::vector<Accuracy> accuracies =
      Accuracies(TwoSections(), 0, Random(1));
  EXPECT_THAT(NamesIn(accuracies),
              ElementsAre("family", "gram1", "semantic", "syntactic", "total"));
  const Accuracy& total = accuracies[4];
  EXPECT_TRUE(total.is_total);
  EXPECT_EQ(total.questions, 4);
  EXPECT_EQ(total.covered, 3);
  EXPECT_EQ(total.pairs, 2);
  EXPECT_EQ(total.correct, 2);
  EXPECT_EQ(total.honest, 1);
}

TEST(AccuraciesTest, CountsCoverageApartFromAccuracy) {
  const Accuracy family = Accuracies(TwoSections(), 0, Random(1))[0];
  EXPECT_EQ(family.questions, 3);
  EXPECT_EQ(family.covered, 2);
  EXPECT_EQ(family.accuracy(), 1.0);
  EXPECT_EQ(family.honest_accuracy(), 0.5);
}

TEST(AccuraciesTest, HasNoAccuracyWhereNothingIsCovered) {
  RuleOutcomes outcomes;
  outcomes.sections = {SectionOf("family", SectionKind::kSemantic,
                                 {{0, 1, false, false, false}})};
  const Accuracy family = Accuracies(outcomes, 100, Random(1))[0];
  EXPECT_EQ(family.accuracy(), std::nullopt);
  EXPECT_EQ(family.honest_accuracy(), std::nullopt);
  EXPECT_FALSE(family.interval.has_value());
}

TEST(AccuraciesTest, LeavesOutSumsThatSayNothingNew) {
  RuleOutcomes one;
  one.sections = {TwoSections().sections[0]};
  EXPECT_THAT(NamesIn(Accuracies(one, 0, Random(1))), ElementsAre("family"));
  RuleOutcomes same_kind = one;
  same_kind.sections.push_back(one.sections[0]);
  EXPECT_THAT(NamesIn(Accuracies(same_kind, 0, Random(1))),
              ElementsAre("family", "family", "total"));
}

TEST(AccuraciesTest, IntervalsComeAgainWithTheSeed) {
  const RuleOutcomes outcomes = TwoSections();
  const auto first = Accuracies(outcomes, 100, Random(5));
  const auto second = Accuracies(outcomes, 100, Random(5));
  ASSERT_TRUE(first[4].interval.has_value());
  EXPECT_EQ(first[4].interval->low, second[4].interval->low);
  EXPECT_EQ(first[4].interval->high, second[4].interval->high);
  EXPECT_LE(first[4].interval->low, *first[4].accuracy());
  EXPECT_GE(first[4].interval->high, *first[4].accuracy());
}

}  // namespace
}  // namespace lexprobe
