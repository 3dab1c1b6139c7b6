// The commands of `lexprobe`, one function and one file each; the table in
// commands.cc lists them.

#ifndef LEXPROBE_CLI_COMMANDS_H_
#define LEXPROBE_CLI_COMMANDS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "cli/streams.h"

namespace lexprobe::cli {

using CommandFunction = absl::Status (*)(absl::Span<const std::string> args,
                                         Streams& io);

struct Command {
  std::string name;
  std::string summary;  // one line
  // Null: the command lives in lexprobe-train.
  CommandFunction run;
};

// All commands, in the order in which --help lists them.
const std::vector<Command>& Commands();

absl::Status RunAnalogy(absl::Span<const std::string> args, Streams& io);
absl::Status RunNeighbors(absl::Span<const std::string> args, Streams& io);
absl::Status RunConcept(absl::Span<const std::string> args, Streams& io);
absl::Status RunAxis(absl::Span<const std::string> args, Streams& io);
absl::Status RunEvaluate(absl::Span<const std::string> args, Streams& io);
absl::Status RunTest(absl::Span<const std::string> args, Streams& io);
absl::Status RunExport(absl::Span<const std::string> args, Streams& io);
absl::Status RunInfo(absl::Span<const std::string> args, Streams& io);
absl::Status RunVerify(absl::Span<const std::string> args, Streams& io);
absl::Status RunVocab(absl::Span<const std::string> args, Streams& io);
absl::Status RunPlot(absl::Span<const std::string> args, Streams& io);
absl::Status RunReport(absl::Span<const std::string> args, Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_COMMANDS_H_
