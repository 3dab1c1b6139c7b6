// lexprobe plot: pictures of models for papers.

#include "cli/plot_command.h"

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/subcommands.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "plot", "concept|neighbors|training|null [options]",
    "Draws a picture, as SVG or PNG by the name of the file. `concept` shows "
    "the offset that pairs of words share, in its own plane; `neighbors` a map "
    "of words and those nearest to them; `training` how loss and AUC went; "
    "`null` what chance would have given where a hypothesis was tested. Each "
    "has its own --help.",
    "lexprobe plot concept --model M --pairs queen:king,aunt:uncle --output "
    "a.svg\n"
    "lexprobe plot neighbors --model M king dog --output b.png\n"
    "lexprobe plot training --model M --output c.svg\n"
    "lexprobe plot null --model M gender.toml --output d.svg\n"};

const Subcommand kSubcommands[] = {{"concept", RunPlotConcept},
                                   {"neighbors", RunPlotNeighbors},
                                   {"training", RunPlotTraining},
                                   {"null", RunPlotNull}};

}  // namespace

absl::Status RunPlot(absl::Span<const std::string> args, Streams& io) {
  return RunSubcommand(kHelp, "say what to draw", kSubcommands, args, io);
}

}  // namespace lexprobe::cli
