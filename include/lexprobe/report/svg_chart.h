// Charts as SVG: lines, points, bands, bars and reference lines over two
// axes; one chart or a figure of several. Made to be read on paper and on
// light and dark screens: colours that the colour-blind tell apart (Okabe &
// Ito 2008), and a dash for each, so that grey print tells them apart too.
//
// Text may hold any UTF-8; it is escaped. Equal charts give equal bytes.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_REPORT_SVG_CHART_H_
#define LEXPROBE_REPORT_SVG_CHART_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "lexprobe/report/axis_ticks.h"

namespace lexprobe {

// Colours in the order in which to use them. kInk is the colour of text.
enum class ChartColor {
  kInk,
  kBlue,
  kOrange,
  kGreen,
  kVermilion,
  kPurple,
  kSky,
};

// Points joined by a line, in the order given; not finite ones break it.
struct ChartLine {
  std::string label;  // in the legend; empty: not in it
  std::vector<double> x = {};
  std::vector<double> y = {};  // as many as x
  ChartColor color = ChartColor::kInk;
  double width = 1.5;     // in pixels; 0: no line
  double opacity = 1;     // 0 to 1
  bool dashed = false;    // with the dash that belongs to the colour
  double dot_radius = 0;  // in pixels; 0: no dots
  bool arrow = false;     // a head at its last point
};

// The area between two curves.
struct ChartBand {
  std::string label;
  std::vector<double> x = {};
  std::vector<double> low = {};
  std::vector<double> high = {};
  ChartColor color = ChartColor::kSky;
};

// Bars of equal width over low .. high, from 0 upwards.
struct ChartBars {
  std::string label;
  AxisRange range = {};
  std::vector<double> heights = {};
  ChartColor color = ChartColor::kBlue;
};

// A line across the chart at one value of x or y.
struct ChartReference {
  enum class Axis { kX, kY };
  std::string label;  // stands at the line
  Axis axis = Axis::kX;
  double value = 0;
  ChartColor color = ChartColor::kVermilion;
};

// A word beside a point.
struct ChartText {
  double x = 0;
  double y = 0;
  std::string text;
  ChartColor color = ChartColor::kInk;
};

struct ChartAxis {
  std::string title;
  std::optional<AxisRange> range = {};  // else what the data needs
  bool logarithmic = false;             // values at or below 0 are left out
  bool hidden = false;                  // neither ticks nor title
};

struct Chart {
  std::string title;
  ChartAxis x;
  ChartAxis y;
  // One unit of x is as long as one of y, as a phase portrait or a map needs.
  bool equal_scales = false;
  // Texts go to a side of their point where they hide nothing; else all stand
  // to the upper right.
  bool free_sides = false;
  int text_size = 12;            // of the texts, in pixels
  std::vector<ChartBand> bands;  // drawn in this order of kinds
  std::vector<ChartBars> bars;
  std::vector<ChartReference> references;
  std::vector<ChartLine> lines;
  std::vector<ChartText> texts;
};

struct Figure {
  std::string title;
  std::vector<Chart> charts;
  int columns = 1;        // charts in a row
  int chart_width = 420;  // in pixels, with axes
  int chart_height = 320;
};

// One <svg> element, with no reference to anything outside of it.
// REQUIRES: at least one chart; columns >= 1; spans that fit
std::string ToSvg(const Figure& figure);

// `text` with &, <, >, " and ' as entities, without the control characters
// that XML does not allow.
std::string EscapeXml(absl::string_view text);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_SVG_CHART_H_
