// What a program says of itself as a whole: --help, the manual page and the
// shell completion, all from its table of commands.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_PROGRAM_HELP_H_
#define LEXPROBE_CLI_PROGRAM_HELP_H_

#include <string>

#include "absl/status/status.h"
#include "cli/program.h"
#include "cli/streams.h"

namespace lexprobe::cli {

// The commands, one a line, and the exit codes; `width` columns.
std::string ProgramHelp(const Program& program, int width);

// The page lexprobe(1) in man(7).
std::string ProgramManual(const Program& program);

// One line a command that the program carries out itself: its name and its
// options. The first error of a command that cannot say is returned.
absl::Status PrintCompletion(const Program& program, Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_PROGRAM_HELP_H_
