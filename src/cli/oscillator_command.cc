#include "cli/oscillator_command.h"

#include "cli/options.h"
#include "cli/subcommands.h"
#include "cli/train_commands.h"

namespace lexprobe::cli {
namespace {

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

const Subcommand kSubcommands[] = {{"train", RunOscillatorTrain},
                                   {"test", RunOscillatorTest},
                                   {"plot", RunOscillatorPlot},
                                   {"compare", RunOscillatorCompare}};

}  // namespace

absl::Status RunOscillator(absl::Span<const std::string> args, Streams& io) {
  return RunSubcommand(kHelp, "say what to do", kSubcommands, args, io);
}

}  // namespace lexprobe::cli
