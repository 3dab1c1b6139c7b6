#include "cli/device_choices.h"

#include "absl/strings/str_cat.h"
#include "cli/bound_option.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {

void AddDeviceOptions(DeviceChoices& choices, po::options_description& out) {
  out.add_options()  //
      ("device", Bound(choices.device),
       "where steps are taken: cpu, cuda (with several processes on a machine, "
       "each its own GPU), cuda:N, auto (a GPU if there is one)")  //
      ("precision", Bound(choices.precision),
       "of matrix products on a GPU: float32, tf32, bf16");
}

absl::Status Resolve(const DeviceChoices& choices, int local_rank,
                     const DeviceInventory& inventory, TrainOptions* options) {
  DeviceOptions& device = options->device;
  LEXPROBE_ASSIGN_OR_RETURN(
      device.name, ChooseDevice(choices.device, local_rank, inventory));
  LEXPROBE_ASSIGN_OR_RETURN(device.precision,
                            PrecisionFromName(choices.precision));
  if (device.use_tensors()) options->threads = 1;
  return Validate(device);
}

std::string DeviceText(const DeviceOptions& device) {
  if (!device.use_tensors()) return device.name;
  return absl::StrCat(device.name, ", ", NameOf(device.precision));
}

}  // namespace lexprobe::cli
