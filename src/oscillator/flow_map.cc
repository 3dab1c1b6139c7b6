#include "lexprobe/oscillator/flow_map.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lexprobe/base/status_macros.h"
#include "oscillator/field_integrator.h"
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

class IntegratedFlowMap : public FlowMap {
 public:
  IntegratedFlowMap(Network network, const IntegrationOptions& options)
      : integrator_(std::move(network), options) {}

  std::vector<PhasePoint> Flow(
      absl::Span<const FlowQuestion> questions) const override;

  std::string Describe() const override {
    const IntegrationOptions& options = integrator_.options();
    const bool leapfrog = options.integrator == Integrator::kLeapfrog;
    return absl::StrCat(DescribeNetwork(integrator_.network().options()), ", ",
                        leapfrog ? "leapfrog" : "Runge-Kutta", " step ",
                        options.step);
  }

 private:
  FieldIntegrator integrator_;
};

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
    points = integrator_.Advance(std::move(points), times);
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
