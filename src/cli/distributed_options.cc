#include "cli/distributed_options.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cli/bound_option.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/dist/gloo_communicator.h"

namespace lexprobe::cli {

void AddDistributedOptions(TrainOptions& options, DistributedChoices& choices,
                           po::options_description& out) {
  out.add_options()  //
      ("rendezvous", po::value(&choices.rendezvous),
       "where the processes meet: tcp://HOST:PORT of rank 0, or "
       "file:///PATH, a new file that all can see; else LEXPROBE_RENDEZVOUS, "
       "or MASTER_ADDR and MASTER_PORT, of the environment; under srun else "
       "the step's first machine, at a port from 15000 to 24999 that follows "
       "from the job's and the step's number")  //
      ("sync", Bound(choices.sync),
       "how they keep one model: average (each by itself, parameters brought "
       "together now and then), sparse (in step, rows of gradients to all; "
       "bit-equal to one process with --deterministic and these --parts), "
       "dense (in step, the whole gradient added up)")  //
      ("sync-every", Bound(options.sync_every),
       "tokens that all processes read between two averages, 1000 or more; 0: "
       "so that R processes meet 6 R^2 times in a stage, but 200 times at "
       "most, or whenever each has read a million tokens if that is "
       "oftener")  //
      ("parts", Bound(options.parts),
       "parts that the text is divided into; 0: one for each process")  //
      ("dist-timeout", Bound(choices.timeout_seconds),
       "seconds after which a process that does not answer is given up");
}

absl::StatusOr<LaunchSettings> LaunchOf(const DistributedChoices& choices) {
  return ReadLaunchSettings([](const char* name) { return getenv(name); },
                            choices.rendezvous);
}

absl::Status Resolve(const DistributedChoices& choices,
                     const LaunchSettings& launch, TrainOptions* options) {
  LEXPROBE_ASSIGN_OR_RETURN(options->sync, SyncFromName(choices.sync));
  if (!(choices.timeout_seconds >= 1 && choices.timeout_seconds <= 86400)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--dist-timeout is ", choices.timeout_seconds,
                     "; it must be from 1 to 86400"));
  }
  if (launch.alone()) {
    if (options->sync == Sync::kAverage) return absl::OkStatus();
  } else if (options->deterministic && options->sync == Sync::kAverage) {
    options->sync = Sync::kSparse;
  }
  if (options->sync != Sync::kAverage) {
    options->deterministic = true;
    options->shards = std::max({options->shards, launch.size, options->parts});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Communicator>> Join(
    const DistributedChoices& choices, const LaunchSettings& launch) {
  if (launch.alone()) return nullptr;
  return ConnectGloo(launch, absl::Seconds(choices.timeout_seconds));
}

}  // namespace lexprobe::cli
