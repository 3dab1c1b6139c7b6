// Samples of the oscillator's motion, drawn from a seed: starts, times, and
// where the exact solution is then.
//
// Starts are uniform by area in a ring of scaled coordinates (dynamics.h):
// the inner radius keeps the relative energy error, which divides by E_0,
// away from a division by nothing.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_SAMPLES_H_
#define LEXPROBE_OSCILLATOR_SAMPLES_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "lexprobe/base/random.h"
#include "lexprobe/oscillator/dynamics.h"

namespace lexprobe {

// Both ends included.
struct Range {
  double low = 0;
  double high = 0;
};

struct SampleOptions {
  int64_t count = 50000;    // training samples: 1 to 100,000,000
  int64_t held_out = 5000;  // samples for the held-out error: at least 1
  Range amplitude{0.2, 1};  // of the starts: 0 < low < high
  Range time{0, 20};        // 0 <= low < high
  double noise = 0;  // standard deviation, in units of scaled coordinates, of
                     // what is added to each target: at least 0
};

// InvalidArgument naming the field, its value and what is allowed.
absl::Status Validate(const SampleOptions& options);

// A start in the ring.
PhasePoint DrawStart(const Oscillator& oscillator, const Range& amplitude,
                     Random& random);

double DrawWithin(const Range& range, Random& random);

struct Sample {
  PhasePoint start;
  double time = 0;
  PhasePoint state;  // exact, plus noise
};

// `count` samples. The same `random` gives the same samples.
std::vector<Sample> DrawSamples(const Oscillator& oscillator,
                                const SampleOptions& options, int64_t count,
                                Random random);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_SAMPLES_H_
