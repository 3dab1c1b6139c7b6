#include "lexprobe/stats/conservation_test.h"

#include <cmath>
#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/stats/verdict.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

constexpr ConservationBounds kGoodBounds = {.alpha = 0.05,
                                            .epsilon = 0.01,
                                            .epsilon_q95 = 0.05,
                                            .scale = DeltaScale::kStart,
                                            .maximum_drift = 0.01,
                                            .maximum_within_share = 0.1};

// Starts with Q_0 = 1, 1.1, ..., whose Q becomes Q_0 (1 + bias + drift t +
// noise) at times 0 to 9.
std::vector<QuantityTrajectory> Trajectories(int starts, double bias,
                                             double drift, double noise) {
  Random random(17);
  std::vector<QuantityTrajectory> trajectories;
  for (int i = 0; i < starts; ++i) {
    QuantityTrajectory each;
    each.start = 1 + 0.1 * i;
    for (int t = 0; t < 10; ++t) {
      each.times.push_back(t);
      each.values.push_back(each.start *
                            (1 + bias + drift * t + noise * random.Normal()));
    }
    trajectories.push_back(each);
  }
  return trajectories;
}

absl::StatusOr<TestResult> Tested(
    const std::vector<QuantityTrajectory>& trajectories,
    const ConservationBounds& bounds = kGoodBounds) {
  return TestConservation(trajectories, bounds, {}, Random(1));
}

Decision DecisionOn(const std::vector<QuantityTrajectory>& trajectories) {
  const TestResult result = *Tested(trajectories);
  return Decide({{&result, 0.05}}, Correction::kHolm)[0].decision;
}

double ValueOf(const TestResult& result, absl::string_view name) {
  for (const Measure& measure : result.measures) {
    if (measure.name == name) return measure.value;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

TEST(ConservationTest, MeasuresByHand) {
  // Ten starts, all alike: Q_0 = 2, then 2 and 4: delta 0 and 1.
  std::vector<QuantityTrajectory> trajectories(
      10, QuantityTrajectory{2, {0, 2}, {2, 4}});
  trajectories[0] = {4, {0, 2}, {4, 4}};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TestResult result, Tested(trajectories));
  EXPECT_DOUBLE_EQ(ValueOf(result, "mean delta"), 0.45);
  EXPECT_DOUBLE_EQ(ValueOf(result, "q95 |delta|"), 1);
  EXPECT_DOUBLE_EQ(ValueOf(result, "drift"), 0.45);
  // Within 9 x 2; total: nine twos, eleven fours.
  const double total = 20 * (0.45 * 0.55) * 4;
  EXPECT_NEAR(ValueOf(result, "within share"), 18 / total, 1e-12);
}

TEST(ConservationTest, SupportsWhatIsConserved) {
  EXPECT_EQ(DecisionOn(Trajectories(40, 0, 0, 0.001)), Decision::kSupported);
}

TEST(ConservationTest, SupportsWhatIsConservedToTheLastBit) {
  EXPECT_EQ(DecisionOn(Trajectories(40, 0, 0, 0)), Decision::kSupported);
}

TEST(ConservationTest, RefutesABias) {
  EXPECT_EQ(DecisionOn(Trajectories(40, -0.03, 0, 0.001)), Decision::kRefuted);
}

TEST(ConservationTest, RefutesNoiseThatAveragesOut) {
  EXPECT_EQ(DecisionOn(Trajectories(40, 0, 0, 0.2)), Decision::kRefuted);
}

TEST(ConservationTest, RefutesADrift) {
  EXPECT_EQ(DecisionOn(Trajectories(40, 0, 0.02, 0.001)), Decision::kRefuted);
}

TEST(ConservationTest, RefutesAQuantityThatTellsNoTrajectoriesApart) {
  std::vector<QuantityTrajectory> trajectories = Trajectories(40, 0, 0, 0.01);
  Random random(3);
  for (QuantityTrajectory& each : trajectories) {
    for (double& q : each.values) q = 1 + 0.01 * random.Normal();
    each.start = 1 + 0.001 * random.Normal();
  }
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TestResult result, Tested(trajectories));
  EXPECT_GT(ValueOf(result, "within share"), 0.8);
  EXPECT_EQ(DecisionOn(trajectories), Decision::kRefuted);
}

