// What bootstrap intervals are made of.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_BOOTSTRAP_H_
#define LEXPROBE_PROBE_BOOTSTRAP_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "lexprobe/base/random.h"

namespace lexprobe {

// Of 95%.
struct Interval95 {
  double low = 0;
  double high = 0;
};

// From percentile 2.5 to 97.5 (Hyndman & Fan 1996, type 7); nothing for fewer
// than 40 values, of which 2.5% is less than one. NaNs are left out.
std::optional<Interval95> PercentileInterval(std::vector<double> values);

// How often each of `count` things comes up in `count` draws from them.
std::vector<int32_t> DrawWithReplacement(size_t count, Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_BOOTSTRAP_H_
