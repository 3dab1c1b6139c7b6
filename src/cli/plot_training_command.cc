#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/options.h"
#include "cli/picture_output.h"
#include "cli/plot_command.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/report/training_figure.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "plot training", "--model DIR | --log FILE --output FILE",
    "Draws the loss of each stage of a training, and the AUC with which it "
    "told held-out N-grams from corrupted ones, and the cosines of the pairs "
    "of words that `train --watch` follows. A model folder has a point an "
    "epoch, the log of `train --log-json` one a second.",
    "lexprobe plot training --model M --output training.svg\n"
    "lexprobe plot training --log train.jsonl --output training.png\n"};

// The file with the records: exactly one of the two names it.
absl::StatusOr<std::string> RecordsPath(const std::string& model,
                                        const std::string& log) {
  if (model.empty() == log.empty()) {
    return absl::InvalidArgumentError(
        "either --model or --log is needed: a folder that train made, or what "
        "its --log-json wrote");
  }
  if (model.empty()) return log;
  return PathInModel(model, kRunFile);
}

}  // namespace

absl::Status RunPlotTraining(absl::Span<const std::string> args, Streams& io) {
  std::string model;
  std::string log;
  std::string output;
  po::options_description options("Options");
  options.add_options()  //
      ("model", po::value(&model)->value_name("DIR"),
       "a folder that train made")  //
      ("log", po::value(&log)->value_name("FILE"),
       "what train --log-json wrote");
  AddPictureOption(output, options);
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, options, nullptr, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(CheckPictureName(output));
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path, RecordsPath(model, log));
  LEXPROBE_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  const absl::StatusOr<std::vector<TrainingRecord>> records =
      TrainingRecordsOf(text);
  if (!records.ok()) return Annotate(records.status(), path);
  return WritePicture(TrainingFigure(*records), output, io);
}

}  // namespace lexprobe::cli
