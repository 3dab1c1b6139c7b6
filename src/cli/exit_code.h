// The exit code of a Status: one number a kind of failure, so that scripts can
// tell them apart. Listed in `lexprobe --help`.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_EXIT_CODE_H_
#define LEXPROBE_CLI_EXIT_CODE_H_

#include "absl/status/status.h"

namespace lexprobe::cli {

// 0 OK, 2 InvalidArgument, 3 NotFound, 4 DataLoss, 5 FailedPrecondition,
// 6 ResourceExhausted, 7 Unavailable, 8 Unimplemented, 130 Cancelled, else 1.
int ExitCodeOf(const absl::Status& status);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_EXIT_CODE_H_
