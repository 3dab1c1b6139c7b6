#include "lexprobe/report/svg_chart.h"

#include <cmath>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;
using testing::Not;

int CountOf(const std::string& text, const std::string& part) {
  int count = 0;
  for (size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

Figure OneChart(Chart chart) {
  Figure figure;
  figure.charts.push_back(std::move(chart));
  return figure;
}

Chart ChartOf(ChartLine line) {
  Chart chart;
  chart.lines.push_back(std::move(line));
  return chart;
}

// The first path of class "ink-line".
std::string PathOf(const std::string& svg) {
  const size_t at = svg.find("ink-line\" d");
  return svg.substr(at, svg.find(" fill", at) - at);
}

TEST(SvgChartTest, JoinsThePointsOfALine) {
  const std::string svg = ToSvg(OneChart(
      ChartOf({.label = "", .x = {0, 1, 2}, .y = {0, 1, 0}, .width = 2.5})));
  EXPECT_EQ(CountOf(svg, "stroke-width=\"2.5\""), 1);
  EXPECT_EQ(CountOf(PathOf(svg), "M"), 1);
  EXPECT_EQ(CountOf(PathOf(svg), "L"), 2);
}

TEST(SvgChartTest, BreaksALineAtWhatIsNotANumber) {
  const std::string svg = ToSvg(OneChart(
      ChartOf({.label = "", .x = {0, 1, 2, 3}, .y = {0, std::nan(""), 0, 1}})));
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
  EXPECT_EQ(CountOf(PathOf(svg), "M"), 2);
}

TEST(SvgChartTest, DrawsDotsWithoutALineIfItsWidthIsZero) {
  const std::string svg = ToSvg(OneChart(ChartOf(
      {.label = "", .x = {0, 1}, .y = {0, 1}, .width = 0, .dot_radius = 3})));
  EXPECT_EQ(CountOf(svg, "<circle"), 2);
  EXPECT_THAT(svg, Not(HasSubstr("ink-line\" d")));
}

TEST(SvgChartTest, DrawsABarForEachHeightAboveZero) {
  Chart chart;
  chart.bars.push_back(
      {.label = "null", .range = {0, 1}, .heights = {1, 0, 4, 2}});
  const std::string svg = ToSvg(OneChart(chart));
  // One more for the legend.
  EXPECT_EQ(CountOf(svg, "<rect class=\"blue-fill\""), 4);
}

TEST(SvgChartTest, LabelsReferencesBandsAndTexts) {
  Chart chart;
  chart.bands.push_back(
      {.label = "allowed", .x = {0, 1}, .low = {-1, -1}, .high = {1, 1}});
  chart.references.push_back({.label = "observed", .value = 0.5});
  chart.references.push_back(
      {.label = "zero", .axis = ChartReference::Axis::kY, .value = 0});
  chart.texts.push_back({.x = 0.5, .y = 0, .text = "king & queen"});
  const std::string svg = ToSvg(OneChart(chart));
  EXPECT_THAT(svg, HasSubstr(">allowed</text>"));
  EXPECT_THAT(svg, HasSubstr(">observed</text>"));
  EXPECT_THAT(svg, HasSubstr(">zero</text>"));
  EXPECT_THAT(svg, HasSubstr(">king &amp; queen</text>"));
  EXPECT_EQ(CountOf(svg, "opacity=\"0.3\""), 2);
}

TEST(SvgChartTest, LaysChartsOutInRowsAndColumns) {
  Figure figure;
  figure.title = "three";
  figure.columns = 2;
  figure.chart_width = 300;
  figure.chart_height = 200;
  for (int i = 0; i < 3; ++i) {
    figure.charts.push_back(ChartOf({.label = "", .x = {0, 1}, .y = {0, 1}}));
  }
  const std::string svg = ToSvg(figure);
  EXPECT_THAT(svg, HasSubstr("viewBox=\"0 0 600 434\""));
  EXPECT_EQ(CountOf(svg, "overflow=\"hidden\""), 3);
}

TEST(SvgChartTest, RefersToNothingOutsideOfItself) {
  std::string svg =
      ToSvg(OneChart(ChartOf({.label = "a", .x = {0, 1}, .y = {0, 1}})));
  const std::string name_space = "http://www.w3.org/2000/svg";
  svg.erase(svg.find(name_space), name_space.size());
  EXPECT_THAT(svg, Not(HasSubstr("http")));
  EXPECT_THAT(svg, Not(HasSubstr("url(")));
  EXPECT_THAT(svg, Not(HasSubstr("href")));
}

TEST(SvgChartTest, GivesEqualBytesForEqualCharts) {
  const Figure figure =
      OneChart(ChartOf({.label = "a", .x = {0, 1}, .y = {0.1, 0.2}}));
  EXPECT_EQ(ToSvg(figure), ToSvg(figure));
}

TEST(SvgChartTest, EndsAnArrowInAHead) {
  Chart chart;
  ChartLine line;
  line.x = {0, 1};
  line.y = {0, 1};
  chart.lines.push_back(line);
  Figure figure;
  figure.charts = {chart};
  const std::string plain = ToSvg(figure);
  figure.charts[0].lines[0].arrow = true;
  const std::string arrow = ToSvg(figure);
  EXPECT_GT(arrow.size(), plain.size());
  EXPECT_THAT(arrow, testing::HasSubstr("Z\" fill="));
  figure.charts[0].lines[0].x = {1, 1};
  figure.charts[0].lines[0].y = {1, 1};
  EXPECT_THAT(ToSvg(figure), testing::Not(testing::HasSubstr("nan")));
}

}  // namespace
}  // namespace lexprobe
