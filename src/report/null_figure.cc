#include "lexprobe/report/null_figure.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace lexprobe {
namespace {

constexpr int kBins = 50;

Chart ChartOf(const NullDistribution& null) {
  const Histogram histogram = HistogramOf(null, kBins);
  Chart chart;
  chart.title = null.statistic;
  chart.x.title = "value by chance, and the one observed";
  chart.y.title = absl::StrCat("how many of ", null.values.size(),
                               null.exact ? " (all)" : "", " permutations");
  ChartBars bars;
  bars.range = {histogram.low, histogram.high};
  bars.color = ChartColor::kSky;
  for (const int64_t count : histogram.counts) {
    bars.heights.push_back(static_cast<double>(count));
  }
  chart.bars.push_back(std::move(bars));
  chart.references.push_back(
      {.label = absl::StrFormat("observed %.3g", null.observed),
       .value = null.observed});
  return chart;
}

}  // namespace

absl::StatusOr<Figure> NullFigure(const TestedHypothesis& tested) {
  if (tested.result.nulls.empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat(tested.hypothesis.Place(), ": ", tested.hypothesis.name,
                     " has no null distribution: ", tested.result.shortage));
  }
  Figure figure;
  figure.title = absl::StrFormat(
      "%s: %s, corrected p %.3g", tested.hypothesis.name,
      NameOf(tested.verdict.decision), tested.verdict.corrected_p);
  for (const NullDistribution& null : tested.result.nulls) {
    figure.charts.push_back(ChartOf(null));
  }
  figure.columns = static_cast<int>(std::min<size_t>(2, figure.charts.size()));
  return figure;
}

}  // namespace lexprobe
