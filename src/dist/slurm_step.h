// SlurmStep: which of how many processes this one is in a step that srun
// started.
//
// Slurm also sets SLURM_NTASKS in the shell of salloc, and SLURM_PROCID in a
// batch script: neither is one of several processes. A shell of salloc that
// is a step itself has its own size in SLURM_STEP_NUM_TASKS only.
//
// Thread-safe: no state.

#ifndef LEXPROBE_DIST_SLURM_STEP_H_
#define LEXPROBE_DIST_SLURM_STEP_H_

#include <functional>
#include <string>

#include "absl/strings/string_view.h"

namespace lexprobe {

using Environment = std::function<const char*(const char*)>;

// False outside of steps, as far as SLURM_JOB_ID is there to tell.
bool InSlurmStep(const Environment& environment);

// The variable that holds how many processes the step has.
const char* SlurmSizeVariable(const Environment& environment);

// How many of them run on this machine, as SLURM_STEP_TASKS_PER_NODE,
// "2(x3),1", and SLURM_NODEID say; 1 where they do not.
int SlurmLocalSize(const Environment& environment);

// "tcp://HOST:PORT" at the first machine of the step, whose process has rank
// 0, with a port that steps running together hardly share; "" where Slurm
// does not say.
std::string SlurmRendezvous(const Environment& environment);

// "node07" of "node[07-09,12],other".
std::string FirstHost(absl::string_view node_list);

}  // namespace lexprobe

#endif  // LEXPROBE_DIST_SLURM_STEP_H_
