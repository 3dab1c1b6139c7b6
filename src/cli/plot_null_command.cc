#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/picture_output.h"
#include "cli/plot_command.h"
#include "cli/word_hypotheses.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/report/null_figure.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "plot null", "--model M FILE... [--name NAME] --output FILE [options]",
    "Tests the hypotheses of TOML files, as lexprobe test does, and draws the "
    "null distributions of one of them: what chance would have given, with "
    "what was found. p is corrected over all hypotheses of the run, whichever "
    "is drawn.",
    "lexprobe plot null --model M data/hypotheses/gender.toml --output "
    "gender.svg\n"
    "lexprobe plot null --model M data/hypotheses --name tense --output "
    "tense.png\n"};

// The place of the hypothesis to draw: the only one if none is named.
absl::StatusOr<size_t> PlaceOf(const std::string& name,
                               const std::vector<Hypothesis>& hypotheses) {
  if (name.empty() && hypotheses.size() == 1) return 0;
  std::string names;
  for (size_t i = 0; i < hypotheses.size(); ++i) {
    if (hypotheses[i].name == name) return i;
    absl::StrAppend(&names, i == 0 ? "" : ", ", hypotheses[i].name);
  }
  return name.empty()
             ? absl::InvalidArgumentError(
                   absl::StrCat("--name is missing: one of ", names))
             : absl::NotFoundError(absl::StrCat("no hypothesis is called \"",
                                                name, "\"; there are ", names));
}

}  // namespace

absl::Status RunPlotNull(absl::Span<const std::string> args, Streams& io) {
  ModelArgument model;
  HypothesisChoices choices;
  std::string name;
  std::string output;
  po::options_description options("Options");
  AddModelOptions(model, options);
  options.add_options()("name", po::value(&name)->value_name("NAME"),
                        "the hypothesis to draw, if there are several");
  AddHypothesisOptions(choices, options);
  AddPictureOption(output, options);
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, options, &choices.files, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Validate(choices));
  LEXPROBE_RETURN_IF_ERROR(CheckPictureName(output));
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            ReadWordHypotheses(choices, io));
  LEXPROBE_ASSIGN_OR_RETURN(const size_t place, PlaceOf(name, hypotheses));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table, OpenModel(model, io));
  LEXPROBE_ASSIGN_OR_RETURN(
      const HypothesisRun tested,
      TestOnWords(std::move(hypotheses), choices, model, table));
  LEXPROBE_ASSIGN_OR_RETURN(const Figure figure,
                            NullFigure(tested.tested[place]));
  return WritePicture(figure, output, io);
}

}  // namespace lexprobe::cli
