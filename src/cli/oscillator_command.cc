#include "cli/oscillator_command.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/options.h"
#include "cli/train_commands.h"
#include "lexprobe/base/spelling.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

struct Subcommand {
  std::string name;
  absl::Status (*run)(absl::Span<const std::string> args, Streams& io);
};

const std::vector<Subcommand>& Subcommands() {
  static const std::vector<Subcommand>* const subcommands =
      new std::vector<Subcommand>{{"train", RunOscillatorTrain},
                                  {"test", RunOscillatorTest},
                                  {"plot", RunOscillatorPlot},
                                  {"compare", RunOscillatorCompare}};
  return *subcommands;
}

const CommandHelp kHelp = {
    "oscillator", "train|test|plot|compare [options]",
    "Asks what a network learned of physics. `train` teaches a network where a "
    "harmonic oscillator will be, (x0, p0, t) -> (x, p); `test` asks, as "
    "hypotheses that can turn out false, whether energy is conserved and "
    "which symmetries hold; `plot` draws it; `compare` trains and tests a "
    "row of networks and prints them as a table. Each has its own --help.",
    "lexprobe oscillator train --model spring\n"
    "lexprobe oscillator test --model spring\n"
    "lexprobe oscillator plot --model spring --output spring.svg\n"
    "lexprobe oscillator compare --folder comparison\n"};

absl::Status UnknownSubcommand(const std::string& name) {
  std::vector<std::string> names;
  for (const Subcommand& each : Subcommands()) names.push_back(each.name);
  const std::optional<std::string> nearest = NearestName(name, names);
  return absl::InvalidArgumentError(
      absl::StrCat("there is no \"oscillator ", name, "\"; ",
                   nearest ? absl::StrCat("did you mean ", *nearest, "?")
                           : "there are train, test, plot and compare"));
}

}  // namespace

absl::Status RunOscillator(absl::Span<const std::string> args, Streams& io) {
  if (args.empty()) {
    return absl::InvalidArgumentError(
        "say what to do: train, test, plot or compare");
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
