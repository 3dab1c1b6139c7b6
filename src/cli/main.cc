// lexprobe: queries, hypotheses, import, export and reports. Does not link
// LibTorch; hands the commands that need it on to lexprobe-train.

#include "cli/commands.h"
#include "cli/dispatch.h"
#include "cli/program.h"
#include "cli/version.h"

int main(int argc, char** argv) {
  using namespace lexprobe::cli;
  return RunMain({.name = "lexprobe",
                  .commands = Commands(),
                  .print_version = PrintVersion,
                  .run_elsewhere = ExecTrainProgram},
                 argc, argv);
}
