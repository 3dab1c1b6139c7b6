#include "lexprobe/stats/verdict.h"

#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/stats/permutation_test.h"

namespace lexprobe {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A test that comes out supported at alpha 0.05; each test spoils one field.
TestResult Good() {
  TestResult result;
  result.unit = "pairs";
  result.units = result.units_given = 5;
  result.p = 0.0084;
  result.smallest_p = 1.0 / 120;
  Criterion criterion;
  criterion.name = "PCS";
  criterion.bound = 0.6;
  criterion.value = 0.7;
  criterion.interval = {0.55, 0.8, 0.95, IntervalMethod::kBiasCorrected, 2000};
  result.criteria.push_back(criterion);
  result.units_needed = [](double level) {
    int64_t n = 1;
    while (1.0 / static_cast<double>(CountPermutations(static_cast<int>(n))) >
           level) {
      ++n;
    }
    return n;
  };
  return result;
}

Verdict DecideAlone(const TestResult& result, double alpha = 0.05) {
  return Decide({{&result, alpha}}, Correction::kHolm)[0];
}

TEST(CriterionTest, KnowsEachSide) {
  Criterion criterion;
  criterion.bound = 0.5;
  criterion.interval = {0.1, 0.2, 0.95, IntervalMethod::kPercentile, 100};
  criterion.value = 0.15;
  criterion.side = Criterion::Side::kAtLeast;
  EXPECT_FALSE(criterion.IsMet());
  EXPECT_TRUE(criterion.IsExcluded());
  criterion.side = Criterion::Side::kAtMost;
  EXPECT_TRUE(criterion.IsMet());
  criterion.side = Criterion::Side::kWithin;
  EXPECT_TRUE(criterion.IsMet());
  criterion.value = -0.7;
  criterion.interval = {-0.9, -0.5, 0.95, IntervalMethod::kPercentile, 100};
  EXPECT_FALSE(criterion.IsMet());
  EXPECT_TRUE(criterion.IsExcluded());
  criterion.interval.high = -0.49;
  EXPECT_FALSE(criterion.IsExcluded());
}

TEST(CriterionTest, NeitherMeetsNorExcludesWhatIsNotDefined) {
  Criterion criterion;
  criterion.value = std::numeric_limits<double>::quiet_NaN();
  criterion.interval = PercentileInterval({}, 0.95);
  EXPECT_FALSE(criterion.IsMet());
  EXPECT_FALSE(criterion.IsExcluded());
}

TEST(DecideTest, SupportsASmallPWithTheEffectThatTheFileAsksFor) {
  const Verdict verdict = DecideAlone(Good());
  EXPECT_EQ(verdict.decision, Decision::kSupported);
  EXPECT_THAT(verdict.reason,
              AllOf(HasSubstr("corrected p 0.0084 is at most alpha 0.05"),
                    HasSubstr("PCS 0.7 is at least 0.6, as the file asks")));
  EXPECT_EQ(verdict.would_change,
            "a corrected p above 0.05 or PCS below 0.6 would have withheld "
            "support");
}

TEST(DecideTest, RefutesWhenTheIntervalExcludesTheEffect) {
  TestResult result = Good();
  result.criteria[0].value = 0.5;
  result.criteria[0].interval.high = 0.59;
  const Verdict verdict = DecideAlone(result);
  EXPECT_EQ(verdict.decision, Decision::kRefuted);
  EXPECT_THAT(verdict.reason, HasSubstr("95% interval of PCS, 0.55 to 0.59"));
}

TEST(DecideTest, NamesEveryBoundThatAnIntervalExcludes) {
  TestResult result = Good();
  result.criteria[0].value = 0.5;
  result.criteria[0].interval.high = 0.59;
  result.criteria.push_back(result.criteria[0]);
  result.criteria[1].name = "OCS";
  EXPECT_EQ(DecideAlone(result).would_change,
            "an interval of PCS that holds a value at least 0.6 and an "
            "interval of OCS that holds a value at least 0.6 would have made "
            "it inconclusive");
}

TEST(DecideTest, LeavesOpenAnEffectTooSmallThatTheIntervalDoesNotExclude) {
  TestResult result = Good();
  result.criteria[0].value = 0.58;
  const Verdict verdict = DecideAlone(result);
  EXPECT_EQ(verdict.decision, Decision::kInconclusive);
  EXPECT_THAT(verdict.reason, HasSubstr("PCS 0.58 is not at least 0.6"));
  EXPECT_THAT(verdict.would_change, HasSubstr("would have supported it"));
}

TEST(DecideTest, LeavesOpenALargeP) {
  TestResult result = Good();
  result.p = 0.06;
  const Verdict verdict = DecideAlone(result);
  EXPECT_EQ(verdict.decision, Decision::kInconclusive);
  EXPECT_THAT(verdict.reason,
              HasSubstr("corrected p 0.06 is above alpha 0.05"));
}

TEST(DecideTest, NeverRefutesOnAShortage) {
  TestResult result = Good();
  result.criteria[0].value = 0.1;
  result.criteria[0].interval.high = 0.2;
  result.shortage = "needs at least 5 pairs, and has 3";
  const Verdict verdict = DecideAlone(result);
  EXPECT_EQ(verdict.decision, Decision::kInconclusive);
  EXPECT_THAT(verdict.reason, HasSubstr("needs at least 5 pairs"));
}

TEST(DecideTest, SaysHowManyPairsACorrectedTestWouldNeed) {
  // 1/120 x 10 = 0.083 > 0.05; with six pairs 1/720 x 10 = 0.014.
  const TestResult result = Good();
  const std::vector<JudgedTest> tests(10, JudgedTest{&result, 0.05});
  const Verdict verdict = Decide(tests, Correction::kHolm)[0];
  EXPECT_EQ(verdict.decision, Decision::kInconclusive);
  EXPECT_THAT(verdict.reason,
              AllOf(HasSubstr("no power"), HasSubstr("10 hypotheses")));
  EXPECT_THAT(verdict.would_change, HasSubstr("at least 6 pairs instead of 5"));
  EXPECT_EQ(Decide(tests, Correction::kNone)[0].decision, Decision::kSupported);
}

TEST(DecideTest, SaysHowManyTookPartWhereSomeWereDropped) {
  TestResult result = Good();
  EXPECT_THAT(DecideAlone(result).reason, Not(HasSubstr("took part")));
  result.units_given = 7;
  EXPECT_THAT(DecideAlone(result).reason,
              HasSubstr("; only 5 of 7 pairs took part"));
}

TEST(DecideTest, SaysOnWhichSideOfEachBoundSupportWouldHaveGone) {
  TestResult result = Good();
  result.criteria.push_back(result.criteria[0]);
  result.criteria.push_back(result.criteria[0]);
  result.criteria[1].side = Criterion::Side::kAtMost;
  result.criteria[1].bound = 0.9;
  result.criteria[2].side = Criterion::Side::kWithin;
  result.criteria[2].bound = 2;
  EXPECT_EQ(DecideAlone(result).would_change,
            "a corrected p above 0.05, PCS below 0.6, PCS above 0.9 or PCS "
            "outside of +-2 would have withheld support");
}

TEST(DecideTest, ChangesWithTheThreshold) {
  TestResult result = Good();
  EXPECT_EQ(DecideAlone(result).decision, Decision::kSupported);
  result.criteria[0].bound = 0.75;
  EXPECT_EQ(DecideAlone(result).decision, Decision::kInconclusive);
  result.criteria[0].bound = 0.85;
  EXPECT_EQ(DecideAlone(result).decision, Decision::kRefuted);
}

TEST(DecideTest, ChangesWithAlpha) {
  EXPECT_EQ(DecideAlone(Good(), 0.05).decision, Decision::kSupported);
  EXPECT_EQ(DecideAlone(Good(), 0.0084).decision, Decision::kSupported);
  EXPECT_EQ(DecideAlone(Good(), 0.008).decision, Decision::kInconclusive);
}

TEST(DecideTest, CorrectsOverTheRun) {
  TestResult first = Good(), second = Good();
  first.p = 0.03;
  second.p = 0.04;
  const std::vector<JudgedTest> tests = {{&first, 0.05}, {&second, 0.05}};
  const std::vector<Verdict> holm = Decide(tests, Correction::kHolm);
  EXPECT_DOUBLE_EQ(holm[0].corrected_p, 0.06);
  EXPECT_EQ(holm[0].decision, Decision::kInconclusive);
  const std::vector<Verdict> shares =
      Decide(tests, Correction::kBenjaminiHochberg);
  EXPECT_DOUBLE_EQ(shares[0].corrected_p, 0.04);
  EXPECT_EQ(shares[0].decision, Decision::kSupported);
}

TEST(DecisionTest, IsFoundByItsName) {
  for (const Decision decision :
       {Decision::kSupported, Decision::kRefuted, Decision::kInconclusive}) {
    EXPECT_EQ(DecisionFromName(NameOf(decision)), decision);
  }
  EXPECT_EQ(DecisionFromName("true"), std::nullopt);
}

}  // namespace
}  // namespace lexprobe
