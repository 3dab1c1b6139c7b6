#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/bound_option.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/oscillator_command.h"
#include "cli/oscillator_experiment_options.h"
#include "cli/oscillator_subject_options.h"
#include "cli/progress_line.h"
#include "cli/text_table.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/comparison.h"
#include "lexprobe/oscillator/training_job.h"
#include "lexprobe/train/folder_lock.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "oscillator compare", "--folder DIR [options]",
    "Trains networks on the same samples, tests each, and prints a table. "
    "Its rows: the network as the experiment describes it; what makes it "
    "better "
    "without telling it physics; networks that are told some; the exact "
    "solution. Models that the folder holds already are not trained again. "
    "Errors are root mean squares, of the trajectory in shares of the "
    "motion's size, of the energy in shares of itself.",
    "lexprobe oscillator compare --folder comparison\n"
    "lexprobe oscillator compare --folder comparison --only "
    "described,sine-normalised --format markdown\n"};

struct CompareArguments {
  std::string folder;
  std::vector<std::string> only;  // folders; empty: all
  std::string format = "text";
  bool overwrite = false;
  Experiment base;
  SubjectChoices choices;
};

// Shows how far the training of one contestant is.
class Reporter : public OscillatorObserver {
 public:
  Reporter(Streams& io, const std::string& name)
      : line_(io, Clock::Real(), name, "epochs") {}

  void OnEpoch(absl::string_view, const OscillatorModel& model) override {
    const TrainingState& state = model.state;
    line_.Update({.done = static_cast<double>(state.epochs_done()),
                  .total = static_cast<double>(model.experiment.fit.epochs),
                  .parts = {absl::StrFormat(
                      "held-out %.4f", state.history.back().held_out_error)}});
  }
  void OnCheckpoint(absl::string_view) override {}

 private:
  ProgressLine line_;
};

absl::StatusOr<OscillatorModel> Train(const CompareArguments& arguments,
                                      const Contestant& contestant,
                                      Streams& io) {
  OscillatorJob job;
  job.folder = JoinPath(arguments.folder, contestant.folder);
  job.experiment = contestant.experiment;
  job.control = false;
  job.resume = !arguments.overwrite;
  job.overwrite = arguments.overwrite;
  job.interrupted = Interrupted;
  LEXPROBE_RETURN_IF_ERROR(MakeFolder(job.folder));
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<FolderLock> lock,
                            FolderLock::Acquire(job.folder));
  const InterruptGuard guard;  // testing may end at once, training may not
  Reporter reporter(io, contestant.name);
  const absl::Status status = TrainOscillator(job, reporter);
  if (absl::IsCancelled(status)) return InterruptStatus();
  LEXPROBE_RETURN_IF_ERROR(status);
  return LoadOscillatorModel(JoinPath(job.folder, kOscillatorFile));
}

std::string Share(double value) { return absl::StrFormat("%.4g", value); }

std::vector<std::string> RowOf(const std::string& name,
                               const std::string& parameters,
                               const ComparisonRow& row) {
  return {name,
          parameters,
          Share(row.inside.trajectory_error),
          Share(row.inside.energy_error),
          absl::StrFormat("%+.3g%%", 100 * row.inside.total),
          std::string(NameOf(row.energy_inside)),
          absl::StrCat(row.supported, " of ", row.asked),
          Share(row.beyond.trajectory_error),
          Share(row.beyond.energy_error),
          std::string(NameOf(row.energy_beyond))};
}

TextTable EmptyTable() {
  return TextTable({"network", "parameters", "trajectory error", "energy error",
                    "mean energy", "energy conserved", "hypotheses supported",
                    "trajectory error beyond", "energy error beyond",
                    "conserved beyond"});
}

bool IsWanted(const CompareArguments& arguments, const std::string& folder) {
  if (arguments.only.empty()) return true;
  return std::find(arguments.only.begin(), arguments.only.end(), folder) !=
         arguments.only.end();
}

TrajectoryOptions TakenFor(const CompareArguments& arguments) {
  return {arguments.choices.starts, arguments.choices.times,
          arguments.base.samples.amplitude, arguments.base.samples.time};
}

