#include "lexprobe/oscillator/figure.h"

#include <algorithm>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

Figure Draw(const OscillatorSubject& subject) {
  return OscillatorFigure(subject, {}, Random(1));
}

TEST(FigureTest, ShowsTheExactSolutionOnTopOfItself) {
  const Figure figure = Draw(ExactSubject({}, {}));
  ASSERT_EQ(figure.charts.size(), 5u);
  for (const size_t chart : {2u, 3u}) {
    const std::vector<ChartLine>& lines = figure.charts[chart].lines;
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].label, "exact");
    EXPECT_EQ(lines[1].label, "model");
    EXPECT_EQ(lines[0].y, lines[1].y);
  }
}

TEST(FigureTest, ShowsDampingAsALossOfEnergy) {
  OscillatorSubject subject = ExactSubject({}, {});
  subject.flow = MakeExactFlow(DampedControl({}));
  const Chart energy = Draw(subject).charts[1];
  const ChartLine& median = energy.lines.front();
  EXPECT_NEAR(median.y.front(), 1, 1e-12);
  EXPECT_LT(median.y.back(), 0.1);
  const ChartBand& band = energy.bands.front();
  for (size_t i = 0; i < median.y.size(); ++i) {
    EXPECT_LE(band.low[i], median.y[i]);
    EXPECT_GE(band.high[i], median.y[i]);
  }
}

TEST(FigureTest, GoesBeyondTheTrainingRangeAndSaysWhereThatEnds) {
  TrajectoryOptions taken;
  taken.time = {0, 10};
  const Figure figure = Draw(ExactSubject({}, taken));
  EXPECT_DOUBLE_EQ(figure.charts[2].lines[0].x.back(), 15);
  EXPECT_EQ(figure.charts[2].references.front().value, 10);
}

TEST(FigureTest, ShowsTheLearningCurveIfThereIsOne) {
  const std::vector<EpochRecord> history = {{0.1, 0.9, 0.8}, {0.1, 0.5, 0.6}};
  const Figure figure =
      OscillatorFigure(ExactSubject({}, {}), history, Random(1));
  ASSERT_EQ(figure.charts.size(), 6u);
  EXPECT_THAT(figure.charts[5].lines[1].y, testing::ElementsAre(0.8, 0.6));
}

TEST(FigureTest, ShowsScaledCoordinatesInPhaseSpace) {
  const Oscillator heavy{.mass = 4, .stiffness = 9};
  const Chart phase = Draw(ExactSubject(heavy, {})).charts[0];
  const ChartLine& circle = phase.lines.front();
  for (size_t i = 0; i < circle.x.size(); ++i) {
    EXPECT_NEAR(circle.x[i] * circle.x[i] + circle.y[i] * circle.y[i],
                0.96 * 0.96, 1e-9);
  }
}

}  // namespace
}  // namespace lexprobe
