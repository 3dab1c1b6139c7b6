// The commands of `lexprobe-train`, the only ones that link LibTorch; the
// table in train_commands.cc lists them. Each has its line, with a null
// function, in commands.cc too, so that `lexprobe --help` knows it.

#ifndef LEXPROBE_CLI_TRAIN_COMMANDS_H_
#define LEXPROBE_CLI_TRAIN_COMMANDS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "cli/commands.h"

namespace lexprobe::cli {

// All commands of lexprobe-train, in the order in which --help lists them.
const std::vector<Command>& TrainCommands();

absl::Status RunTrain(absl::Span<const std::string> args, Streams& io);
absl::Status RunScore(absl::Span<const std::string> args, Streams& io);
absl::Status RunOscillator(absl::Span<const std::string> args, Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_TRAIN_COMMANDS_H_
