// TrainOscillator: from settings to a folder with a trained model, and with
// the control that its test needs: the same network, trained in the same way
// on the same oscillator with damping.
//
// The folder holds oscillator.lexprobe and damped.lexprobe (model_file.h), and,
// while either is unfinished, its checkpoint.
//
// Not thread-safe; one job in a folder at a time is up to the caller.

#ifndef LEXPROBE_OSCILLATOR_TRAINING_JOB_H_
#define LEXPROBE_OSCILLATOR_TRAINING_JOB_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/oscillator/experiment.h"
#include "lexprobe/oscillator/model_file.h"

namespace lexprobe {

// The names inside the folder.
inline constexpr char kOscillatorFile[] = "oscillator.lexprobe";
inline constexpr char kDampedFile[] = "damped.lexprobe";
inline constexpr char kOscillatorCheckpoint[] =
    "oscillator-checkpoint.lexprobe";
inline constexpr char kDampedCheckpoint[] = "damped-checkpoint.lexprobe";

class OscillatorObserver {
 public:
  virtual ~OscillatorObserver() = default;
  // After each epoch of the model, and then of the control.
  virtual void OnEpoch(absl::string_view what,
                       const OscillatorModel& model) = 0;
  virtual void OnCheckpoint(absl::string_view path) = 0;
};

struct OscillatorJob {
  std::string folder;
  Experiment experiment;
  bool control = true;     // train the control too
  bool resume = false;     // go on from checkpoints, if there are any
  bool overwrite = false;  // replace what is there
  absl::Duration checkpoint_every = absl::Seconds(30);
  // Asked after each epoch; true ends the job with a checkpoint and
  // Cancelled. Null: never.
  bool (*interrupted)() = nullptr;
  Clock* clock = Clock::Real();
};

// The experiment that `--resume` goes on with: that of a checkpoint or model
// in the folder. NotFound if there is none.
absl::StatusOr<Experiment> ExperimentIn(absl::string_view folder);

// InvalidArgument for a bad experiment or one that diverges;
// FailedPrecondition if files are there and neither `resume` nor `overwrite`
// is set, or if a checkpoint is of another experiment; Cancelled if
// interrupted; what reading and writing may give.
absl::Status TrainOscillator(const OscillatorJob& job,
                             OscillatorObserver& observer);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_TRAINING_JOB_H_
