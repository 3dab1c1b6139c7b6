// The subcommands of `oscillator`, one function and one file each; the table
// in oscillator_command.cc lists them.

#ifndef LEXPROBE_CLI_OSCILLATOR_COMMAND_H_
#define LEXPROBE_CLI_OSCILLATOR_COMMAND_H_

#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "cli/streams.h"

namespace lexprobe::cli {

absl::Status RunOscillatorTrain(absl::Span<const std::string> args,
                                Streams& io);
absl::Status RunOscillatorTest(absl::Span<const std::string> args, Streams& io);
absl::Status RunOscillatorPlot(absl::Span<const std::string> args, Streams& io);
absl::Status RunOscillatorCompare(absl::Span<const std::string> args,
                                  Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_OSCILLATOR_COMMAND_H_
