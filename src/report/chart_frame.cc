#include "report/chart_frame.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace lexprobe {
namespace {

constexpr double kLetterWidth = 6.6;  // of 12-pixel text, on average
constexpr double kPixelsAnXTick = 70;
constexpr double kPixelsAYTick = 45;

double WidthOf(const std::string& text) {
  // Bytes that go on a character have no width of their own.
  const auto letters = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  });
  return kLetterWidth * static_cast<double>(letters);
}

void Append(const std::vector<double>& more, std::vector<double>& values) {
  values.insert(values.end(), more.begin(), more.end());
}

std::vector<double> XValues(const Chart& chart) {
  std::vector<double> values;
  for (const ChartBand& band : chart.bands) Append(band.x, values);
  for (const ChartBars& bars : chart.bars) {
    Append({bars.range.low, bars.range.high}, values);
  }
  for (const ChartLine& line : chart.lines) Append(line.x, values);
  for (const ChartText& text : chart.texts) values.push_back(text.x);
  for (const ChartReference& reference : chart.references) {
    if (reference.axis == ChartReference::Axis::kX) {
      values.push_back(reference.value);
    }
  }
  return values;
}

std::vector<double> YValues(const Chart& chart) {
  std::vector<double> values;
  for (const ChartBand& band : chart.bands) {
    Append(band.low, values);
    Append(band.high, values);
  }
  for (const ChartBars& bars : chart.bars) Append(bars.heights, values);
  for (const ChartLine& line : chart.lines) Append(line.y, values);
  for (const ChartText& text : chart.texts) values.push_back(text.y);
  for (const ChartReference& reference : chart.references) {
    if (reference.axis == ChartReference::Axis::kY) {
      values.push_back(reference.value);
    }
  }
  return values;
}

double Log(double value) {
  return value > 0 ? std::log10(value)
                   : std::numeric_limits<double>::quiet_NaN();
}

// The range to draw, of the logarithms if the axis is logarithmic.
AxisRange DrawnRange(const ChartAxis& axis, std::vector<double> values,
                     bool from_zero) {
  if (axis.range.has_value() && !axis.logarithmic) return *axis.range;
  if (axis.range.has_value()) {
    return {Log(axis.range->low), Log(axis.range->high)};
  }
  if (axis.logarithmic) {
    for (double& value : values) value = Log(value);
    return RangeOf(values);
  }
  AxisRange range = RangeOf(values);
  if (from_zero) range.low = 0;
  return range;
}

std::vector<Tick> TicksOf(const AxisRange& drawn, bool logarithmic,
                          double wanted) {
  const int count = std::max(2, static_cast<int>(wanted));
  if (!logarithmic) return LinearTicks(drawn, count);
  return LogarithmicTicks(
      {std::pow(10.0, drawn.low), std::pow(10.0, drawn.high)}, count);
}

}  // namespace

ChartFrame::ChartFrame(const Chart& chart, const ChartBox& box)
    : box_(box),
      left_(box.x + 16),
      right_(box.x + box.width - 16),
      top_(box.y + (chart.title.empty() ? 14 : 30)),
      bottom_(box.y + box.height - (chart.x.hidden ? 14 : 46)),
      x_logarithmic_(chart.x.logarithmic),
      y_logarithmic_(chart.y.logarithmic) {
  MakeRanges(chart);
  MakeLegend(chart);
  if (chart.equal_scales) EqualiseScales();
  MakeTicks(chart);
}

void ChartFrame::MakeLegend(const Chart& chart) {
  for (const ChartLine& line : chart.lines) {
    legend_.push_back({line.label, line.color, line.opacity, &line, 0, 0});
  }
  for (const ChartBars& bars : chart.bars) {
    legend_.push_back({bars.label, bars.color, 0.75, nullptr, 0, 0});
  }
  for (const ChartBand& band : chart.bands) {
    legend_.push_back({band.label, band.color, 0.3, nullptr, 0, 0});
  }
  std::erase_if(legend_,
                [](const LegendEntry& entry) { return entry.label.empty(); });
  double x = left_;
  for (LegendEntry& entry : legend_) {
    const double width = 25 + WidthOf(entry.label) + 14;
    if (&entry == &legend_.front() || x + width > right_) {
      x = left_;
      top_ += 17;
    }
    entry.x = x;
    entry.y = top_ - 5;
    x += width;
  }
}

void ChartFrame::MakeRanges(const Chart& chart) {
  x_range_ = DrawnRange(chart.x, XValues(chart), false);
  y_range_ = DrawnRange(chart.y, YValues(chart), !chart.bars.empty());
  if (!chart.y.hidden) {
    double widest = 0;
    for (const Tick& tick :
         TicksOf(y_range_, y_logarithmic_, height() / kPixelsAYTick)) {
      widest = std::max(widest, WidthOf(tick.label));
    }
    left_ += widest + (chart.y.title.empty() ? 0 : 14);
  }
}

void ChartFrame::EqualiseScales() {
  const auto widen = [](AxisRange& range, double by) {
    const double middle = (range.low + range.high) / 2;
    const double half = (range.high - range.low) / 2 * by;
    range = {middle - half, middle + half};
  };
  const double x_unit = width() / (x_range_.high - x_range_.low);
  const double y_unit = height() / (y_range_.high - y_range_.low);
  if (x_unit > y_unit) {
    widen(x_range_, x_unit / y_unit);
  } else {
    widen(y_range_, y_unit / x_unit);
  }
}

void ChartFrame::MakeTicks(const Chart& chart) {
  if (!chart.x.hidden) {
    x_ticks_ = TicksOf(x_range_, x_logarithmic_, width() / kPixelsAnXTick);
  }
  if (!chart.y.hidden) {
    y_ticks_ = TicksOf(y_range_, y_logarithmic_, height() / kPixelsAYTick);
  }
}

double ChartFrame::X(double value) const {
  const double drawn = x_logarithmic_ ? Log(value) : value;
  return (drawn - x_range_.low) / (x_range_.high - x_range_.low) * width();
}

double ChartFrame::Y(double value) const {
  const double drawn = y_logarithmic_ ? Log(value) : value;
  return (y_range_.high - drawn) / (y_range_.high - y_range_.low) * height();
}

double ChartFrame::Floor() const {
  if (y_logarithmic_) return height();
  return std::clamp(Y(0), 0.0, height());
}

}  // namespace lexprobe
