// The options of `train` for several processes, and joining them.

#ifndef LEXPROBE_CLI_DISTRIBUTED_OPTIONS_H_
#define LEXPROBE_CLI_DISTRIBUTED_OPTIONS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "lexprobe/dist/communicator.h"
#include "lexprobe/dist/launch_settings.h"
#include "lexprobe/train/train_options.h"

namespace lexprobe::cli {

struct DistributedChoices {
  std::string rendezvous;
  std::string sync = "average";
  double timeout_seconds = 60;
};

void AddDistributedOptions(TrainOptions& options, DistributedChoices& choices,
                           po::options_description& out);

// Which process this is, from the environment. InvalidArgument as for
// ReadLaunchSettings.
absl::StatusOr<LaunchSettings> LaunchOf(const DistributedChoices& choices);

// Completes the options for this many processes: the modes in step are
// deterministic, with a shard at least for each. InvalidArgument naming
// option, value and what is allowed.
absl::Status Resolve(const DistributedChoices& choices,
                     const LaunchSettings& launch, TrainOptions* options);

// Meets the other processes; null if there are none.
absl::StatusOr<std::unique_ptr<Communicator>> Join(
    const DistributedChoices& choices, const LaunchSettings& launch);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_DISTRIBUTED_OPTIONS_H_
