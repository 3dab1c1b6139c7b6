#include "lexprobe/model/compute_device.h"

#include <ATen/Context.h>
#include <torch/version.h>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace lexprobe {
namespace {

absl::Status NoCuda(absl::string_view name, const DeviceInventory& inventory) {
  if (!inventory.cuda_build) {
    return absl::InvalidArgumentError(absl::StrCat(
        "device is \"", name, "\"; this LibTorch, ", inventory.libtorch,
        ", was built without CUDA: allowed here are cpu and auto. A LibTorch "
        "with CUDA brings it: the archive of PyTorch's own site (build with "
        "-DCMAKE_PREFIX_PATH=/path/to/libtorch) or, from Debian 13 on, the "
        "package libtorch-cuda-dev; Debian 12 has none"));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "device is \"", name, "\"; this LibTorch, ", inventory.libtorch,
      ", could use a GPU, but finds none: allowed here are cpu and auto. Is "
      "the driver loaded (nvidia-smi), is CUDA_VISIBLE_DEVICES empty?"));
}

}  // namespace

DeviceInventory FindDevices() {
  DeviceInventory inventory;
  inventory.cuda_build = at::globalContext().hasCUDART();
  if (at::hasCUDA()) {
    inventory.gpus = at::detail::getCUDAHooks().getNumGPUs();
  }
  inventory.libtorch = TORCH_VERSION;
  return inventory;
}

absl::StatusOr<std::string> ChooseDevice(absl::string_view name, int local_rank,
                                         const DeviceInventory& inventory) {
  if (name == "cpu" || (name == "auto" && inventory.gpus == 0)) return "cpu";
  int index = local_rank;
  const bool numbered = absl::StartsWith(name, "cuda:") &&
                        absl::SimpleAtoi(name.substr(5), &index) && index >= 0;
  if (!numbered && name != "auto" && name != "cuda") {
    return absl::InvalidArgumentError(absl::StrCat(
        "device is \"", name,
        "\"; allowed: cpu, cuda, cuda:N (N counts the GPUs from 0), auto"));
  }
  if (inventory.gpus == 0) return NoCuda(name, inventory);
  if (index < inventory.gpus) return absl::StrCat("cuda:", index);
  return absl::InvalidArgumentError(absl::StrCat(
      "device is \"", name, "\"",
      numbered ? "" : absl::StrCat(" for process ", index, " of this machine"),
      "; this machine has ", inventory.gpus,
      inventory.gpus == 1
          ? " GPU, cuda:0"
          : absl::StrCat(" GPUs, cuda:0 to cuda:", inventory.gpus - 1)));
}

}  // namespace lexprobe
