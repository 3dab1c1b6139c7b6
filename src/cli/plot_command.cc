// lexprobe plot: pictures of models for papers.

#include "cli/plot_command.h"

#include <optional>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "lexprobe/base/spelling.h"
#include "lexprobe/base/status_macros.h"

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

struct Subcommand {
  std::string name;
  absl::Status (*run)(absl::Span<const std::string> args, Streams& io);
};

const std::vector<Subcommand>& Subcommands() {
  static const std::vector<Subcommand>* const subcommands =
      new std::vector<Subcommand>{{"concept", RunPlotConcept},
                                  {"neighbors", RunPlotNeighbors},
                                  {"training", RunPlotTraining},
                                  {"null", RunPlotNull}};
  return *subcommands;
}

absl::Status UnknownSubcommand(const std::string& name) {
  std::vector<std::string> names;
  for (const Subcommand& each : Subcommands()) names.push_back(each.name);
  const std::optional<std::string> nearest = NearestName(name, names);
  return absl::InvalidArgumentError(absl::StrCat(
      "there is no \"plot ", name, "\"; ",
      nearest ? absl::StrCat("did you mean ", *nearest, "?")
              : "there are concept, neighbors, training and null"));
}

}  // namespace

absl::Status RunPlot(absl::Span<const std::string> args, Streams& io) {
  if (args.empty()) {
    return absl::InvalidArgumentError(
        "say what to draw: concept, neighbors, training or null");
  }
  for (const Subcommand& each : Subcommands()) {
    if (args[0] == each.name) return each.run(args.subspan(1), io);
  }
  if (!absl::StartsWith(args[0], "-")) return UnknownSubcommand(args[0]);
  LEXPROBE_RETURN_IF_ERROR(
      Parse(kHelp, po::options_description(), nullptr, args, io).status());
  if (args[0] != kCompletionFlag) return absl::OkStatus();
  for (const Subcommand& each : Subcommands()) {
    LEXPROBE_RETURN_IF_ERROR(each.run(args, io));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
