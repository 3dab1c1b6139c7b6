// Commands that are several: `lexprobe plot concept`, `lexprobe plot null`.

#ifndef LEXPROBE_CLI_SUBCOMMANDS_H_
#define LEXPROBE_CLI_SUBCOMMANDS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "cli/options.h"
#include "cli/streams.h"

namespace lexprobe::cli {

// Names, in a status, the subcommand that it is of.
inline constexpr char kPlacePayload[] = "lexprobe/subcommand";

struct Subcommand {
  std::string name;
  absl::Status (*run)(absl::Span<const std::string> args, Streams& io);
};

// Runs the subcommand that args[0] names, with the rest; --help shows `help`,
// and for completion each subcommand lists its options.
//
// A status of a subcommand has its name as kPlacePayload. InvalidArgument if
// there is none: `question` ("say what to do") and the
// names; for an unknown one the nearest.
// REQUIRES: two subcommands or more
absl::Status RunSubcommand(const CommandHelp& help, absl::string_view question,
                           absl::Span<const Subcommand> subcommands,
                           absl::Span<const std::string> args, Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_SUBCOMMANDS_H_
