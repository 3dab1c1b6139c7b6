#include "lexprobe/oscillator/flow_map.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lexprobe/base/status_macros.h"
#include "oscillator/option_checks.h"

namespace lexprobe {
namespace {

class ExactFlowMap : public FlowMap {
 public:
  explicit ExactFlowMap(const Oscillator& oscillator)
      : oscillator_(oscillator) {}

  std::vector<PhasePoint> Flow(
      absl::Span<const FlowQuestion> questions) const override {
    std::vector<PhasePoint> points;
    for (const FlowQuestion& question : questions) {
      points.push_back(ExactFlow(oscillator_, question.start, question.time));
    }
    return points;
  }

  std::string Describe() const override {
    if (oscillator_.damping == 0) return "exact solution";
    return absl::StrCat("exact solution, damping ", oscillator_.damping);
  }

 private:
  Oscillator oscillator_;
};

std::string DescribeNetwork(const NetworkOptions& options) {
  return absl::StrCat(NameOf(options.kind), " network, ",
                      absl::StrJoin(options.hidden, "-"), ", ",
                      NameOf(options.activation));
}

class NetworkFlowMap : public FlowMap {
 public:
  explicit NetworkFlowMap(Network network) : network_(std::move(network)) {}

  std::vector<PhasePoint> Flow(
      absl::Span<const FlowQuestion> questions) const override {
    std::vector<double> rows;
    for (const FlowQuestion& question : questions) {
      rows.push_back(question.start.x);
      rows.push_back(question.start.p);
      rows.push_back(question.time);
    }
    std::vector<double> answers(2 * questions.size());
    network_.Evaluate(rows, absl::MakeSpan(answers));
    std::vector<PhasePoint> points;
    for (size_t i = 0; i < questions.size(); ++i) {
      points.push_back({answers[2 * i], answers[2 * i + 1]});
    }
    return points;
  }

  std::string Describe() const override {
    return DescribeNetwork(network_.options());
  }

 private:
  Network network_;
};

// Many points of phase space, (x, p) after (x, p), moved together.
using Points = std::vector<double>;

// to + factor * by
Points Sum(const Points& to, const std::vector<double>& factor,
           const Points& by) {
  Points sum(to.size());
  for (size_t i = 0; i < to.size(); ++i) sum[i] = to[i] + factor[i / 2] * by[i];
  return sum;
}

class IntegratedFlowMap : public FlowMap {
 public:
  IntegratedFlowMap(Network network, const IntegrationOptions& options)
      : network_(std::move(network)), options_(options) {}

  std::vector<PhasePoint> Flow(
      absl::Span<const FlowQuestion> questions) const override;

  std::string Describe() const override {
    const bool leapfrog = options_.integrator == Integrator::kLeapfrog;
    return absl::StrCat(DescribeNetwork(network_.options()), ", ",
                        leapfrog ? "leapfrog" : "Runge-Kutta", " step ",
                        options_.step);
  }

 private:
  Points Field(const Points& points) const {
    Points field(points.size());
    if (network_.options().kind == NetworkKind::kDerivative) {
      network_.Evaluate(points, absl::MakeSpan(field));
      return field;
    }
    network_.Gradient(points, absl::MakeSpan(field));
    for (size_t i = 0; i < field.size(); i += 2) {
      std::swap(field[i], field[i + 1]);
      field[i + 1] = -field[i + 1];
    }
    return field;
  }

  // One step of `step` for each point.
  Points Step(const Points& points, const std::vector<double>& step) const {
    return options_.integrator == Integrator::kLeapfrog
               ? StepLeapfrog(points, step)
               : StepRungeKutta(points, step);
  }
  Points StepRungeKutta(const Points& points,
                        const std::vector<double>& step) const;
  Points StepLeapfrog(const Points& points,
                      const std::vector<double>& step) const;
  Points Solve(const Points& from, const std::vector<double>& step,
               size_t coordinate, const Points& before) const;

  // Moves each point on by its own time, in equal steps of its own.
  Points Advance(Points points, const std::vector<double>& times) const;

