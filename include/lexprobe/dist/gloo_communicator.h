// ConnectGloo: a Communicator over LibTorch's c10d with Gloo, on TCP. The
// processes meet at a TCPStore, which rank 0 keeps, or at a file that all can
// see.
//
// Nothing that is sent is encrypted or signed: for networks that you trust.

#ifndef LEXPROBE_DIST_GLOO_COMMUNICATOR_H_
#define LEXPROBE_DIST_GLOO_COMMUNICATOR_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "lexprobe/dist/communicator.h"
#include "lexprobe/dist/launch_settings.h"

namespace lexprobe {

// Waits for all ranks, at most `timeout`; so does each later call.
// Unavailable, naming the ranks that did not come; FailedPrecondition if the
// rank is there already: the file is an old one, or two processes have the
// same rank.
// REQUIRES: !settings.alone()
absl::StatusOr<std::unique_ptr<Communicator>> ConnectGloo(
    const LaunchSettings& settings, absl::Duration timeout);

}  // namespace lexprobe

#endif  // LEXPROBE_DIST_GLOO_COMMUNICATOR_H_
