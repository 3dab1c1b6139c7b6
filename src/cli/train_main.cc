// lexprobe-train: the commands that need LibTorch.

#include <torch/version.h>

#include "cli/program.h"
#include "cli/train_commands.h"
#include "cli/version.h"
#include "lexprobe/model/torch_status.h"

int main(int argc, char** argv) {
  using namespace lexprobe::cli;
  return RunMain({.name = "lexprobe-train",
                  .commands = TrainCommands(),
                  .print_version =
                      [](Streams& io) { PrintTrainVersion(TORCH_VERSION, io); },
                  .run_elsewhere = nullptr,
                  .status_of = lexprobe::StatusFromTorch},
                 argc, argv);
}
