#include "lexprobe/report/axis_ticks.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "absl/strings/str_cat.h"

namespace lexprobe {
namespace {

// The multiple of 1, 2 or 5 times a power of ten nearest above `step`.
double NiceStep(double step) {
  const double power = std::pow(10.0, std::floor(std::log10(step)));
  const double digit = step / power;
  if (digit <= 1) return power;
  if (digit <= 2) return 2 * power;
  if (digit <= 5) return 5 * power;
  return 10 * power;
}

// Six digits are more than ticks of one axis need to differ in; a value that
// should be zero is.
std::string LabelOf(double value, double step) {
  if (std::abs(value) < step * 1e-6) return "0";
  return absl::StrCat(value);
}

}  // namespace

std::vector<Tick> LinearTicks(const AxisRange& range, int wanted) {
  const double step = NiceStep((range.high - range.low) / wanted);
  const double first = std::ceil(range.low / step - 1e-9);
  const double last = std::floor(range.high / step + 1e-9);
  std::vector<Tick> ticks;
  for (double i = first; i <= last; ++i) {
    ticks.push_back({i * step, LabelOf(i * step, step)});
  }
  return ticks;
}

std::vector<Tick> LogarithmicTicks(const AxisRange& range, int wanted) {
  const double first = std::floor(std::log10(range.low));
  const double last = std::floor(std::log10(range.high) + 1e-9);
  const double every = std::max(1.0, std::ceil((last - first) / wanted));
  const bool few = last - first < 2;
  std::vector<Tick> ticks;
  for (double exponent = first; exponent <= last; exponent += every) {
    for (const double digit : {1.0, 2.0, 5.0}) {
      const double value = digit * std::pow(10.0, exponent);
      const bool inside =
          value >= range.low * (1 - 1e-9) && value <= range.high * (1 + 1e-9);
      if (inside && (digit == 1 || few)) {
        ticks.push_back({value, absl::StrCat(value)});
      }
    }
  }
  return ticks;
}

AxisRange RangeOf(const std::vector<double>& values) {
  AxisRange range{std::numeric_limits<double>::infinity(),
                  -std::numeric_limits<double>::infinity()};
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  }
  if (!(range.low <= range.high)) return {0, 1};
  double air = (range.high - range.low) * 0.04;
  if (air == 0) air = std::max(std::abs(range.low) * 0.1, 1e-12);
  return {range.low - air, range.high + air};
}

}  // namespace lexprobe
