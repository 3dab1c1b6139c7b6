// Parsing a command's arguments: Boost.Program_options bound to fields, with
// --help, --config and suggestions for a mistyped flag. Boost's exceptions
// become InvalidArgument in here.

#ifndef LEXPROBE_CLI_OPTIONS_H_
#define LEXPROBE_CLI_OPTIONS_H_

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/value_semantic.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "cli/streams.h"

namespace lexprobe::cli {

namespace po = boost::program_options;

// What make_manual asks each command with: a manual page and the words for
// shell completion, from the same table as --help.
inline constexpr char kManualFlag[] = "--help-manual";
inline constexpr char kCompletionFlag[] = "--help-completion";

// What --help says around the table of options.
struct CommandHelp {
  std::string name;      // "neighbors"
  std::string usage;     // "--model M WORD... [options]"
  std::string about;     // a sentence or two, wrapped when printed
  std::string examples;  // lines of shell, one an example
};

// Parses `args` (without program and command name) into the fields that
// `options` is bound to. Words that are no option go to `*positional`, or are
// InvalidArgument if it is null. Adds --help, and --config FILE (one
// "option = value" a line; the command line wins).
//
// True: run the command. False: --help was asked for and printed to io.out.
// InvalidArgument, naming the option, the value and what is allowed; an
// unknown option names the nearest known one.
absl::StatusOr<bool> Parse(const CommandHelp& help,
                           const po::options_description& options,
                           std::vector<std::string>* positional,
                           absl::Span<const std::string> args, Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_OPTIONS_H_
