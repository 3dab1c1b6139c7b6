// LaunchSettings: which of how many processes this one is, as launchers say
// in the environment.
//
//   torchrun, tools/launch   RANK WORLD_SIZE MASTER_ADDR MASTER_PORT
//                            LOCAL_RANK LOCAL_WORLD_SIZE
//   mpirun (Open MPI)        OMPI_COMM_WORLD_RANK OMPI_COMM_WORLD_SIZE
//                            OMPI_COMM_WORLD_LOCAL_RANK
//                            OMPI_COMM_WORLD_LOCAL_SIZE
//   srun (Slurm)             SLURM_PROCID SLURM_LOCALID
//                            SLURM_STEP_NUM_TASKS or SLURM_NTASKS
//                            SLURM_STEP_TASKS_PER_NODE
//
// The first of these that is there counts; Slurm only in a step of srun. Where
// they meet: what the user says, or LEXPROBE_RENDEZVOUS, or MASTER_ADDR and
// MASTER_PORT, or, under srun, the step's first machine.
//
// Thread-safe: no state.

#ifndef LEXPROBE_DIST_LAUNCH_SETTINGS_H_
#define LEXPROBE_DIST_LAUNCH_SETTINGS_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

struct LaunchSettings {
  int rank = 0;
  int size = 1;
  int local_rank = 0;      // of the processes on this machine
  int local_size = 1;      // processes on this machine
  std::string rendezvous;  // "file:///path" or "tcp://host:port"; "" if alone
  // torchrun itself listens there, for all attempts to start the processes:
  // what names this attempt. "": rank 0 listens.
  std::string attempt;

  bool alone() const { return size == 1; }
};

// `environment` gives the value of a variable, or null; `rendezvous` is what
// the user says, or "".
//
// InvalidArgument, naming the variable: a rank without a size, a number that
// is none or out of range, no rendezvous or one that is neither of the two.
absl::StatusOr<LaunchSettings> ReadLaunchSettings(
    const std::function<const char*(const char*)>& environment,
    absl::string_view rendezvous);

}  // namespace lexprobe

#endif  // LEXPROBE_DIST_LAUNCH_SETTINGS_H_
