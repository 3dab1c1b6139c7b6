// The checks that the options of this room share: InvalidArgument with the
// field, its value and what is allowed.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_OSCILLATOR_OPTION_CHECKS_H_
#define LEXPROBE_OSCILLATOR_OPTION_CHECKS_H_

#include <cmath>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

inline absl::Status CheckAbove(absl::string_view name, double value,
                               double bound = 0) {
  if (value > bound && std::isfinite(value)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(name, " is ", value, "; it must be a number above ", bound));
}

inline absl::Status CheckAtLeast(absl::string_view name, double value,
                                 double bound) {
  if (value >= bound && std::isfinite(value)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      name, " is ", value, "; it must be a number of at least ", bound));
}

inline absl::Status CheckFromTo(absl::string_view name, int64_t value,
                                int64_t low, int64_t high) {
  if (value >= low && value <= high) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      name, " is ", value, "; it must be from ", low, " to ", high));
}

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_OPTION_CHECKS_H_
