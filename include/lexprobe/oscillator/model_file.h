// The oscillator's model on disk: a section file (base/section_file.h) of
// kind "OSCL", for finished models and for checkpoints alike.
//
//   SETT  the experiment's settings, a JSON object (experiment.h)
//   SCAL  u64 inputs, u64 outputs, then offset and scale of each input and
//         of each output, as doubles
//   PARA  u64 number of blocks; each: name, u64 rows, u64 columns, floats
//   HIST  u64 number of epochs; each: learning rate, training error,
//         held-out error, as doubles
//   ADAM  checkpoints only: u64 parameters, the floats of the first moment,
//         those of the second
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_OSCILLATOR_MODEL_FILE_H_
#define LEXPROBE_OSCILLATOR_MODEL_FILE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/oscillator/experiment.h"
#include "lexprobe/oscillator/training_state.h"

namespace lexprobe {

struct OscillatorModel {
  Experiment experiment;
  TrainingState state;  // moments are empty in a finished model
};

// Writes to `sink`, and closes it. REQUIRES: a state that fits the experiment
absl::Status WriteOscillatorModel(const OscillatorModel& model, ByteSink& sink);

// Replaces the file at `path` as a whole.
absl::Status SaveOscillatorModel(const OscillatorModel& model,
                                 absl::string_view path);

// Takes a file's bytes apart. InvalidArgument if it is no such file;
// DataLoss, naming section and place, if anything in it is damaged or does
// not fit the settings; Unimplemented if it is newer than this program.
absl::StatusOr<OscillatorModel> OscillatorModelFromBytes(
    absl::string_view bytes);

// As above, of the file at `path`, which messages name; and NotFound.
absl::StatusOr<OscillatorModel> LoadOscillatorModel(absl::string_view path);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_MODEL_FILE_H_
