#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "cli/bound_option.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/picture_output.h"
#include "cli/plot_command.h"
#include "cli/word_arguments.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/report/word_figures.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "plot neighbors", "--model M WORD... --output FILE [options]",
    "Draws up to six words with those nearest to each by cosine. Places are "
    "the first two principal components of the directions of all words in the "
    "picture; each word's own neighbours are joined to it and have its colour.",
    "lexprobe plot neighbors --model M king dog france --output map.svg\n"
    "lexprobe plot neighbors --model M king --top 20 --output king.png\n"};

absl::Status Validate(const std::vector<std::string>& words, int top) {
  if (words.empty()) {
    return absl::InvalidArgumentError("which words? name one or more");
  }
  if (top >= 1) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--top is ", top, ", must be at least 1"));
}

}  // namespace

absl::Status RunPlotNeighbors(absl::Span<const std::string> args, Streams& io) {
  ModelArgument model;
  std::string output;
  std::vector<std::string> words;
  int top = 8;
  po::options_description options("Options");
  AddModelOptions(model, options);
  options.add_options()("top", Bound(top)->value_name("N"),
                        "how many neighbours of each word");
  AddPictureOption(output, options);
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, options, &words, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Validate(words, top));
  LEXPROBE_RETURN_IF_ERROR(CheckPictureName(output));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table, OpenModel(model, io));
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<int64_t> rows,
                            FindWords(table, words));
  LEXPROBE_ASSIGN_OR_RETURN(const Figure figure,
                            NeighborFigure(NeighborIndex(table), rows, top));
  return WritePicture(figure, output, io);
}

}  // namespace lexprobe::cli
