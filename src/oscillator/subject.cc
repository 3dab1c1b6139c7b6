#include "lexprobe/oscillator/subject.h"

#include <cmath>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/random.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/quantity.h"
#include "xxhash.h"

namespace lexprobe {
namespace {

constexpr char kDamped[] = "damped";

// The map and the times that a hypothesis is about.
struct Asked {
  const FlowMap* flow;
  TrajectoryOptions taken;
};

absl::StatusOr<Asked> WhatIsAsked(const ConservationHypothesis& body,
                                  const OscillatorSubject& subject) {
  Asked asked{subject.flow.get(), subject.taken};
  Range& time = asked.taken.time;
  if (body.model == kBeyondTraining) {
    time = BeyondRange(time);
  } else if (body.model == kDamped) {
    asked.flow = subject.damped.get();
    if (asked.flow == nullptr) {
      return absl::InvalidArgumentError(
          "there is no model of a damped oscillator to test");
    }
  } else if (!body.model.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("model is \"", body.model, "\"; it must be \"",
                     kBeyondTraining, "\", \"", kDamped, "\" or not given"));
  }
  if (body.time_range.has_value()) {
    time = {(*body.time_range)[0], (*body.time_range)[1]};
  }
  return asked;
}

absl::StatusOr<TestResult> TestOne(const Hypothesis& hypothesis,
                                   const OscillatorSubject& subject,
                                   const TestOptions& options) {
  const auto* body = std::get_if<ConservationHypothesis>(&hypothesis.body);
  if (body == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("kind is \"", hypothesis.kind(),
                     "\", which is about words; an oscillator's hypotheses "
                     "are of kind \"conservation\""));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const Asked asked, WhatIsAsked(*body, subject));
  LEXPROBE_ASSIGN_OR_RETURN(
      const std::vector<QuantityTrajectory> trajectories,
      MeasureQuantity(body->quantity, subject.oscillator, *asked.flow,
                      asked.taken, Random(options.seed).Fork("oscillator")));
  LEXPROBE_ASSIGN_OR_RETURN(
      TestResult result, TestConservation(trajectories, body->bounds, options,
                                          RandomFor(hypothesis, options)));
  result.method =
      absl::StrCat(asked.flow->Describe(), "; times ", asked.taken.time.low,
                   " to ", asked.taken.time.high, "; ", result.method);
  return result;
}

}  // namespace

Oscillator DampedControl(const Oscillator& oscillator) {
  Oscillator damped = oscillator;
  damped.damping =
      kControlDamping * 2 * std::sqrt(oscillator.stiffness * oscillator.mass);
  return damped;
}

Experiment DampedExperiment(const Experiment& experiment) {
  Experiment damped = experiment;
  damped.oscillator = DampedControl(experiment.oscillator);
  return damped;
}

OscillatorSubject ExactSubject(const Oscillator& oscillator,
                               const TrajectoryOptions& taken) {
  return {"exact solution",
          0,
          oscillator,
          taken,
          MakeExactFlow(oscillator),
          MakeExactFlow(DampedControl(oscillator))};
}

absl::StatusOr<OscillatorSubject> ModelSubject(
    const std::string& name, const OscillatorModel& model,
    const OscillatorModel* damped, const TrajectoryOptions& taken,
    const IntegrationOptions& integration) {
  OscillatorSubject subject;
  subject.name = name;
  const std::vector<float>& parameters = model.state.network.parameters;
  subject.checksum =
      XXH3_64bits(parameters.data(), parameters.size() * sizeof(float));
  subject.taught_times = model.experiment.network.kind == NetworkKind::kFlow;
  subject.oscillator = model.experiment.oscillator;
  subject.oscillator.damping = 0;
  subject.taken = taken;
  LEXPROBE_ASSIGN_OR_RETURN(Network network,
                            Network::FromParts(model.state.network));
  LEXPROBE_ASSIGN_OR_RETURN(subject.flow,
                            MakeNetworkFlow(std::move(network), integration));
  if (damped == nullptr) {
    subject.damped = MakeExactFlow(DampedControl(subject.oscillator));
    return subject;
  }
  LEXPROBE_ASSIGN_OR_RETURN(Network control,
                            Network::FromParts(damped->state.network));
  LEXPROBE_ASSIGN_OR_RETURN(subject.damped,
                            MakeNetworkFlow(std::move(control), integration));
  return subject;
}

absl::StatusOr<HypothesisRun> TestOscillator(std::vector<Hypothesis> hypotheses,
                                             const OscillatorSubject& subject,
                                             const TestOptions& options,
                                             Correction correction) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options));
  HypothesisRun run;
  run.subject.model = subject.name;
  run.subject.checksum = subject.checksum;
  run.options = options;
  run.correction = correction;
  for (Hypothesis& hypothesis : hypotheses) {
    absl::StatusOr<TestResult> result = TestOne(hypothesis, subject, options);
    if (!result.ok()) return Annotate(result.status(), hypothesis.Place());
    run.tested.push_back({std::move(hypothesis), *std::move(result), {}});
  }
  Conclude(run);
  return run;
}

}  // namespace lexprobe
