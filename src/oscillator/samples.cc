#include "lexprobe/oscillator/samples.h"

#include <cmath>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "oscillator/option_checks.h"

namespace lexprobe {
namespace {

constexpr int64_t kMostSamples = 100000000;
constexpr double kTwoPi = 6.283185307179586476925286766559;

// Adds noise that is as large in both scaled coordinates.
PhasePoint AddNoise(const Oscillator& oscillator, double noise,
                    PhasePoint point, Random& random) {
  point.x += noise * random.Normal();
  point.p +=
      noise * random.Normal() * oscillator.mass * AngularFrequency(oscillator);
  return point;
}

}  // namespace

absl::Status Validate(const SampleOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(
      CheckFromTo("samples", options.count, 1, kMostSamples));
  LEXPROBE_RETURN_IF_ERROR(
      CheckFromTo("held-out", options.held_out, 1, kMostSamples));
  const Range& amplitude = options.amplitude;
  if (!(amplitude.low > 0) || !(amplitude.low < amplitude.high) ||
      !std::isfinite(amplitude.high)) {
    return absl::InvalidArgumentError(
        absl::StrCat("amplitude-range is ", amplitude.low, ":", amplitude.high,
                     "; it must be LOW:HIGH with 0 < LOW < HIGH"));
  }
  const Range& time = options.time;
  if (!(time.low >= 0) || !(time.low < time.high) ||
      !std::isfinite(time.high)) {
    return absl::InvalidArgumentError(
        absl::StrCat("time-range is ", time.low, ":", time.high,
                     "; it must be LOW:HIGH with 0 <= LOW < HIGH"));
  }
  return CheckAtLeast("noise", options.noise, 0);
}

double DrawWithin(const Range& range, Random& random) {
  return range.low + (range.high - range.low) * random.Uniform();
}

PhasePoint DrawStart(const Oscillator& oscillator, const Range& amplitude,
                     Random& random) {
  const Range squares{amplitude.low * amplitude.low,
                      amplitude.high * amplitude.high};
  const double radius = std::sqrt(DrawWithin(squares, random));
  return PointAt(oscillator, radius, kTwoPi * random.Uniform());
}

std::vector<Sample> DrawSamples(const Oscillator& oscillator,
                                const SampleOptions& options, int64_t count,
                                Random random) {
  std::vector<Sample> samples(static_cast<size_t>(count));
  for (Sample& sample : samples) {
    sample.start = DrawStart(oscillator, options.amplitude, random);
    sample.time = DrawWithin(options.time, random);
    sample.state = ExactFlow(oscillator, sample.start, sample.time);
    if (options.noise > 0) {
      sample.state = AddNoise(oscillator, options.noise, sample.state, random);
    }
  }
  return samples;
}

}  // namespace lexprobe
