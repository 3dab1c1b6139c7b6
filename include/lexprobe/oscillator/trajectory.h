// Trajectories from held-out starts: what the tests and the figures look at.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_TRAJECTORY_H_
#define LEXPROBE_OSCILLATOR_TRAJECTORY_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "lexprobe/base/random.h"
#include "lexprobe/oscillator/dynamics.h"
#include "lexprobe/oscillator/flow_map.h"
#include "lexprobe/oscillator/samples.h"

namespace lexprobe {

// How the trajectories are taken.
struct TrajectoryOptions {
  int starts = 256;  // 1 to 100,000
  int times = 64;    // moments of each: 4 to 100,000
  Range amplitude{0.2, 1};
  Range time{0, 20};
};

// InvalidArgument naming the field, its value and what is allowed.
absl::Status Validate(const TrajectoryOptions& options);

// The times from the end of `range` for as long again.
Range BeyondRange(const Range& range);

// One true start, rising times (one in each of equal parts of the range), and
// what `flow` makes of it.
struct Trajectory {
  PhasePoint start;
  std::vector<double> times;
  std::vector<PhasePoint> states;
};

std::vector<Trajectory> TakeTrajectories(const Oscillator& oscillator,
                                         const FlowMap& flow,
                                         const TrajectoryOptions& options,
                                         const Random& random);

// What was asked and what was answered, one after the other.
std::vector<FlowQuestion> QuestionsOf(absl::Span<const Trajectory> all);
std::vector<PhasePoint> StatesOf(absl::Span<const Trajectory> all);

// Root mean square distance of all states from their mean, in scaled
// coordinates.
double SpreadOf(const Oscillator& oscillator, absl::Span<const Trajectory> all);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_TRAJECTORY_H_
