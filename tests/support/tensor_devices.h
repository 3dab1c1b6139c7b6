// The devices that tests of tensor operations run on: all that there are.

#ifndef LEXPROBE_TESTS_SUPPORT_TENSOR_DEVICES_H_
#define LEXPROBE_TESTS_SUPPORT_TENSOR_DEVICES_H_

#include <algorithm>
#include <string>
#include <vector>

#include "lexprobe/model/compute_device.h"

namespace lexprobe {

inline std::vector<std::string> TensorDevices() {
  std::vector<std::string> devices = {"cpu"};
  if (FindDevices().gpus > 0) devices.push_back("cuda:0");
  return devices;
}

// "cuda0": as test names may be.
inline std::string TestNameOf(std::string device) {
  device.erase(std::remove(device.begin(), device.end(), ':'), device.end());
  return device;
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_TENSOR_DEVICES_H_
