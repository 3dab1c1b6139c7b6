// Dispatch: `lexprobe train ...` is carried out by the program
// `lexprobe-train`, which alone links LibTorch, as git does with its
// subcommands.
//
// It is looked for beside this program, then in ../libexec/lexprobe, then in
// the folders of PATH; never in the current folder, and never through an
// empty or relative entry of PATH, so that a folder full of someone's files
// cannot slip in a program of its own.

#ifndef LEXPROBE_CLI_DISPATCH_H_
#define LEXPROBE_CLI_DISPATCH_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "cli/streams.h"

namespace lexprobe::cli {

inline constexpr char kTrainProgram[] = "lexprobe-train";

// The folder that this process's program is in. Internal if the system does
// not say.
absl::StatusOr<std::string> ProgramFolder();

// The path of the program `name`, looked for as above. NotFound names the
// places looked at.
absl::StatusOr<std::string> FindProgram(absl::string_view name,
                                        absl::string_view program_folder,
                                        absl::string_view path_variable);

// The path of lexprobe-train for this process: FindProgram with its own folder
// and PATH.
absl::StatusOr<std::string> FindTrainProgram();

// Replaces this process by `lexprobe-train args...`; comes back only with the
// reason why it could not. Flushes io.out and io.err first.
absl::Status ExecTrainProgram(absl::Span<const std::string> args, Streams& io);

// What the program at `path` prints on standard output when run with `args`.
// Unavailable if it does not start or does not exit with 0.
absl::StatusOr<std::string> OutputOf(absl::string_view path,
                                     absl::Span<const std::string> args);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_DISPATCH_H_
