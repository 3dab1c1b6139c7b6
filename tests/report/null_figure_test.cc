#include "lexprobe/report/null_figure.h"

#include <numeric>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

TEST(NullFigureTest, DrawsEachNullWithTheObservedValueOnIt) {
  TestedHypothesis tested;
  tested.hypothesis.name = "gender";
  tested.verdict.decision = Decision::kSupported;
  tested.verdict.corrected_p = 0.01;
  NullDistribution null;
  null.statistic = "OCS under re-pairing";
  null.observed = 0.5;
  null.values = {0, 0.1, 0.1, 0.2};
  tested.result.nulls = {null, null};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const Figure figure, NullFigure(tested));
  EXPECT_EQ(figure.title, "gender: supported, corrected p 0.01");
  ASSERT_EQ(figure.charts.size(), 2u);
  const Chart& chart = figure.charts[0];
  EXPECT_EQ(chart.title, "OCS under re-pairing");
  EXPECT_EQ(chart.references[0].value, 0.5);
  const std::vector<double>& heights = chart.bars[0].heights;
  EXPECT_EQ(std::accumulate(heights.begin(), heights.end(), 0.0), 4);
  EXPECT_THAT(ToSvg(figure), HasSubstr("observed 0.5"));
}

TEST(NullFigureTest, SaysWhyThereIsNone) {
  TestedHypothesis tested;
  tested.hypothesis.name = "gender";
  tested.result.shortage = "needs at least 5 pairs, and has 3";
  EXPECT_THAT(NullFigure(tested),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("needs at least 5 pairs, and has 3")));
}

}  // namespace
}  // namespace lexprobe
