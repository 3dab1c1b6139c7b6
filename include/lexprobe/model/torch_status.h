// The one place where LibTorch's exceptions become a Status.
//
// Thread-safe: no state.

#ifndef LEXPROBE_MODEL_TORCH_STATUS_H_
#define LEXPROBE_MODEL_TORCH_STATUS_H_

#include <exception>

#include "absl/status/status.h"

namespace lexprobe {

// OK if `error` is none of LibTorch's. ResourceExhausted if it had no memory
// left, else Internal with what it says, without its stack.
absl::Status StatusFromTorch(const std::exception& error);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_TORCH_STATUS_H_
