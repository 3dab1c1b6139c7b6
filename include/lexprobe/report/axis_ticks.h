// Where the ticks of an axis go, and what stands at them.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_AXIS_TICKS_H_
#define LEXPROBE_REPORT_AXIS_TICKS_H_

#include <string>
#include <vector>

namespace lexprobe {

// An axis runs from low to high; low < high.
struct AxisRange {
  double low = 0;
  double high = 1;
};

struct Tick {
  double value = 0;
  std::string label;  // independent of the locale
};

// About `wanted` ticks within the range, at multiples of 1, 2 or 5 times a
// power of ten.
// REQUIRES: range.low < range.high, both finite; wanted >= 2
std::vector<Tick> LinearTicks(const AxisRange& range, int wanted);

// Ticks at powers of ten within the range, thinned to about `wanted`; if
// there are fewer than two, at 1, 2, 5 times powers of ten.
// REQUIRES: 0 < range.low < range.high, both finite; wanted >= 2
std::vector<Tick> LogarithmicTicks(const AxisRange& range, int wanted);

// The smallest range that holds both and some air, or `range` with some width
// if it has none. Not finite numbers are left out.
AxisRange RangeOf(const std::vector<double>& values);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_AXIS_TICKS_H_