  Network network_;
  IntegrationOptions options_;
};

Points IntegratedFlowMap::StepRungeKutta(
    const Points& points, const std::vector<double>& step) const {
  std::vector<double> half(step);
  for (double& each : half) each /= 2;
  const Points k1 = Field(points);
  const Points k2 = Field(Sum(points, half, k1));
  const Points k3 = Field(Sum(points, half, k2));
  const Points k4 = Field(Sum(points, step, k3));
  Points next(points.size());
  for (size_t i = 0; i < points.size(); ++i) {
    next[i] =
        points[i] + step[i / 2] / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
  return next;
}

// Iterates on one coordinate (0: x, 1: p) of each point,
//   point = from + step/2 (before + field(point)),
// until nothing is gained; each round gains a factor of about the step times
// the field's change along the coordinate.
Points IntegratedFlowMap::Solve(const Points& from,
                                const std::vector<double>& step,
                                size_t coordinate, const Points& before) const {
  constexpr int kRounds = 8;
  constexpr double kNothing = 1e-12;
  Points points = from;
  for (int i = 0; i < kRounds; ++i) {
    const Points field = Field(points);
    double gain = 0;
    for (size_t j = coordinate; j < points.size(); j += 2) {
      const double next = from[j] + step[j / 2] / 2 * (before[j] + field[j]);
      gain = std::max(gain, std::abs(next - points[j]));
      points[j] = next;
    }
    if (gain < kNothing) break;
  }
  return points;
}

Points IntegratedFlowMap::StepLeapfrog(const Points& points,
                                       const std::vector<double>& step) const {
  const size_t count = points.size();
  const Points still(count, 0.0);
  // (x, p at half the step)
  const Points middle = Solve(points, step, 1, still);
  const Points before = Field(middle);
  // (x at the step, p at half of it)
  Points next = Solve(middle, step, 0, before);
  const Points field = Field(next);
  for (size_t j = 1; j < count; j += 2) next[j] += step[j / 2] / 2 * field[j];
  return next;
}

// How many of the longest steps allowed a time takes, and which points take
// most of them: those come first, so that the others can be left behind when
// they have arrived.
struct Schedule {
  std::vector<double> steps;  // of each point
  std::vector<size_t> order;  // of the points that move

  Schedule(const std::vector<double>& times, double longest) {
    for (size_t i = 0; i < times.size(); ++i) {
      steps.push_back(std::ceil(times[i] / longest));
      if (steps[i] > 0) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return steps[a] > steps[b]; });
  }
};

Points IntegratedFlowMap::Advance(Points points,
                                  const std::vector<double>& times) const {
  const Schedule schedule(times, options_.step);
  Points moving;
  std::vector<double> step;
  for (const size_t i : schedule.order) {
    moving.insert(moving.end(), {points[2 * i], points[2 * i + 1]});
    step.push_back(times[i] / schedule.steps[i]);
  }
  for (double done = 1; !step.empty(); ++done) {
    moving = Step(moving, step);
    while (!step.empty()) {
      const size_t last = schedule.order[step.size() - 1];
      if (schedule.steps[last] > done) break;
      points[2 * last] = moving[moving.size() - 2];
      points[2 * last + 1] = moving.back();
      moving.resize(moving.size() - 2);
      step.pop_back();
    }
  }
  return points;
}

// Questions [begin, end) of an order have one start and rising times.
struct Track {
  size_t begin;
  size_t end;
};

bool HaveOneStart(const FlowQuestion& a, const FlowQuestion& b) {
  return a.start.x == b.start.x && a.start.p == b.start.p;
}

// Neighbours with one start make a track.
std::vector<Track> TracksOf(absl::Span<const FlowQuestion> questions) {
  std::vector<Track> tracks;
  for (size_t i = 0; i < questions.size(); ++i) {
    if (i == 0 || !HaveOneStart(questions[i], questions[i - 1])) {
      tracks.push_back({i, i});
    }
    tracks.back().end = i + 1;
  }
  return tracks;
}

// The questions' numbers, with those of each track by rising time.
std::vector<size_t> OrderOf(absl::Span<const FlowQuestion> questions,
                            const std::vector<Track>& tracks) {
  std::vector<size_t> order(questions.size());
  std::iota(order.begin(), order.end(), size_t{0});
  for (const Track& track : tracks) {
    std::stable_sort(order.begin() + static_cast<std::ptrdiff_t>(track.begin),
                     order.begin() + static_cast<std::ptrdiff_t>(track.end),
                     [&](size_t a, size_t b) {
                       return questions[a].time < questions[b].time;
                     });
  }
  return order;
}

std::vector<PhasePoint> IntegratedFlowMap::Flow(
    absl::Span<const FlowQuestion> questions) const {
  const std::vector<Track> tracks = TracksOf(questions);
  const std::vector<size_t> order = OrderOf(questions, tracks);
  std::vector<PhasePoint> answers(questions.size());
  Points points;
  size_t longest = 0;
  for (const Track& track : tracks) {
    points.push_back(questions[track.begin].start.x);
    points.push_back(questions[track.begin].start.p);
    longest = std::max(longest, track.end - track.begin);
  }
  for (size_t i = 0; i < longest; ++i) {
    std::vector<double> times(tracks.size(), 0.0);
    for (size_t j = 0; j < tracks.size(); ++j) {
      const size_t here = tracks[j].begin + i;
      if (here >= tracks[j].end) continue;
      times[j] = questions[order[here]].time;
      if (i > 0) times[j] -= questions[order[here - 1]].time;
    }
    points = Advance(std::move(points), times);
    for (size_t j = 0; j < tracks.size(); ++j) {
      const size_t here = tracks[j].begin + i;
      if (here >= tracks[j].end) continue;
      answers[order[here]] = {points[2 * j], points[2 * j + 1]};
    }
  }
  return answers;
}

}  // namespace

std::unique_ptr<FlowMap> MakeExactFlow(const Oscillator& oscillator) {
  return std::make_unique<ExactFlowMap>(oscillator);
}

absl::StatusOr<std::unique_ptr<FlowMap>> MakeNetworkFlow(
    Network network, const IntegrationOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(CheckAbove("step", options.step));
  const NetworkKind kind = network.options().kind;
  if (kind == NetworkKind::kFlow) {
    return std::make_unique<NetworkFlowMap>(std::move(network));
  }
  if (options.integrator == Integrator::kLeapfrog &&
      kind != NetworkKind::kHamiltonian) {
    return absl::InvalidArgumentError(
        absl::StrCat("integrator leapfrog is for kind hamiltonian, and the "
                     "network's kind is ",
                     NameOf(kind)));
  }
  return std::make_unique<IntegratedFlowMap>(std::move(network), options);
}

}  // namespace lexprobe
