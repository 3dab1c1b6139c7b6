#include "stats/number_text.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace lexprobe {

std::string NumberText(double value) {
  if (std::isnan(value)) return "undefined";
  return absl::StrFormat("%.3g", value);
}

std::string ShareText(double value) {
  if (value != 0 && std::abs(value) < 0.0005) {
    return absl::StrFormat("%.1e", value);
  }
  return absl::StrFormat("%.3f", value);
}

std::string RangeText(const Interval& interval) {
  return absl::StrCat(NumberText(interval.low), " to ",
                      NumberText(interval.high));
}

std::string LevelText(const Interval& interval) {
  return absl::StrFormat("%.4g%% interval", 100 * interval.level);
}

}  // namespace lexprobe