TEST(ConservationTest, IsInconclusiveOnTooFewStarts) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TestResult result,
                                Tested(Trajectories(9, 0, 0, 0.001)));
  EXPECT_THAT(result.shortage, HasSubstr("at least 10 starts, and has 9"));
}

TEST(ConservationTest, FindsADriftByItsSignFlips) {
  const auto p_of_drift = [](double drift) {
    const TestResult result = *Tested(Trajectories(40, 0, drift, 0.01));
    for (const Measure& measure : result.measures) {
      if (measure.name == "drift") return measure.p.value();
    }
    return -1.0;
  };
  EXPECT_LT(p_of_drift(0.002), 0.001);
  EXPECT_GT(p_of_drift(0), 0.01);
}

TEST(ConservationTest, MeasuresInSpreadsWhereQMayBeZero) {
  std::vector<QuantityTrajectory> trajectories = Trajectories(40, 0, 0, 0.001);
  trajectories[3].start = 0;
  EXPECT_THAT(Tested(trajectories),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("trajectory 3: Q_0 is 0")));
  ConservationBounds bounds = kGoodBounds;
  bounds.scale = DeltaScale::kSpread;
  EXPECT_THAT(Tested(trajectories, bounds), IsOk());
  bounds.scale = DeltaScale::kNone;
  EXPECT_THAT(Tested(trajectories, bounds), IsOk());
}

TEST(ConservationTest, IsInconclusiveInSpreadsOfEqualStarts) {
  ConservationBounds bounds = kGoodBounds;
  bounds.scale = DeltaScale::kSpread;
  const std::vector<QuantityTrajectory> trajectories(
      12, QuantityTrajectory{2, {0, 1}, {2, 2}});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TestResult result,
                                Tested(trajectories, bounds));
  EXPECT_THAT(result.shortage, HasSubstr("differ in Q"));
}

TEST(ConservationTest, MarksWhatOneMomentCannotTell) {
  const std::vector<QuantityTrajectory> trajectories(
      12, QuantityTrajectory{2, {5}, {2}});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TestResult result, Tested(trajectories));
  EXPECT_TRUE(std::isnan(ValueOf(result, "drift")));
  EXPECT_TRUE(std::isnan(ValueOf(result, "within share")));
}

TEST(ConservationTest, ReportsTheSignOfTheBias) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TestResult loss,
                                Tested(Trajectories(20, -0.02, 0, 0)));
  EXPECT_NEAR(ValueOf(loss, "mean delta"), -0.02, 1e-12);
}

TEST(ConservationTest, RefusesBadTrajectoriesAndNamesThem) {
  std::vector<QuantityTrajectory> trajectories = Trajectories(12, 0, 0, 0);
  trajectories[7].values.pop_back();
  EXPECT_THAT(Tested(trajectories),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("trajectory 7: 10 times and 9 values")));
  trajectories[7] = trajectories[6];
  trajectories[7].values[2] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(Tested(trajectories),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("trajectory 7: a number is not finite")));
}

TEST(ConservationTest, RefusesBoundsOutOfRange) {
  for (double ConservationBounds::*field :
       {&ConservationBounds::alpha, &ConservationBounds::epsilon,
        &ConservationBounds::epsilon_q95}) {
    ConservationBounds bounds = kGoodBounds;
    bounds.*field = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(Tested(Trajectories(12, 0, 0, 0), bounds),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("every bound above 0")));
  }
}

TEST(ConservationTest, RefusesTooFewPermutations) {
  EXPECT_THAT(TestConservation(Trajectories(12, 0, 0, 0), kGoodBounds,
                               {.permutations = 9998}, Random(1)),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("permutations is 9998")));
}

TEST(ConservationTest, NamesItsScales) {
  for (const DeltaScale scale :
       {DeltaScale::kStart, DeltaScale::kSpread, DeltaScale::kNone}) {
    EXPECT_EQ(DeltaScaleFromName(NameOf(scale)), scale);
  }
  EXPECT_EQ(DeltaScaleFromName("mean"), std::nullopt);
}

}  // namespace
}  // namespace lexprobe
