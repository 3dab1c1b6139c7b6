// lexprobe-train: the commands that need LibTorch.

#include <torch/version.h>

#include "cli/program.h"
#include "cli/train_commands.h"
#include "cli/version.h"
#include "lexprobe/model/torch_status.h"

namespace {

void PrintTrainVersion(lexprobe::cli::Streams& io) {
  lexprobe::cli::PrintCommonVersion(io);
  io.out << "LibTorch: " << TORCH_VERSION << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  using namespace lexprobe::cli;
  return RunMain({.name = "lexprobe-train",
                  .commands = TrainCommands(),
                  .print_version = PrintTrainVersion,
                  .run_elsewhere = nullptr,
                  .status_of = lexprobe::StatusFromTorch},
                 argc, argv);
}
