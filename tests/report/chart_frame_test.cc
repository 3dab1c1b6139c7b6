#include "report/chart_frame.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

constexpr ChartBox kBox{100, 50, 420, 320};

Chart Diagonal() {
  Chart chart;
  chart.lines.push_back({.label = "line", .x = {0, 1}, .y = {0, 2}});
  return chart;
}

TEST(ChartFrameTest, PutsThePlotInsideOfItsBox) {
  const Chart chart = Diagonal();
  const ChartFrame frame(chart, kBox);
  EXPECT_GT(frame.left(), 100);
  EXPECT_LT(frame.right(), 520);
  EXPECT_GT(frame.top(), 50);
  EXPECT_LT(frame.bottom(), 370);
  EXPECT_GT(frame.width(), 300);
  EXPECT_GT(frame.height(), 200);
}

TEST(ChartFrameTest, MapsTheEndsOfAGivenRangeToTheEdges) {
  Chart chart = Diagonal();
  chart.x.range = AxisRange{-1, 3};
  chart.y.range = AxisRange{10, 20};
  const ChartFrame frame(chart, kBox);
  EXPECT_DOUBLE_EQ(frame.X(-1), 0);
  EXPECT_DOUBLE_EQ(frame.X(3), frame.width());
  EXPECT_DOUBLE_EQ(frame.Y(20), 0);
  EXPECT_DOUBLE_EQ(frame.Y(10), frame.height());
}

TEST(ChartFrameTest, MapsPowersOfTenEvenlyOnALogarithmicAxis) {
  Chart chart = Diagonal();
  chart.y = {.title = "", .range = AxisRange{0.01, 100}, .logarithmic = true};
  const ChartFrame frame(chart, kBox);
  EXPECT_NEAR(frame.Y(1), frame.height() / 2, 1e-9);
  EXPECT_NEAR(frame.Y(0.1), frame.height() * 3 / 4, 1e-9);
  EXPECT_TRUE(std::isnan(frame.Y(0)));
  EXPECT_TRUE(std::isnan(frame.Y(-1)));
}

TEST(ChartFrameTest, GivesBothAxesOneScaleIfAsked) {
  Chart chart = Diagonal();
  chart.equal_scales = true;
  const ChartFrame frame(chart, kBox);
  EXPECT_NEAR(frame.X(1) - frame.X(0), frame.Y(0) - frame.Y(1), 1e-9);
  EXPECT_GE(frame.Y(2), 0);
  EXPECT_LE(frame.Y(0), frame.height());
}

TEST(ChartFrameTest, StandsBarsOnZero) {
  Chart chart;
  chart.bars.push_back({.label = "", .range = {0, 4}, .heights = {1, 3}});
  const ChartFrame frame(chart, kBox);
  EXPECT_DOUBLE_EQ(frame.Y(0), frame.height());
  EXPECT_DOUBLE_EQ(frame.Floor(), frame.height());
}

TEST(ChartFrameTest, ListsWhatHasALabelInTheLegend) {
  Chart chart = Diagonal();
  chart.lines.push_back({.label = "", .x = {0}, .y = {0}});
  chart.bands.push_back({.label = "band", .x = {0}, .low = {0}, .high = {1}});
  const ChartFrame frame(chart, kBox);
  ASSERT_EQ(frame.legend().size(), 2u);
  EXPECT_EQ(frame.legend()[0].label, "line");
  EXPECT_EQ(frame.legend()[1].label, "band");
  EXPECT_EQ(frame.legend()[1].line, nullptr);
}

TEST(ChartFrameTest, BreaksALongLegendAndMovesThePlotDown) {
  Chart chart = Diagonal();
  const double top = ChartFrame(chart, kBox).top();
  for (int i = 0; i < 5; ++i) {
    chart.lines.push_back({.label = "a rather long label", .x = {0}, .y = {0}});
  }
  const ChartFrame frame(chart, kBox);
  EXPECT_GT(frame.top(), top + 30);
  for (const LegendEntry& entry : frame.legend()) {
    EXPECT_LT(entry.x, frame.right());
    EXPECT_LT(entry.y, frame.top());
  }
}

TEST(ChartFrameTest, HidesTicksOfAHiddenAxis) {
  Chart chart = Diagonal();
  chart.x.hidden = true;
  const ChartFrame frame(chart, kBox);
  EXPECT_TRUE(frame.x_ticks().empty());
  EXPECT_FALSE(frame.y_ticks().empty());
}

}  // namespace
}  // namespace lexprobe
