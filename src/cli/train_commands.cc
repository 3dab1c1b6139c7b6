#include "cli/train_commands.h"

namespace lexprobe::cli {

const std::vector<Command>& TrainCommands() {
  static const std::vector<Command>* const commands =
      new std::vector<Command>{};
  return *commands;
}

}  // namespace lexprobe::cli
