// Config files for --config: one "option = value" a line, under the names of
// the command line without their dashes. Empty lines and lines that begin
// with '#' are skipped; a value may stand in double quotes; an option that
// takes several values is given once for each.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_OPTION_CONFIG_H_
#define LEXPROBE_CLI_OPTION_CONFIG_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe::cli {

struct ConfigEntry {
  std::string option;  // without dashes
  std::string value;
  int line = 0;  // from 1
};

// The entries of `text`, in order. InvalidArgument, beginning with
// "line N: ", for a line that is none.
absl::StatusOr<std::vector<ConfigEntry>> ParseConfig(absl::string_view text);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_OPTION_CONFIG_H_
