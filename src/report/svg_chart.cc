#include "lexprobe/report/svg_chart.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lexprobe/base/check.h"
#include "report/chart_frame.h"
#include "report/label_places.h"
#include "report/svg_writer.h"

namespace lexprobe {
namespace {

constexpr double kBandOpacity = 0.3;
constexpr double kBarOpacity = 0.75;

void DrawGridAndTicks(const ChartFrame& frame, SvgWriter& svg) {
  for (const Tick& tick : frame.x_ticks()) {
    const double x = frame.left() + frame.X(tick.value);
    svg.Line(x, frame.top(), x, frame.bottom(), "grid", 1);
    svg.Text(x, frame.bottom() + 16, tick.label, {.anchor = "middle"});
  }
  for (const Tick& tick : frame.y_ticks()) {
    const double y = frame.top() + frame.Y(tick.value);
    svg.Line(frame.left(), y, frame.right(), y, "grid", 1);
    svg.Text(frame.left() - 6, y + 4, tick.label, {.anchor = "end"});
  }
}

void DrawAxes(const Chart& chart, const ChartFrame& frame, SvgWriter& svg) {
  if (chart.x.hidden && chart.y.hidden) return;
  svg.Line(frame.left(), frame.bottom(), frame.right(), frame.bottom(), "axis",
           1);
  svg.Line(frame.left(), frame.top(), frame.left(), frame.bottom(), "axis", 1);
}

void DrawTitles(const Chart& chart, const ChartFrame& frame, SvgWriter& svg) {
  const double middle = (frame.left() + frame.right()) / 2;
  svg.Text(frame.left(), frame.title_line(), chart.title, {.bold = true});
  if (!chart.x.hidden) {
    svg.Text(middle, frame.bottom() + 36, chart.x.title, {.anchor = "middle"});
  }
  if (!chart.y.hidden) {
    svg.Text(frame.y_title_line(), (frame.top() + frame.bottom()) / 2,
             chart.y.title, {.anchor = "middle", .upright = true});
  }
}

void DrawLegend(const ChartFrame& frame, SvgWriter& svg) {
  for (const LegendEntry& entry : frame.legend()) {
    const double y = entry.y - 4;
    if (entry.line != nullptr && entry.line->width > 0) {
      svg.Path(absl::StrFormat("M%.1f %.1fh20", entry.x, y),
               {.color = entry.color,
                .width = std::max(1.5, entry.line->width),
                .dashed = entry.line->dashed});
    }
    if (entry.line != nullptr && entry.line->dot_radius > 0) {
      svg.Dot(entry.x + 10, y, std::max(2.0, entry.line->dot_radius),
              entry.color, 1);
    }
    if (entry.line == nullptr) {
      svg.Box(entry.x, y - 5, 20, 10, entry.color, entry.opacity);
    }
    svg.Text(entry.x + 25, entry.y, entry.label, {});
  }
}

void DrawBand(const ChartBand& band, const ChartFrame& frame, SvgWriter& svg) {
  LEXPROBE_CHECK(band.low.size() == band.x.size() &&
                 band.high.size() == band.x.size());
  if (band.x.empty()) return;
  std::string path;
  for (size_t i = 0; i < band.x.size(); ++i) {
    absl::StrAppendFormat(&path, "%c%.2f %.2f", i == 0 ? 'M' : 'L',
                          frame.X(band.x[i]), frame.Y(band.high[i]));
  }
  for (size_t i = band.x.size(); i-- > 0;) {
    absl::StrAppendFormat(&path, "L%.2f %.2f", frame.X(band.x[i]),
                          frame.Y(band.low[i]));
  }
  svg.Area(path + "Z", band.color, kBandOpacity);
}

void DrawBars(const ChartBars& bars, const ChartFrame& frame, SvgWriter& svg) {
  const double count = static_cast<double>(bars.heights.size());
  const double width = (bars.range.high - bars.range.low) / count;
  for (size_t i = 0; i < bars.heights.size(); ++i) {
    const double from = bars.range.low + width * static_cast<double>(i);
    const double left = frame.X(from);
    const double top = frame.Y(bars.heights[i]);
    const double floor = frame.Floor();
    if (!(bars.heights[i] > 0)) continue;
    svg.Box(left, top, std::max(frame.X(from + width) - left - 0.5, 0.5),
            floor - top, bars.color, kBarOpacity);
  }
}

void DrawReference(const ChartReference& reference, const ChartFrame& frame,
                   SvgWriter& svg) {
  const std::string path =
      reference.axis == ChartReference::Axis::kX
          ? absl::StrFormat("M%.2f 0V%.2f", frame.X(reference.value),
                            frame.height())
          : absl::StrFormat("M0 %.2fH%.2f", frame.Y(reference.value),
                            frame.width());
  svg.Path(path, {.color = reference.color, .width = 1.5, .dashed = true});
}

void DrawReferenceLabel(const ChartReference& reference,
                        const ChartFrame& frame, SvgWriter& svg) {
  TextStyle style{.anchor = "end", .halo = true, .color = reference.color};
  if (reference.axis == ChartReference::Axis::kX) {
    const double x = frame.X(reference.value);
    const bool right = x > frame.width() * 0.7;
    if (!right) style.anchor = "start";
    svg.Text(right ? x - 5 : x + 5, 14, reference.label, style);
    return;
  }
  const double y = frame.Y(reference.value);
  svg.Text(frame.width() - 5, y < 20 ? y + 14 : y - 5, reference.label, style);
}

// The head of an arrow that ends at the last two points of `line`.
void DrawHead(const ChartLine& line, const ChartFrame& frame, SvgWriter& svg) {
  constexpr double kLength = 10;
  constexpr double kHalfWidth = 4;
  const size_t last = line.x.size() - 1;
  const double x = frame.X(line.x[last]);
  const double y = frame.Y(line.y[last]);
  const double dx = x - frame.X(line.x[last - 1]);
  const double dy = y - frame.Y(line.y[last - 1]);
  const double length = std::hypot(dx, dy);
  if (!(length > 0)) return;
  const double back_x = x - dx / length * kLength;
  const double back_y = y - dy / length * kLength;
  const double side_x = dy / length * kHalfWidth;
  const double side_y = dx / length * kHalfWidth;
  svg.Area(
      absl::StrFormat("M%.2f %.2fL%.2f %.2fL%.2f %.2fZ", x, y, back_x + side_x,
                      back_y - side_y, back_x - side_x, back_y + side_y),
      line.color, line.opacity);
}

void DrawLine(const ChartLine& line, const ChartFrame& frame, SvgWriter& svg) {
  LEXPROBE_CHECK(line.x.size() == line.y.size());
  std::string path;
  bool down = false;  // the pen is on the paper
  for (size_t i = 0; i < line.x.size(); ++i) {
    const double x = frame.X(line.x[i]);
    const double y = frame.Y(line.y[i]);
    if (!std::isfinite(x) || !std::isfinite(y)) {
      down = false;
      continue;
    }
    absl::StrAppendFormat(&path, "%c%.2f %.2f", down ? 'L' : 'M', x, y);
    down = true;
    if (line.dot_radius > 0) {
      svg.Dot(x, y, line.dot_radius, line.color, line.opacity);
    }
  }
  if (line.width > 0 && !path.empty()) {
    svg.Path(path, {.color = line.color,
                    .width = line.width,
                    .opacity = line.opacity,
                    .dashed = line.dashed});
  }
  if (line.arrow && line.x.size() >= 2) DrawHead(line, frame, svg);
}

std::vector<LabelObstacle> ObstaclesOf(const Chart& chart,
                                       const ChartFrame& frame) {
  std::vector<LabelObstacle> obstacles;
  for (const ChartLine& line : chart.lines) {
    for (size_t i = 1; line.width > 0 && i < line.x.size(); ++i) {
      obstacles.push_back({frame.X(line.x[i - 1]), frame.Y(line.y[i - 1]),
                           frame.X(line.x[i]), frame.Y(line.y[i])});
    }
  }
  return obstacles;
}

void DrawTexts(const Chart& chart, const ChartFrame& frame, SvgWriter& svg) {
  std::vector<LabelPoint> points;
  for (const ChartText& text : chart.texts) {
    points.push_back({frame.X(text.x), frame.Y(text.y),
                      TextWidth(text.text, chart.text_size)});
  }
  std::vector<LabelPlace> places;
  if (chart.free_sides) {
    places = PlaceLabels(points, ObstaclesOf(chart, frame), frame.width(),
                         frame.height(), chart.text_size);
  } else {
    for (const LabelPoint& point : points) {
      places.push_back({point.x + 5, point.y - 5});
    }
  }
  for (size_t i = 0; i < places.size(); ++i) {
    if (places[i].away) {  // whose word it is
      svg.Path(
          absl::StrFormat("M%.2f %.2fL%.2f %.2f", points[i].x, points[i].y,
                          places[i].x, places[i].y - 0.3 * chart.text_size),
          {.color = chart.texts[i].color, .width = 0.6});
    }
    svg.Text(places[i].x, places[i].y, chart.texts[i].text,
             {.anchor = places[i].anchor,
              .halo = chart.free_sides,
              .size = chart.text_size,
              .color = chart.texts[i].color});
  }
}

void DrawChart(const Chart& chart, const ChartBox& box, SvgWriter& svg) {
  const ChartFrame frame(chart, box);
  DrawGridAndTicks(frame, svg);
  DrawAxes(chart, frame, svg);
  DrawTitles(chart, frame, svg);
  DrawLegend(frame, svg);
  svg.OpenClip(frame.left(), frame.top(), frame.width(), frame.height());
  for (const ChartBand& band : chart.bands) DrawBand(band, frame, svg);
  for (const ChartBars& bars : chart.bars) DrawBars(bars, frame, svg);
  for (const ChartReference& reference : chart.references) {
    DrawReference(reference, frame, svg);
  }
  for (const ChartLine& line : chart.lines) DrawLine(line, frame, svg);
  for (const ChartReference& reference : chart.references) {
    DrawReferenceLabel(reference, frame, svg);
  }
  DrawTexts(chart, frame, svg);
  svg.CloseClip();
}

}  // namespace

std::string ToSvg(const Figure& figure) {
  LEXPROBE_CHECK(!figure.charts.empty() && figure.columns >= 1);
  const int count = static_cast<int>(figure.charts.size());
  const int columns = std::min(figure.columns, count);
  const int rows = (count + columns - 1) / columns;
  const int head = figure.title.empty() ? 0 : 34;
  SvgWriter svg(columns * figure.chart_width, head + rows * figure.chart_height,
                figure.title);
  if (head > 0) svg.Text(14, 24, figure.title, {.bold = true, .size = 16});
  for (int i = 0; i < count; ++i) {
    const int row = i / columns;
    const int column = i % columns;
    const ChartBox box{static_cast<double>(column * figure.chart_width),
                       static_cast<double>(head + row * figure.chart_height),
                       static_cast<double>(figure.chart_width),
                       static_cast<double>(figure.chart_height)};
    DrawChart(figure.charts[static_cast<size_t>(i)], box, svg);
  }
  return std::move(svg).Finish();
}

}  // namespace lexprobe
