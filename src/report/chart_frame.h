// ChartFrame: where the parts of a chart lie in its box, and how values
// become pixels. Private to report.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_REPORT_CHART_FRAME_H_
#define LEXPROBE_REPORT_CHART_FRAME_H_

#include <string>
#include <vector>

#include "lexprobe/report/axis_ticks.h"
#include "lexprobe/report/svg_chart.h"

namespace lexprobe {

struct ChartBox {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

struct LegendEntry {
  std::string label;
  ChartColor color = ChartColor::kInk;
  double opacity = 1;
  const ChartLine* line = nullptr;  // null: a box of colour
  double x = 0;                     // left end of the sample
  double y = 0;                     // line of the text
};

class ChartFrame {
 public:
  // `chart` must outlive the frame.
  ChartFrame(const Chart& chart, const ChartBox& box);

  // The plot, in pixels of the figure.
  double left() const { return left_; }
  double right() const { return right_; }
  double top() const { return top_; }
  double bottom() const { return bottom_; }
  double width() const { return right_ - left_; }
  double height() const { return bottom_ - top_; }
  double title_line() const { return box_.y + 20; }
  double y_title_line() const { return box_.x + 16; }

  // Pixels from the plot's left and upper edge. Not finite for a value that
  // is not, or that a logarithmic axis cannot show.
  double X(double value) const;
  double Y(double value) const;
  // Where bars stand: at 0, or at the lower edge if that is not in sight.
  double Floor() const;

  const std::vector<Tick>& x_ticks() const { return x_ticks_; }
  const std::vector<Tick>& y_ticks() const { return y_ticks_; }
  const std::vector<LegendEntry>& legend() const { return legend_; }

 private:
  void MakeRanges(const Chart& chart);
  void MakeLegend(const Chart& chart);
  void EqualiseScales();
  void MakeTicks(const Chart& chart);

  ChartBox box_;
  double left_ = 0;
  double right_ = 0;
  double top_ = 0;
  double bottom_ = 0;
  // As drawn: of the logarithm, if the axis is logarithmic.
  AxisRange x_range_;
  AxisRange y_range_;
  bool x_logarithmic_;
  bool y_logarithmic_;
  std::vector<Tick> x_ticks_;
  std::vector<Tick> y_ticks_;
  std::vector<LegendEntry> legend_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_CHART_FRAME_H_
