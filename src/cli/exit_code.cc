#include "cli/exit_code.h"

namespace lexprobe::cli {

int ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return 0;
    case absl::StatusCode::kInvalidArgument:
      return 2;
    case absl::StatusCode::kNotFound:
      return 3;
    case absl::StatusCode::kDataLoss:
      return 4;
    case absl::StatusCode::kFailedPrecondition:
      return 5;
    case absl::StatusCode::kResourceExhausted:
      return 6;
    case absl::StatusCode::kUnavailable:
      return 7;
    case absl::StatusCode::kUnimplemented:
      return 8;
    case absl::StatusCode::kAborted:
      return 9;
    case absl::StatusCode::kCancelled:
      return 130;  // as a shell says of a program ended by Ctrl-C
    default:
      return 1;
  }
}

}  // namespace lexprobe::cli
