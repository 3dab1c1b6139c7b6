#include <string>
#include <vector>

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
    "plot concept",
    "--model M --pairs A:A*[,B:B*...] [--apply WORD,...] --output FILE",
    "Draws the offset c that pairs of words share. Up is c itself, across the "
    "direction in which the pairs differ most besides it, so that a shared "
    "offset shows as parallel arrows of one length. Words of --apply get a "
    "dashed arrow to where c leads from them, and the nearest word there, the "
    "question's own left out.",
    "lexprobe plot concept --model M --pairs queen:king,aunt:uncle --apply "
    "mother --output gender.svg\n"};

}  // namespace

absl::Status RunPlotConcept(absl::Span<const std::string> args, Streams& io) {
  ModelArgument model;
  std::string output;
  std::vector<std::string> pairs;
  std::vector<std::string> apply;
  po::options_description options("Options");
  AddModelOptions(model, options);
  options.add_options()  //
      ("pairs", po::value(&pairs)->multitoken()->value_name("A:A*,..."),
       "the pairs that share the concept")  //
      ("apply", po::value(&apply)->multitoken()->value_name("WORD,..."),
       "words to add it to");
  AddPictureOption(output, options);
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, options, nullptr, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(CheckPictureName(output));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table, OpenModel(model, io));
  ConceptPicture picture;
  LEXPROBE_ASSIGN_OR_RETURN(picture.pairs, FindPairs(table, pairs));
  LEXPROBE_ASSIGN_OR_RETURN(picture.applied,
                            FindWords(table, SplitWords(apply)));
  LEXPROBE_ASSIGN_OR_RETURN(const Figure figure,
                            ConceptFigure(NeighborIndex(table), picture));
  return WritePicture(figure, output, io);
}

}  // namespace lexprobe::cli
