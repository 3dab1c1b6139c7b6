#include "lexprobe/oscillator/comparison.h"

#include <optional>
#include <utility>
#include <variant>

#include "lexprobe/base/random.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/controls.h"

namespace lexprobe {
namespace {

// The described network on the same data.
Experiment Described(const Experiment& base) {
  Experiment experiment = base;
  experiment.network = NetworkOptions{};
  const uint64_t seed = base.fit.seed;
  experiment.fit = FitOptions{};
  experiment.fit.seed = seed;
  return experiment;
}

// What a contestant has that the described network has not. The last one is
// asked by both integrators.
struct Change {
  const char* name;
  const char* folder;
  void (*make)(Experiment& experiment);
};

constexpr Change kChanges[] = {
    {"as described (relu)", "described", [](Experiment&) {}},
    {"relu, 4 x the training", "relu-longer",
     [](Experiment& e) { e.fit.epochs = 400; }},
    {"relu, 3 layers of 128", "relu-wider",
     [](Experiment& e) {
       e.network.hidden = {128, 128, 128};
     }},
    {"relu, normalised", "relu-normalised",
     [](Experiment& e) { e.network.normalise = true; }},
    {"tanh", "tanh",
     [](Experiment& e) { e.network.activation = NetworkActivation::kTanh; }},
    {"silu", "silu",
     [](Experiment& e) { e.network.activation = NetworkActivation::kSilu; }},
    {"silu, normalised", "silu-normalised",
     [](Experiment& e) {
       e.network.activation = NetworkActivation::kSilu;
       e.network.normalise = true;
     }},
    {"sine", "sine",
     [](Experiment& e) { e.network.activation = NetworkActivation::kSine; }},
    {"sine, normalised, first layer x 4", "sine-normalised",
     [](Experiment& e) {
       e.network.activation = NetworkActivation::kSine;
       e.network.normalise = true;
       e.network.first_layer_scale = 4;
     }},
    {"sine, normalised, first layer x 4, 4 x the training", "sine-longer",
     [](Experiment& e) {
       e.network.activation = NetworkActivation::kSine;
       e.network.normalise = true;
       e.network.first_layer_scale = 4;
       e.fit.epochs = 400;
     }},
    {"silu, 8 sine features of t", "sine-features",
     [](Experiment& e) {
       e.network.activation = NetworkActivation::kSilu;
       e.network.sine_features = 8;
     }},
    // None of the starting frequencies is the oscillator's at mass and
    // stiffness 1.
    {"silu, 4 sine features of t", "fewer-sine-features",
     [](Experiment& e) {
       e.network.activation = NetworkActivation::kSilu;
       e.network.sine_features = 4;
     }},
    {"derivative network, Runge-Kutta", "derivative",
     [](Experiment& e) {
       e.network.kind = NetworkKind::kDerivative;
       e.network.activation = NetworkActivation::kTanh;
     }},
    {"Hamiltonian network, Runge-Kutta", "hamiltonian",
     [](Experiment& e) {
       e.network.kind = NetworkKind::kHamiltonian;
       e.network.activation = NetworkActivation::kTanh;
     }},
};

bool IsAboutSubject(const Hypothesis& hypothesis) {
  const auto* body = std::get_if<ConservationHypothesis>(&hypothesis.body);
  return body != nullptr && body->model.empty() &&
         !body->time_range.has_value() && !IsControl(hypothesis);
}

// The decision on the energy, of the subject by this name of the model.
std::optional<Decision> EnergyDecision(const HypothesisRun& run,
                                       absl::string_view model) {
  for (const TestedHypothesis& tested : run.tested) {
    const auto* body =
        std::get_if<ConservationHypothesis>(&tested.hypothesis.body);
    if (body->quantity == "energy" && body->model == model &&
        !body->time_range.has_value()) {
      return tested.verdict.decision;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Contestant> Contestants(const Experiment& base) {
  std::vector<Contestant> all;
  for (const Change& change : kChanges) {
    all.push_back({change.name, change.folder, Described(base), {}});
    change.make(all.back().experiment);
  }
  all.push_back(all.back());
  all.back().name = "Hamiltonian network, leapfrog";
  all.back().integration.integrator = Integrator::kLeapfrog;
  return all;
}

absl::StatusOr<ComparisonRow> CompareSubject(const OscillatorSubject& subject,
                                             std::vector<Hypothesis> hypotheses,
                                             const TestOptions& options) {
  LEXPROBE_ASSIGN_OR_RETURN(const HypothesisRun run,
                            TestOscillator(std::move(hypotheses), subject,
                                           options, Correction::kHolm));
  ComparisonRow row;
  const std::optional<Decision> inside = EnergyDecision(run, "");
  const std::optional<Decision> beyond = EnergyDecision(run, kBeyondTraining);
  if (!inside.has_value() || !beyond.has_value()) {
    return absl::InvalidArgumentError(
        "a comparison needs hypotheses on the energy within the training "
        "range and beyond it");
  }
  row.energy_inside = *inside;
  row.energy_beyond = *beyond;
  for (const TestedHypothesis& tested : run.tested) {
    if (!IsAboutSubject(tested.hypothesis)) continue;
    ++row.asked;
    row.supported += tested.verdict.decision == Decision::kSupported;
  }
  const Random random = Random(options.seed).Fork("oscillator");
  TrajectoryOptions taken = subject.taken;
  row.inside =
      MeasureEnergyBias(subject.oscillator, *subject.flow, taken, random);
  taken.time = BeyondRange(taken.time);
  row.beyond =
      MeasureEnergyBias(subject.oscillator, *subject.flow, taken, random);
  return row;
}

}  // namespace lexprobe
