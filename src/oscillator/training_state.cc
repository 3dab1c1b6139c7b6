#include "lexprobe/oscillator/training_state.h"

#include <cmath>
#include <cstddef>
#include <utility>

#include "lexprobe/base/random.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr double kPi = 3.14159265358979323846264338327950288;

// Noise falls on what is learned: the state of a flow, the derivative of a
// field, which then has the noise of a state over a unit of scaled time.
PhasePoint NoisyDerivative(const Oscillator& oscillator, const Sample& sample) {
  const PhasePoint exact = ExactFlow(oscillator, sample.start, sample.time);
  const PhasePoint slope = TimeDerivative(oscillator, sample.start);
  const double frequency = AngularFrequency(oscillator);
  return {slope.x + frequency * (sample.state.x - exact.x),
          slope.p + frequency * (sample.state.p - exact.p)};
}

// Mean and standard deviation of each column; a constant column has scale 1.
Scaling ScalingOf(const std::vector<double>& rows, size_t columns) {
  const size_t each = rows.size() / columns;
  const double count = static_cast<double>(each);
  Scaling scaling{std::vector<double>(columns, 0.0),
                  std::vector<double>(columns, 0.0)};
  for (size_t i = 0; i < rows.size(); ++i) {
    scaling.offset[i % columns] += rows[i] / count;
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    const double deviation = rows[i] - scaling.offset[i % columns];
    scaling.scale[i % columns] += deviation * deviation / count;
  }
  for (double& scale : scaling.scale) scale = scale > 0 ? std::sqrt(scale) : 1;
  return scaling;
}

void Normalise(const Examples& examples, NetworkParts& network) {
  const NetworkOptions& options = network.options;
  const size_t inputs = InputsOf(options.kind);
  network.inputs = ScalingOf(examples.questions, inputs);
  if (options.sine_features > 0) {
    network.inputs.offset[inputs - 1] = 0;
    network.inputs.scale[inputs - 1] = 1;
  }
  if (options.kind == NetworkKind::kHamiltonian) return;
  network.outputs = ScalingOf(examples.answers, OutputsOf(options.kind));
}

}  // namespace

Examples ExamplesOf(const Oscillator& oscillator, NetworkKind kind,
                    const std::vector<Sample>& samples) {
  Examples examples;
  for (const Sample& sample : samples) {
    examples.questions.push_back(sample.start.x);
    examples.questions.push_back(sample.start.p);
    PhasePoint answer = sample.state;
    if (kind == NetworkKind::kFlow) {
      examples.questions.push_back(sample.time);
    } else {
      answer = NoisyDerivative(oscillator, sample);
    }
    examples.answers.push_back(answer.x);
    examples.answers.push_back(answer.p);
  }
  return examples;
}

Examples TrainingExamples(const Experiment& experiment) {
  return ExamplesOf(
      experiment.oscillator, experiment.network.kind,
      DrawSamples(experiment.oscillator, experiment.samples,
                  experiment.samples.count,
                  Random(experiment.fit.seed).Fork("training samples")));
}

Examples HeldOutExamples(const Experiment& experiment) {
  return ExamplesOf(
      experiment.oscillator, experiment.network.kind,
      DrawSamples(experiment.oscillator, experiment.samples,
                  experiment.samples.held_out,
                  Random(experiment.fit.seed).Fork("held-out samples")));
}

absl::StatusOr<TrainingState> StartTraining(const Experiment& experiment) {
  LEXPROBE_RETURN_IF_ERROR(Validate(experiment));
  TrainingState state;
  LEXPROBE_ASSIGN_OR_RETURN(
      state.network,
      StartingParts(experiment.network,
                    Random(experiment.fit.seed).Fork("starting weights")));
  if (experiment.network.normalise) {
    Normalise(TrainingExamples(experiment), state.network);
  }
  state.first_moment.assign(state.network.parameters.size(), 0.0F);
  state.second_moment = state.first_moment;
  return state;
}

double LearningRateAt(const FitOptions& options, int64_t step, int64_t steps) {
  const double share = static_cast<double>(step) /
                       static_cast<double>(std::max<int64_t>(steps, 1));
  const double falling = (1 + std::cos(kPi * share)) / 2;
  return options.learning_rate *
         (options.final_rate + (1 - options.final_rate) * falling);
}

}  // namespace lexprobe
