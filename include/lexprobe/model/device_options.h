// Where the steps of training are taken: by the kernels of this project on the
// processor, or by LibTorch's tensor operations, which also run on a GPU.
// No LibTorch.

#ifndef LEXPROBE_MODEL_DEVICE_OPTIONS_H_
#define LEXPROBE_MODEL_DEVICE_OPTIONS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

// Of matrix products; everything else is float32.
enum class Precision {
  kFloat32,
  kTf32,      // float32 with 10 bits of mantissa; NVIDIA GPUs only
  kBfloat16,  // bfloat16 with 7 bits of mantissa
};

absl::StatusOr<Precision> PrecisionFromName(absl::string_view name);
absl::string_view NameOf(Precision precision);

// All change the result, within the error of rounding.
struct DeviceOptions {
  std::string name = "cpu";  // "cpu" or "cuda:N"
  // Tensor operations also on "cpu": slower than the kernels there.
  bool tensors = false;
  Precision precision = Precision::kFloat32;

  bool use_tensors() const { return tensors || name != "cpu"; }
};

// InvalidArgument if the precision cannot be had where it is asked for.
absl::Status Validate(const DeviceOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_DEVICE_OPTIONS_H_