absl::Status AddContestant(const CompareArguments& arguments,
                           const Contestant& contestant, TextTable& table,
                           Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(const OscillatorModel model,
                            Train(arguments, contestant, io));
  LEXPROBE_ASSIGN_OR_RETURN(
      const OscillatorSubject subject,
      ModelSubject(contestant.name, model, nullptr, TakenFor(arguments),
                   contestant.integration));
  io.err << "testing " << contestant.name << std::endl;
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            arguments.choices.Hypotheses());
  LEXPROBE_ASSIGN_OR_RETURN(
      const ComparisonRow row,
      CompareSubject(subject, std::move(hypotheses), arguments.choices.test));
  table.AddRow(RowOf(contestant.name,
                     absl::StrCat(model.state.network.parameters.size()), row));
  return absl::OkStatus();
}

absl::Status AddExact(const CompareArguments& arguments, TextTable& table) {
  Oscillator oscillator = arguments.base.oscillator;
  oscillator.damping = 0;
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            arguments.choices.Hypotheses());
  LEXPROBE_ASSIGN_OR_RETURN(
      const ComparisonRow row,
      CompareSubject(ExactSubject(oscillator, TakenFor(arguments)),
                     std::move(hypotheses), arguments.choices.test));
  table.AddRow(RowOf("exact solution", "-", row));
  return absl::OkStatus();
}

// Names that --only may have.
std::vector<std::string> FoldersOf(const std::vector<Contestant>& all) {
  std::vector<std::string> folders;
  for (const Contestant& each : all) {
    if (folders.empty() || folders.back() != each.folder) {
      folders.push_back(each.folder);
    }
  }
  return folders;
}

absl::Status CheckOnly(const CompareArguments& arguments,
                       const std::vector<std::string>& known) {
  for (const std::string& name : arguments.only) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    return WrongValue("only", name,
                      absl::StrCat("one of ", absl::StrJoin(known, ", ")));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> ParseArguments(absl::Span<const std::string> args,
                                    Streams& io, CompareArguments* arguments) {
  po::options_description options;
  std::string only, time_range = "0:20";
  options.add_options()  //
      ("folder", po::value(&arguments->folder)->value_name("DIR"),
       "for the models; made if it is not there")  //
      ("only", po::value(&only)->value_name("NAMES"),
       "the networks by the names of their folders, with commas between")  //
      ("overwrite", po::bool_switch(&arguments->overwrite),
       "train the models of the folder anew")  //
      ("format", po::value(&arguments->format)->default_value("text"),
       "of the table: text, markdown, csv")  //
      ("samples",
       po::value(&arguments->base.samples.count)
           ->default_value(arguments->base.samples.count),
       "samples to train on")  //
      ("time-range", po::value(&time_range)->default_value(time_range),
       "of the samples, LOW:HIGH")  //
      ("train-seed",
       po::value(&arguments->base.fit.seed)
           ->default_value(arguments->base.fit.seed),
       "of the samples and the trainings");
  AddTestOptions(arguments->choices, options);
  LEXPROBE_ASSIGN_OR_RETURN(const bool go,
                            Parse(kHelp, options, nullptr, args, io));
  if (!go) return false;
  if (arguments->folder.empty()) {
    return absl::InvalidArgumentError("--folder is missing: for the models");
  }
  const std::string& format = arguments->format;
  if (format != "text" && format != "markdown" && format != "csv") {
    return WrongValue("format", format, "text, markdown or csv");
  }
  if (!only.empty()) arguments->only = absl::StrSplit(only, ',');
  LEXPROBE_ASSIGN_OR_RETURN(arguments->base.samples.time,
                            ParseRange("time-range", time_range));
  LEXPROBE_RETURN_IF_ERROR(Validate(arguments->base));
  LEXPROBE_RETURN_IF_ERROR(
      CheckOnly(*arguments, FoldersOf(Contestants(arguments->base))));
  return true;
}

}  // namespace

absl::Status RunOscillatorCompare(absl::Span<const std::string> args,
                                  Streams& io) {
  CompareArguments arguments;
  LEXPROBE_ASSIGN_OR_RETURN(const bool go,
                            ParseArguments(args, io, &arguments));
  if (!go) return absl::OkStatus();
  TextTable table = EmptyTable();
  for (const Contestant& contestant : Contestants(arguments.base)) {
    if (!IsWanted(arguments, contestant.folder)) continue;
    LEXPROBE_RETURN_IF_ERROR(AddContestant(arguments, contestant, table, io));
  }
  LEXPROBE_RETURN_IF_ERROR(AddExact(arguments, table));
  io.out << (arguments.format == "markdown" ? table.ToMarkdown()
             : arguments.format == "csv"    ? table.ToCsv()
                                            : table.ToAligned());
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
