// RunRounds: workers that go in step. In each round every worker that is not
// done computes the gradient of one batch, all of them against the same
// parameters; then all gradients are applied, in the order of the workers.
//
// How many threads share the work changes nothing, to the last bit: computing
// is shared out by workers, applying by the parameters' parts.

#ifndef LEXPROBE_TRAIN_ROUNDS_H_
#define LEXPROBE_TRAIN_ROUNDS_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "lexprobe/train/stage_parameters.h"
#include "lexprobe/train/stage_worker.h"

namespace lexprobe {

// What all threads, or all processes, must agree on after each round.
struct RoundState {
  absl::Status status;  // a failure, which ends the run
  bool stop = false;    // somebody wants to stop after this round
  bool done = false;    // every worker is done after this round
};

// Between computing and applying: how the gradients of other processes come
// in. Called by one thread at a time.
class GradientExchange {
 public:
  virtual ~GradientExchange() = default;

  // Takes this process's gradients and state of the round; gives those of all
  // processes, the gradients in the order of the workers, the state as a
  // whole: a failure or stop of one, done when all are. Views are valid until
  // the next call. A status that is not OK is in state->status.
  virtual void Exchange(std::vector<StepGradient>* gradients,
                        RoundState* state) = 0;

  // Bytes that this process has sent, by the cost model of the README.
  virtual double predicted_bytes() const { return 0; }
};

// Goes on until all workers have done the share `until`, or `keep_going`, asked
// several times a second on the caller's thread, gives false: then it stops
// after the round. `exchange` may be null: no other process. The first error,
// in the order of the workers. REQUIRES: threads > 0
absl::Status RunRounds(const StageWorkers& workers, StageParameters& parameters,
                       int threads, GradientExchange* exchange,
                       const std::function<bool()>& keep_going,
                       double until = 1);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_ROUNDS_H_
