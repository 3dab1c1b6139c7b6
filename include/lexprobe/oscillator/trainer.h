// Training of the oscillator's network by LibTorch: Adam (Kingma & Ba 2015)
// on the mean squared error, over samples drawn from the experiment's seed.
//
// The same experiment gives the same parameters on the same machine, bit for
// bit, whether or not it was stopped and resumed between epochs.
//
// Not thread-safe: sets LibTorch's number of threads to one.

#ifndef LEXPROBE_OSCILLATOR_TRAINER_H_
#define LEXPROBE_OSCILLATOR_TRAINER_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "lexprobe/oscillator/experiment.h"
#include "lexprobe/oscillator/training_state.h"

namespace lexprobe {

// Trains from state.epochs_done() to experiment.fit.epochs. `after_epoch` is
// called after each; its first error ends the training and is returned, with
// `state` as it was shown.
//
// InvalidArgument if `experiment` is not valid or `state` does not fit it, or
// if the loss is no longer a number, naming the epoch (`state` is then as
// after the epoch before); Internal for a failure inside LibTorch.
absl::Status ContinueTraining(
    const Experiment& experiment, TrainingState& state,
    absl::FunctionRef<absl::Status(const TrainingState&)> after_epoch);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_TRAINER_H_
