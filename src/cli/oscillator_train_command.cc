#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/oscillator_command.h"
#include "cli/oscillator_experiment_options.h"
#include "cli/progress_line.h"
#include "lexprobe/base/abandoned_files.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/training_job.h"
#include "lexprobe/store/model_files.h"
#include "lexprobe/train/folder_lock.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "oscillator train", "--model DIR [options]",
    "Trains a network to say where a harmonic oscillator will be. It learns "
    "from samples of the exact solution, drawn from a seed; then the same "
    "network is trained on a damped oscillator: the control that its test "
    "must refute. Ctrl-C writes a checkpoint, from which --resume goes on.",
    "lexprobe oscillator train --model spring\n"
    "lexprobe oscillator train --model better --activation sine --normalise "
    "--first-layer-scale 4\n"
    "lexprobe oscillator train --model energy --kind hamiltonian "
    "--activation tanh\n"
    "lexprobe oscillator train --model spring --resume\n"};

struct TrainArguments {
  OscillatorJob job;
  ExperimentChoices choices;
  bool no_control = false;
  double checkpoint_seconds = 30;
};

void AddOptions(TrainArguments& arguments, po::options_description& all) {
  OscillatorJob& job = arguments.job;
  po::options_description run("Run");
  run.add_options()  //
      ("model", po::value(&job.folder)->value_name("DIR"),
       "folder for what is learned; made if it is not there")  //
      ("no-control", po::bool_switch(&arguments.no_control),
       "do not train the control")  //
      ("checkpoint-every",
       po::value(&arguments.checkpoint_seconds)
           ->default_value(arguments.checkpoint_seconds),
       "seconds between checkpoints")  //
      ("resume", po::bool_switch(&job.resume),
       "go on from the checkpoint in the folder, if there is one, with its "
       "settings")  //
      ("overwrite", po::bool_switch(&job.overwrite),
       "replace the model that is in the folder");
  all.add(run);
  AddExperimentOptions(job.experiment, arguments.choices, all);
}

absl::StatusOr<bool> ParseOnce(absl::Span<const std::string> args, Streams& io,
                               const Experiment& defaults,
                               TrainArguments* arguments) {
  TrainArguments parsed;
  parsed.job.experiment = defaults;
  parsed.choices = ExperimentChoices::From(defaults);
  po::options_description options;
  AddOptions(parsed, options);
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, options, nullptr, args, io));
  if (!run) return false;
  LEXPROBE_RETURN_IF_ERROR(parsed.choices.Resolve(&parsed.job.experiment));
  *arguments = std::move(parsed);
  return true;
}

// With --resume, the settings of the folder are the defaults, and none may be
// given that differ.
absl::Status TakeUpSettings(absl::Span<const std::string> args, Streams& io,
                            TrainArguments* arguments) {
  const absl::StatusOr<Experiment> found = ExperimentIn(arguments->job.folder);
  if (absl::IsNotFound(found.status())) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(found.status());
  LEXPROBE_RETURN_IF_ERROR(ParseOnce(args, io, *found, arguments).status());
  if (ToJson(arguments->job.experiment) == ToJson(*found)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("--resume goes on with the settings of ",
                   arguments->job.folder, ", from which those given differ"));
}

absl::StatusOr<bool> ParseArguments(absl::Span<const std::string> args,
                                    Streams& io, TrainArguments* arguments) {
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            ParseOnce(args, io, Experiment{}, arguments));
  if (!run) return false;
  if (arguments->job.folder.empty()) {
    return absl::InvalidArgumentError(
        "--model is missing: the folder for what is learned");
  }
  if (!(arguments->checkpoint_seconds > 0)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--checkpoint-every is ", arguments->checkpoint_seconds,
                     "; it must be above 0"));
  }
  if (arguments->job.resume) {
    LEXPROBE_RETURN_IF_ERROR(TakeUpSettings(args, io, arguments));
  }
  OscillatorJob& job = arguments->job;
  job.control = !arguments->no_control;
  job.checkpoint_every = absl::Seconds(arguments->checkpoint_seconds);
  job.interrupted = Interrupted;
  return true;
}

// Shows each model's progress, and writes run.json as it is learned.
class Reporter : public OscillatorObserver {
 public:
  explicit Reporter(Streams& io) : io_(io) {}

  void OnEpoch(absl::string_view what, const OscillatorModel& model) override {
    if (what != what_) {
      what_ = std::string(what);
      line_.emplace(io_, Clock::Real(), what_, "samples");
    }
    const TrainingState& state = model.state;
    const double samples = static_cast<double>(model.experiment.samples.count);
    line_->Update(
        {.done = samples * static_cast<double>(state.epochs_done()),
         .total = samples * static_cast<double>(model.experiment.fit.epochs),
         .parts = {
             absl::StrFormat("error %.4f", state.history.back().training_error),
             absl::StrFormat("held-out %.4f",
                             state.history.back().held_out_error)}});
  }

  void OnCheckpoint(absl::string_view path) override {
    if (line_.has_value()) line_->Clear();
    io_.err << "checkpoint " << path << "\n";
  }

  void Finish() { line_.reset(); }

 private:
  Streams& io_;
  std::string what_;
  std::optional<ProgressLine> line_;
};

absl::Status WriteRunFile(const OscillatorJob& job,
                          const OscillatorModel& model) {
  nlohmann::ordered_json json;
  json["settings"] = nlohmann::ordered_json::parse(ToJson(model.experiment));
  for (const EpochRecord& record : model.state.history) {
    json["history"].push_back({{"learning_rate", record.learning_rate},
                               {"training_error", record.training_error},
                               {"held_out_error", record.held_out_error}});
  }
  return WriteFile(JoinPath(job.folder, kRunFile), json.dump(2) + "\n");
}

}  // namespace

absl::Status RunOscillatorTrain(absl::Span<const std::string> args,
                                Streams& io) {
  TrainArguments arguments;
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            ParseArguments(args, io, &arguments));
  if (!run) return absl::OkStatus();
  const OscillatorJob& job = arguments.job;
  LEXPROBE_RETURN_IF_ERROR(MakeFolder(job.folder));
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<FolderLock> lock,
                            FolderLock::Acquire(job.folder));
  RemoveAbandonedFiles(job.folder);
  const InterruptGuard guard;
  Reporter reporter(io);
  const absl::Status status = TrainOscillator(job, reporter);
  reporter.Finish();
  if (absl::IsCancelled(status)) return InterruptStatus();
  LEXPROBE_RETURN_IF_ERROR(status);
  LEXPROBE_ASSIGN_OR_RETURN(
      const OscillatorModel model,
      LoadOscillatorModel(JoinPath(job.folder, kOscillatorFile)));
  LEXPROBE_RETURN_IF_ERROR(WriteRunFile(job, model));
  io.out << absl::StrFormat(
      "held-out error %.4f of the spread, after %d epochs\n",
      model.state.history.back().held_out_error, model.state.epochs_done());
  io.err << "model written to " << job.folder
         << "\ntry: lexprobe oscillator test --model " << job.folder << "\n";
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
