// TrainingState: where the training of an oscillator's network is, between
// two epochs. What is left of it after the last one is the model.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_TRAINING_STATE_H_
#define LEXPROBE_OSCILLATOR_TRAINING_STATE_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "lexprobe/oscillator/experiment.h"
#include "lexprobe/oscillator/network_parts.h"
#include "lexprobe/oscillator/samples.h"

namespace lexprobe {

// Errors are root mean squares in shares of the targets' standard deviation,
// both outputs counting the same: 1 is as bad as always giving the mean.
struct EpochRecord {
  double learning_rate = 0;   // at its end
  double training_error = 0;  // over the epoch, while learning
  double held_out_error = 0;  // on fresh samples, at its end
};

struct TrainingState {
  NetworkParts network;
  // Adam's running means of gradient and squared gradient, one a parameter;
  // empty in a finished model.
  std::vector<float> first_moment;
  std::vector<float> second_moment;
  std::vector<EpochRecord> history;  // one an epoch done

  int64_t epochs_done() const { return static_cast<int64_t>(history.size()); }
};

// What a network of `kind` is asked, and what it should answer, row-major
// (derivatives for the kinds that are integrated).
struct Examples {
  std::vector<double> questions;
  std::vector<double> answers;
};

Examples ExamplesOf(const Oscillator& oscillator, NetworkKind kind,
                    const std::vector<Sample>& samples);

// The two sets of examples that an experiment's seed gives.
Examples TrainingExamples(const Experiment& experiment);
Examples HeldOutExamples(const Experiment& experiment);

// Before the first epoch: starting weights, and scalings from the training
// examples if the experiment asks for them.
// InvalidArgument as Validate(experiment).
absl::StatusOr<TrainingState> StartTraining(const Experiment& experiment);

// The rate at `step` of `steps`: a half cosine from learning_rate to
// final_rate of it.
double LearningRateAt(const FitOptions& options, int64_t step, int64_t steps);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_TRAINING_STATE_H_
