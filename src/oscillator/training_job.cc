#include "lexprobe/oscillator/training_job.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/subject.h"
#include "lexprobe/oscillator/trainer.h"
#include "lexprobe/oscillator/training_state.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe {
namespace {

// One of the two models of a job.
struct Part {
  absl::string_view what;
  std::string file;
  std::string checkpoint;
  Experiment experiment;
};

Part ModelPart(const OscillatorJob& job) {
  return {"model", JoinPath(job.folder, kOscillatorFile),
          JoinPath(job.folder, kOscillatorCheckpoint), job.experiment};
}

Part ControlPart(const OscillatorJob& job) {
  return {"damped control", JoinPath(job.folder, kDampedFile),
          JoinPath(job.folder, kDampedCheckpoint),
          DampedExperiment(job.experiment)};
}

absl::Status CheckAbsent(const OscillatorJob& job) {
  if (job.resume || job.overwrite) return absl::OkStatus();
  for (const Part& part : {ModelPart(job), ControlPart(job)}) {
    if (FileExists(part.checkpoint)) {
      return absl::FailedPreconditionError(
          absl::StrCat(part.checkpoint,
                       " is there already; --resume goes on from it, "
                       "--overwrite starts anew"));
    }
    if (FileExists(part.file)) {
      return absl::FailedPreconditionError(absl::StrCat(
          part.file, " is there already; --overwrite replaces it"));
    }
  }
  return absl::OkStatus();
}

absl::Status Remove(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  if (error) return StatusFromErrno(error.value(), path);
  return absl::OkStatus();
}

absl::Status CheckSame(const Part& part, const std::string& path,
                       const OscillatorModel& found) {
  if (ToJson(found.experiment) == ToJson(part.experiment)) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      absl::StrCat(path, " is of another experiment; --overwrite replaces it"));
}

// Where to go on: the checkpoint, the finished model, or the beginning.
absl::StatusOr<OscillatorModel> Begin(const OscillatorJob& job,
                                      const Part& part) {
  for (const std::string& path : {part.checkpoint, part.file}) {
    if (!job.resume || !FileExists(path)) continue;
    LEXPROBE_ASSIGN_OR_RETURN(OscillatorModel found, LoadOscillatorModel(path));
    LEXPROBE_RETURN_IF_ERROR(CheckSame(part, path, found));
    return found;
  }
  OscillatorModel model;
  model.experiment = part.experiment;
  LEXPROBE_ASSIGN_OR_RETURN(model.state, StartTraining(part.experiment));
  return model;
}

absl::Status Finish(const Part& part, OscillatorModel& model) {
  model.state.first_moment.clear();
  model.state.second_moment.clear();
  LEXPROBE_RETURN_IF_ERROR(SaveOscillatorModel(model, part.file));
  return Remove(part.checkpoint);
}

absl::Status TrainPart(const OscillatorJob& job, const Part& part,
                       OscillatorObserver& observer) {
  LEXPROBE_ASSIGN_OR_RETURN(OscillatorModel model, Begin(job, part));
  if (model.state.epochs_done() == part.experiment.fit.epochs) {
    return Finish(part, model);
  }
  absl::Time next = job.clock->Now() + job.checkpoint_every;
  const auto after_epoch = [&](const TrainingState&) -> absl::Status {
    observer.OnEpoch(part.what, model);
    const bool stop = job.interrupted != nullptr && job.interrupted();
    if (!stop && job.clock->Now() < next) return absl::OkStatus();
    LEXPROBE_RETURN_IF_ERROR(SaveOscillatorModel(model, part.checkpoint));
    observer.OnCheckpoint(part.checkpoint);
    next = job.clock->Now() + job.checkpoint_every;
    return stop ? absl::CancelledError("interrupted") : absl::OkStatus();
  };
  LEXPROBE_RETURN_IF_ERROR(
      ContinueTraining(part.experiment, model.state, after_epoch));
  return Finish(part, model);
}

}  // namespace

absl::StatusOr<Experiment> ExperimentIn(absl::string_view folder) {
  for (const char* name : {kOscillatorCheckpoint, kOscillatorFile}) {
    LEXPROBE_ASSIGN_OR_RETURN(const std::string path,
                              PathInModel(folder, name));
    if (!FileExists(path)) continue;
    LEXPROBE_ASSIGN_OR_RETURN(const OscillatorModel model,
                              LoadOscillatorModel(path));
    return model.experiment;
  }
  return absl::NotFoundError(
      absl::StrCat(folder, " holds no model of an oscillator"));
}

absl::Status TrainOscillator(const OscillatorJob& job,
                             OscillatorObserver& observer) {
  LEXPROBE_RETURN_IF_ERROR(Validate(job.experiment));
  LEXPROBE_RETURN_IF_ERROR(MakeFolder(job.folder));
  for (const char* name : {kOscillatorFile, kOscillatorCheckpoint, kDampedFile,
                           kDampedCheckpoint, kRunFile}) {
    LEXPROBE_RETURN_IF_ERROR(PathInModel(job.folder, name).status());
  }
  LEXPROBE_RETURN_IF_ERROR(CheckAbsent(job));
  if (!job.resume) {
    for (const Part& part : {ModelPart(job), ControlPart(job)}) {
      LEXPROBE_RETURN_IF_ERROR(Remove(part.checkpoint));
    }
  }
  LEXPROBE_RETURN_IF_ERROR(TrainPart(job, ModelPart(job), observer));
  if (!job.control) return absl::OkStatus();
  return TrainPart(job, ControlPart(job), observer);
}

}  // namespace lexprobe
