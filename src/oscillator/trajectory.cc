#include "lexprobe/oscillator/trajectory.h"

#include <cmath>
#include <cstddef>

#include "lexprobe/base/status_macros.h"
#include "oscillator/option_checks.h"

namespace lexprobe {

absl::Status Validate(const TrajectoryOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(CheckFromTo("starts", options.starts, 1, 100000));
  LEXPROBE_RETURN_IF_ERROR(CheckFromTo("times", options.times, 4, 100000));
  SampleOptions ranges;
  ranges.amplitude = options.amplitude;
  ranges.time = options.time;
  return Validate(ranges);
}

Range BeyondRange(const Range& range) {
  return {range.high, 2 * range.high - range.low};
}

std::vector<Trajectory> TakeTrajectories(const Oscillator& oscillator,
                                         const FlowMap& flow,
                                         const TrajectoryOptions& options,
                                         const Random& random) {
  Random starts = random.Fork("test starts");
  Random times = random.Fork("test times");
  std::vector<Trajectory> trajectories(static_cast<size_t>(options.starts));
  const double part = (options.time.high - options.time.low) /
                      static_cast<double>(options.times);
  for (Trajectory& trajectory : trajectories) {
    trajectory.start = DrawStart(oscillator, options.amplitude, starts);
    for (int i = 0; i < options.times; ++i) {
      trajectory.times.push_back(options.time.low +
                                 part * (i + times.Uniform()));
    }
  }
  const std::vector<PhasePoint> states = flow.Flow(QuestionsOf(trajectories));
  size_t next = 0;
  for (Trajectory& trajectory : trajectories) {
    for (size_t i = 0; i < trajectory.times.size(); ++i) {
      trajectory.states.push_back(states[next++]);
    }
  }
  return trajectories;
}

std::vector<FlowQuestion> QuestionsOf(absl::Span<const Trajectory> all) {
  std::vector<FlowQuestion> questions;
  for (const Trajectory& trajectory : all) {
    for (const double time : trajectory.times) {
      questions.push_back({trajectory.start, time});
    }
  }
  return questions;
}

std::vector<PhasePoint> StatesOf(absl::Span<const Trajectory> all) {
  std::vector<PhasePoint> states;
  for (const Trajectory& trajectory : all) {
    states.insert(states.end(), trajectory.states.begin(),
                  trajectory.states.end());
  }
  return states;
}

double SpreadOf(const Oscillator& oscillator,
                absl::Span<const Trajectory> all) {
  const std::vector<PhasePoint> states = StatesOf(all);
  const double count = static_cast<double>(states.size());
  PhasePoint mean;
  for (const PhasePoint& state : states) {
    mean.x += state.x / count;
    mean.p += state.p / count;
  }
  double squares = 0;
  for (const PhasePoint& state : states) {
    const double distance =
        Amplitude(oscillator, {state.x - mean.x, state.p - mean.p});
    squares += distance * distance;
  }
  return std::sqrt(squares / count);
}

}  // namespace lexprobe
