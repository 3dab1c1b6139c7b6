// Program: what `lexprobe` and `lexprobe-train` have in common. Finds the
// command, runs it, prints its Status as one line, gives the exit code.

#ifndef LEXPROBE_CLI_PROGRAM_H_
#define LEXPROBE_CLI_PROGRAM_H_

#include <exception>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "cli/commands.h"
#include "cli/streams.h"

namespace lexprobe::cli {

struct Program {
  std::string name;  // "lexprobe": for --help
  const std::vector<Command>& commands;
  // Prints what --version prints.
  void (*print_version)(Streams& io);
  // Runs a command whose function is null, with its name in front; null when
  // the program has no such commands.
  absl::Status (*run_elsewhere)(absl::Span<const std::string> args,
                                Streams& io);
  // The Status of an exception of a library that only this program has, or
  // OK; null: there is no such library.
  absl::Status (*status_of)(const std::exception& error) = nullptr;
};

// Runs `args` (without the program's name): a command and its arguments, or
// --help, --version, help COMMAND. Gives the exit code (exit_code.h).
//
// A failure is one line on io.err, "lexprobe neighbors: message". Results
// that cannot be written make the run fail, unless the reader of a pipe has
// gone, which is quiet. Exceptions end here.
int RunProgram(const Program& program, absl::Span<const std::string> args,
               Streams& io);

// RunProgram over the process's own arguments and streams, with the log going
// to standard error. The body of both mains.
int RunMain(const Program& program, int argc, char** argv);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_PROGRAM_H_
