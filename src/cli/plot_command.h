// The subcommands of `lexprobe plot`, one function and one file each.

#ifndef LEXPROBE_CLI_PLOT_COMMAND_H_
#define LEXPROBE_CLI_PLOT_COMMAND_H_

#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "cli/streams.h"

namespace lexprobe::cli {

absl::Status RunPlotConcept(absl::Span<const std::string> args, Streams& io);
absl::Status RunPlotNeighbors(absl::Span<const std::string> args, Streams& io);
absl::Status RunPlotTraining(absl::Span<const std::string> args, Streams& io);
absl::Status RunPlotNull(absl::Span<const std::string> args, Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_PLOT_COMMAND_H_
