// Which devices this LibTorch can compute on, and which of them a user means.
//
// Thread-safe: no state.

#ifndef LEXPROBE_MODEL_COMPUTE_DEVICE_H_
#define LEXPROBE_MODEL_COMPUTE_DEVICE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

// What there is: the GPUs are cuda:0 .. cuda:gpus - 1.
struct DeviceInventory {
  bool cuda_build = false;  // whether LibTorch can use GPUs at all
  int gpus = 0;
  std::string libtorch;  // version
};

DeviceInventory FindDevices();

// "cpu", or "cuda:0" and so on, of what the user says: "cpu", "cuda:N", "cuda"
// (the GPU of this process's number on its machine) or "auto" (as "cuda" where
// there is a GPU, else "cpu").
//
// InvalidArgument if it is none of these, or if there is no such device,
// saying what there is and what would bring it.
absl::StatusOr<std::string> ChooseDevice(absl::string_view name, int local_rank,
                                         const DeviceInventory& inventory);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_COMPUTE_DEVICE_H_
