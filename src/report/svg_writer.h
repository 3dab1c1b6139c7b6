// SvgWriter: the few SVG elements that charts are made of, with the palette.
// Private to report.
//
// Colours are written as attributes, for readers without style sheets, and as
// classes, so that a dark screen can have lighter ones.
//
// Not thread-safe.

#ifndef LEXPROBE_REPORT_SVG_WRITER_H_
#define LEXPROBE_REPORT_SVG_WRITER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "lexprobe/report/svg_chart.h"

namespace lexprobe {

struct TextStyle {
  absl::string_view anchor = "start";  // or "middle", "end"
  bool bold = false;
  bool upright = false;  // turned to read from below
  bool halo = false;     // readable on top of lines
  int size = 12;
  ChartColor color = ChartColor::kInk;
};

struct PathStyle {
  ChartColor color = ChartColor::kInk;
  double width = 1.5;
  double opacity = 1;
  bool dashed = false;
};

class SvgWriter {
 public:
  // An image of this size on its own background; `title` is for readers that
  // speak.
  SvgWriter(int width, int height, absl::string_view title);

  // A straight line of class "grid" or "axis".
  void Line(double x1, double y1, double x2, double y2,
            absl::string_view line_class, double width);
  void Path(absl::string_view data, const PathStyle& style);
  void Area(absl::string_view data, ChartColor color, double opacity);
  void Box(double x, double y, double width, double height, ChartColor color,
           double opacity);
  void Dot(double x, double y, double radius, ChartColor color, double opacity);
  // Nothing for an empty text.
  void Text(double x, double y, absl::string_view text, const TextStyle& style);

  // What is drawn between the two is seen only inside of the box, and has its
  // origin at the box's left upper corner.
  void OpenClip(double x, double y, double width, double height);
  void CloseClip();

  std::string Finish() &&;

 private:
  std::string out_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_SVG_WRITER_H_
