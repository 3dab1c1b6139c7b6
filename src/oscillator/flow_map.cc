#include "lexprobe/oscillator/flow_map.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
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

  // Moves each point on by its own time, in equally many steps.
  Points Advance(Points points, const std::vector<double>& times) const {
    const double longest = *std::max_element(times.begin(), times.end());
    const double steps = std::ceil(longest / options_.step);
    if (!(steps > 0)) return points;
    std::vector<double> step(times);
    for (double& each : step) each /= steps;
    for (double done = 0; done < steps; ++done) points = Step(points, step);
    return points;
  }

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

Points IntegratedFlowMap::StepLeapfrog(const Points& points,
                                       const std::vector<double>& step) const {
  // Each iteration gains a factor of about step times frequency; this many
  // leave nothing to gain at the steps in use.
  constexpr int kIterations = 8;
  const size_t count = points.size();
  Points middle = points;  // (x, p at half the step)
  for (int i = 0; i < kIterations; ++i) {
    const Points field = Field(middle);
    for (size_t j = 1; j < count; j += 2) {
      middle[j] = points[j] + step[j / 2] / 2 * field[j];
    }
  }
  const Points before = Field(middle);
  Points next = middle;  // (x at the step, p at half of it)
  for (int i = 0; i < kIterations; ++i) {
    const Points field = Field(next);
    for (size_t j = 0; j < count; j += 2) {
      next[j] = points[j] + step[j / 2] / 2 * (before[j] + field[j]);
    }
  }
  const Points field = Field(next);
  for (size_t j = 1; j < count; j += 2) next[j] += step[j / 2] / 2 * field[j];
  return next;
}

// Questions [begin, end) have one start and rising times.
struct Track {
  size_t begin;
  size_t end;
};

std::vector<Track> TracksOf(absl::Span<const FlowQuestion> questions) {
  std::vector<Track> tracks;
  for (size_t i = 0; i < questions.size(); ++i) {
    const bool goes_on = i > 0 &&
                         questions[i].start.x == questions[i - 1].start.x &&
                         questions[i].start.p == questions[i - 1].start.p &&
                         questions[i].time >= questions[i - 1].time;
    if (!goes_on) tracks.push_back({i, i});
    tracks.back().end = i + 1;
  }
  return tracks;
}

std::vector<PhasePoint> IntegratedFlowMap::Flow(
    absl::Span<const FlowQuestion> questions) const {
  const std::vector<Track> tracks = TracksOf(questions);
  std::vector<PhasePoint> answers(questions.size());
  Points points;
  size_t longest = 0;
  for (const Track& track : tracks) {
    points.push_back(questions[track.begin].start.x);
    points.push_back(questions[track.begin].start.p);
    longest = std::max(longest, track.end - track.begin);
  }
  for (size_t i = 0; i < longest; ++i) {
    std::vector<double> times;
    for (const Track& track : tracks) {
      const size_t here = track.begin + i;
      const double before =
          i == 0 || here >= track.end ? 0.0 : questions[here - 1].time;
      times.push_back(here < track.end ? questions[here].time - before : 0.0);
    }
    points = Advance(std::move(points), times);
    for (size_t j = 0; j < tracks.size(); ++j) {
      const size_t here = tracks[j].begin + i;
      if (here >= tracks[j].end) continue;
      answers[here] = {points[2 * j], points[2 * j + 1]};
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
