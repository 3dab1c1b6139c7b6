#include "lexprobe/report/axis_ticks.h"

#include <cmath>
#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;

std::vector<std::string> LabelsOf(const std::vector<Tick>& ticks) {
  std::vector<std::string> labels;
  for (const Tick& tick : ticks) labels.push_back(tick.label);
  return labels;
}

TEST(AxisTicksTest, StandAtMultiplesOfOneTwoOrFive) {
  EXPECT_THAT(LabelsOf(LinearTicks({0, 20}, 4)),
              ElementsAre("0", "5", "10", "15", "20"));
  EXPECT_THAT(LabelsOf(LinearTicks({-1.04, 1.04}, 4)),
              ElementsAre("-1", "0", "1"));
  EXPECT_THAT(LabelsOf(LinearTicks({0.1, 0.31}, 4)),
              ElementsAre("0.1", "0.2", "0.3"));
}

TEST(AxisTicksTest, SayZeroWhereRoundingLeavesAlmostZero) {
  EXPECT_THAT(LabelsOf(LinearTicks({-0.3, 0.3}, 6)),
              ElementsAre("-0.3", "-0.2", "-0.1", "0", "0.1", "0.2", "0.3"));
}

TEST(AxisTicksTest, AreWithinTheRangeAndAboutAsManyAsWanted) {
  for (const double width : {1e-9, 0.037, 1.0, 7.3, 99.0, 12345.0, 3e12}) {
    for (const double low : {0.0, -width / 3, 17 * width}) {
      const std::vector<Tick> ticks = LinearTicks({low, low + width}, 6);
      EXPECT_GE(ticks.size(), 2u) << low << " " << width;
      EXPECT_LE(ticks.size(), 8u) << low << " " << width;
      EXPECT_GE(ticks.front().value, low - width * 1e-6);
      EXPECT_LE(ticks.back().value, low + width * (1 + 1e-6));
    }
  }
}

TEST(AxisTicksTest, OfALogarithmicAxisStandAtPowersOfTen) {
  EXPECT_THAT(LabelsOf(LogarithmicTicks({1e-3, 1}, 6)),
              ElementsAre("0.001", "0.01", "0.1", "1"));
  EXPECT_THAT(LabelsOf(LogarithmicTicks({1e-8, 1}, 4)),
              ElementsAre("1e-08", "1e-06", "0.0001", "0.01", "1"));
}

TEST(AxisTicksTest, OfAShortLogarithmicAxisAreCloser) {
  EXPECT_THAT(LabelsOf(LogarithmicTicks({0.15, 3}, 6)),
              ElementsAre("0.2", "0.5", "1", "2"));
}

TEST(AxisTicksTest, RangeHasSomeAirAroundTheValues) {
  const AxisRange range = RangeOf({2, 0, 1});
  EXPECT_LT(range.low, 0);
  EXPECT_GT(range.low, -0.2);
  EXPECT_GT(range.high, 2);
  EXPECT_LT(range.high, 2.2);
}

TEST(AxisTicksTest, RangeLeavesOutWhatIsNotFinite) {
  const double infinity = std::numeric_limits<double>::infinity();
  const AxisRange range = RangeOf({1, std::nan(""), infinity, -infinity, 2});
  EXPECT_GT(range.low, 0.9);
  EXPECT_LT(range.high, 2.1);
}

TEST(AxisTicksTest, RangeOfOneValueOrNoneHasAWidth) {
  EXPECT_LT(RangeOf({5}).low, 5);
  EXPECT_GT(RangeOf({5}).high, 5);
  EXPECT_LT(RangeOf({0}).low, RangeOf({0}).high);
  EXPECT_EQ(RangeOf({}).low, 0);
  EXPECT_EQ(RangeOf({}).high, 1);
}

}  // namespace
}  // namespace lexprobe
