#include "lexprobe/stats/multiple_testing.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::DoubleNear;
using testing::IsEmpty;
using testing::Pointwise;

constexpr double kP[] = {0.01, 0.04, 0.03, 0.005};

TEST(MultipleTestingTest, HolmMultipliesBySurvivorsAndNeverFalls) {
  // Sorted 0.005 x 4, 0.01 x 3, 0.03 x 2, 0.04 x 1 -> raised to 0.06.
  EXPECT_THAT(HolmCorrected(kP),
              Pointwise(DoubleNear(1e-15), {0.03, 0.06, 0.06, 0.02}));
}

TEST(MultipleTestingTest, BenjaminiHochbergMultipliesByTestsOverRank) {
  // Sorted 0.005 x 4/1, 0.01 x 4/2, 0.03 x 4/3, 0.04 x 4/4.
  EXPECT_THAT(BenjaminiHochbergCorrected(kP),
              Pointwise(DoubleNear(1e-15), {0.02, 0.04, 0.04, 0.02}));
}

TEST(MultipleTestingTest, NeverExceedsOne) {
  EXPECT_THAT(HolmCorrected({0.9, 0.8}), Pointwise(DoubleNear(0), {1.0, 1.0}));
  EXPECT_THAT(BenjaminiHochbergCorrected({1.0, 0.9}),
              Pointwise(DoubleNear(1e-15), {1.0, 1.0}));
}

TEST(MultipleTestingTest, LeavesOneTestAndNoTestsAsTheyAre) {
  for (const Correction correction :
       {Correction::kHolm, Correction::kBenjaminiHochberg, Correction::kNone}) {
    EXPECT_THAT(Corrected({0.02}, correction),
                Pointwise(DoubleNear(1e-15), {0.02}));
    EXPECT_THAT(Corrected({}, correction), IsEmpty());
  }
}

TEST(MultipleTestingTest, NoneLeavesEveryPAsItIs) {
  EXPECT_THAT(Corrected(kP, Correction::kNone),
              Pointwise(DoubleNear(0), {0.01, 0.04, 0.03, 0.005}));
}

TEST(MultipleTestingTest, FindsEachCorrectionByItsName) {
  EXPECT_EQ(CorrectionFromName("holm"), Correction::kHolm);
  EXPECT_EQ(CorrectionFromName("benjamini-hochberg"),
            Correction::kBenjaminiHochberg);
  EXPECT_EQ(CorrectionFromName("none"), Correction::kNone);
  EXPECT_EQ(CorrectionFromName("bonferroni"), std::nullopt);
}

}  // namespace
}  // namespace lexprobe
