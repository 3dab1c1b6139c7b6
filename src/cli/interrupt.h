// Interrupt: Ctrl-C and its kin as a flag that a long command looks at between
// two steps, so that it can write a checkpoint before it ends.
//
// While an InterruptGuard lives, the first SIGINT, SIGTERM or SIGHUP sets the
// flag; a second SIGINT ends the process at once. A signal that was ignored
// when the guard was made (nohup, a job in the background) stays ignored.
//
// Interrupted() may be called from any thread. One guard at a time.

#ifndef LEXPROBE_CLI_INTERRUPT_H_
#define LEXPROBE_CLI_INTERRUPT_H_

#include <signal.h>

#include <array>

#include "absl/status/status.h"

namespace lexprobe::cli {

class InterruptGuard {
 public:
  InterruptGuard();
  // Puts back what was there before; the flag keeps its value.
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

 private:
  std::array<struct sigaction, 4> before_;  // SIGPIPE last
};

// True once a signal has come since the guard was made. Cheap.
bool Interrupted();

// OK, or Cancelled "interrupted by SIGINT".
absl::Status InterruptStatus();

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_INTERRUPT_H_
