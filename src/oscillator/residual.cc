#include "oscillator/residual.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "lexprobe/oscillator/period_fit.h"
#include "lexprobe/oscillator/samples.h"

namespace lexprobe {
namespace {

constexpr int kMostOnwardTimes = 16;

using Trajectories = std::vector<Trajectory>;

Trajectories Take(const Setting& setting) {
  return TakeTrajectories(setting.oscillator, setting.flow, setting.options,
                          setting.random);
}

double Distance(const Setting& setting, PhasePoint a, PhasePoint b) {
  return Amplitude(setting.oscillator, {a.x - b.x, a.p - b.p});
}

// Divides by `unit`; what a model that does not move, up to rounding, leaves
// is all wrong.
double Share(const Setting& setting, double residual, double unit) {
  constexpr double kStill = 1e-9;
  const bool moves = unit > kStill * setting.options.amplitude.low;
  return moves ? residual / unit : 1.0;
}

// Distances between two answers to the same questions, in shares of `unit`.
QuantityValues Residuals(const Setting& setting,
                         const Trajectories& trajectories,
                         absl::Span<const PhasePoint> one,
                         absl::Span<const PhasePoint> other, double unit) {
  QuantityValues values;
  size_t next = 0;
  for (const Trajectory& trajectory : trajectories) {
    QuantityTrajectory value{0, trajectory.times, {}};
    for (size_t i = 0; i < trajectory.times.size(); ++i, ++next) {
      value.values.push_back(
          Share(setting, Distance(setting, one[next], other[next]), unit));
    }
    values.push_back(std::move(value));
  }
  return values;
}

// A start as a u + b v, all three in the ring.
struct Combination {
  double a;
  double b;
  PhasePoint u;
  PhasePoint v;
  PhasePoint sum;
};

Combination DrawCombination(const Setting& setting, PhasePoint u,
                            Random& random) {
  const Range& ring = setting.options.amplitude;
  for (;;) {
    const PhasePoint v = DrawStart(setting.oscillator, ring, random);
    const double a = DrawWithin({-1, 1}, random);
    const double b = DrawWithin({-1, 1}, random);
    const PhasePoint sum{a * u.x + b * v.x, a * u.p + b * v.p};
    const double radius = Amplitude(setting.oscillator, sum);
    if (radius >= ring.low && radius <= ring.high) return {a, b, u, v, sum};
  }
}

// Options for quantities that go on from every state of a trajectory: each
// moment then takes a flow of its own.
TrajectoryOptions FewTimes(const Setting& setting) {
  TrajectoryOptions options = setting.options;
  options.times = std::min(options.times, kMostOnwardTimes);
  return options;
}

}  // namespace

absl::StatusOr<QuantityValues> TrajectoryError(const Setting& setting) {
  const Trajectories taken = Take(setting);
  Oscillator undamped = setting.oscillator;
  undamped.damping = 0;
  const std::vector<PhasePoint> exact =
      MakeExactFlow(undamped)->Flow(QuestionsOf(taken));
  return Residuals(setting, taken, StatesOf(taken), exact,
                   SpreadOf(setting.oscillator, taken));
}

absl::StatusOr<QuantityValues> TimeTranslation(const Setting& setting) {
  const Range& range = setting.options.time;
  if (range.high <= 2 * range.low) {
    return absl::InvalidArgumentError(
        absl::StrCat("time translation needs a time range that ends after "
                     "twice its beginning, and has ",
                     range.low, ":", range.high));
  }
  TrajectoryOptions whole_times = FewTimes(setting);
  whole_times.time.low = 2 * range.low;
  const Trajectories taken =
      Take({setting.oscillator, setting.flow, whole_times, setting.random});
  Random random = setting.random.Fork("time translation");
  std::vector<FlowQuestion> first, second;
  for (const FlowQuestion& whole : QuestionsOf(taken)) {
    const double time = DrawWithin({range.low, whole.time - range.low}, random);
    first.push_back({whole.start, time});
    second.push_back({{}, whole.time - time});
  }
  const std::vector<PhasePoint> middle = setting.flow.Flow(first);
  for (size_t i = 0; i < middle.size(); ++i) second[i].start = middle[i];
  return Residuals(setting, taken, setting.flow.Flow(second), StatesOf(taken),
                   SpreadOf(setting.oscillator, taken));
}

absl::StatusOr<QuantityValues> TimeReversal(const Setting& setting) {
  const Trajectories taken = Take(
      {setting.oscillator, setting.flow, FewTimes(setting), setting.random});
  std::vector<FlowQuestion> questions = QuestionsOf(taken);
  std::vector<PhasePoint> starts;
  const std::vector<PhasePoint> states = StatesOf(taken);
  for (size_t i = 0; i < questions.size(); ++i) {
    starts.push_back(questions[i].start);
    questions[i].start = {states[i].x, -states[i].p};
  }
  std::vector<PhasePoint> back = setting.flow.Flow(questions);
  for (PhasePoint& point : back) point.p = -point.p;
  return Residuals(setting, taken, back, starts,
                   SpreadOf(setting.oscillator, taken));
}

absl::StatusOr<QuantityValues> Linearity(const Setting& setting) {
  const Trajectories taken = Take(setting);
  Random random = setting.random.Fork("linearity");
  std::vector<Combination> combinations;
  std::vector<FlowQuestion> of_v, of_sum;
  for (const Trajectory& trajectory : taken) {
    const Combination each = DrawCombination(setting, trajectory.start, random);
    for (const double time : trajectory.times) {
      combinations.push_back(each);
      of_v.push_back({each.v, time});
      of_sum.push_back({each.sum, time});
    }
  }
  const std::vector<PhasePoint> u = StatesOf(taken);
  std::vector<PhasePoint> combined = setting.flow.Flow(of_v);
  for (size_t i = 0; i < combined.size(); ++i) {
    const Combination& each = combinations[i];
    combined[i] = {each.a * u[i].x + each.b * combined[i].x,
                   each.a * u[i].p + each.b * combined[i].p};
  }
  return Residuals(setting, taken, setting.flow.Flow(of_sum), combined,
                   SpreadOf(setting.oscillator, taken));
}

absl::StatusOr<QuantityValues> Circle(const Setting& setting) {
  QuantityValues values;
  for (const Trajectory& trajectory : Take(setting)) {
    const double unit =
        SpreadOf(setting.oscillator, absl::MakeSpan(&trajectory, 1));
    const double count = static_cast<double>(trajectory.states.size());
    double mean = 0;
    for (const PhasePoint& state : trajectory.states) {
      mean += Amplitude(setting.oscillator, state) / count;
    }
    QuantityTrajectory value{0, trajectory.times, {}};
    for (const PhasePoint& state : trajectory.states) {
      const double radius = Amplitude(setting.oscillator, state);
      value.values.push_back(Share(setting, std::abs(radius - mean), unit));
    }
    values.push_back(std::move(value));
  }
  return values;
}

absl::StatusOr<QuantityValues> PeriodError(const Setting& setting) {
  const double expected = Period(setting.oscillator);
  const double unit =
      setting.oscillator.mass * AngularFrequency(setting.oscillator);
  QuantityValues values;
  for (const Trajectory& trajectory : Take(setting)) {
    std::vector<double> x, y;
    for (const PhasePoint& state : trajectory.states) {
      x.push_back(state.x);
      y.push_back(state.p / unit);
    }
    const PeriodFit fit =
        FitPeriod(trajectory.times, x, y, AngularFrequency(setting.oscillator));
    const double error = fit.period / expected - 1;
    values.push_back(
        {0, {trajectory.times.back()}, {fit.explained < 0.5 ? 1.0 : error}});
  }
  return values;
}

}  // namespace lexprobe
