// The commands of `lexprobe-train`, the only ones that link LibTorch; the
// table in train_commands.cc lists them. Each has its line, with a null
// function, in commands.cc too, so that `lexprobe --help` knows it.

#ifndef LEXPROBE_CLI_TRAIN_COMMANDS_H_
#define LEXPROBE_CLI_TRAIN_COMMANDS_H_

#include <vector>

#include "cli/commands.h"

namespace lexprobe::cli {

// All commands of lexprobe-train, in the order in which --help lists them.
const std::vector<Command>& TrainCommands();

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_TRAIN_COMMANDS_H_
