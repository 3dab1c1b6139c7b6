// The options of `train` that say where its steps are taken.

#ifndef LEXPROBE_CLI_DEVICE_CHOICES_H_
#define LEXPROBE_CLI_DEVICE_CHOICES_H_

#include <string>

#include "absl/status/status.h"
#include "cli/options.h"
#include "lexprobe/model/compute_device.h"
#include "lexprobe/train/train_options.h"

namespace lexprobe::cli {

struct DeviceChoices {
  std::string device = "cpu";
  std::string precision = "float32";
};

void AddDeviceOptions(DeviceChoices& choices, po::options_description& out);

// Sets the options' device, and one thread if that is a GPU. `local_rank` is
// this process's number on its machine. InvalidArgument naming option, value
// and what is allowed, also if there is no such device.
absl::Status Resolve(const DeviceChoices& choices, int local_rank,
                     const DeviceInventory& inventory, TrainOptions* options);

// "cpu", or "cuda:0, float32": for the start-up log.
std::string DeviceText(const DeviceOptions& device);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_DEVICE_CHOICES_H_
