#include "lexprobe/model/device_options.h"

#include "absl/strings/str_cat.h"

namespace lexprobe {

absl::StatusOr<Precision> PrecisionFromName(absl::string_view name) {
  for (const Precision value :
       {Precision::kFloat32, Precision::kTf32, Precision::kBfloat16}) {
    if (name == NameOf(value)) return value;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "precision is \"", name, "\"; allowed: float32, tf32, bf16"));
}

absl::string_view NameOf(Precision precision) {
  switch (precision) {
    case Precision::kFloat32:
      return "float32";
    case Precision::kTf32:
      return "tf32";
    case Precision::kBfloat16:
      return "bf16";
  }
  return "";
}

absl::Status Validate(const DeviceOptions& options) {
  const bool on_cpu = options.name == "cpu";
  if (options.precision == Precision::kFloat32 || !on_cpu ||
      (options.precision == Precision::kBfloat16 && options.tensors)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("precision is \"", NameOf(options.precision),
                   "\"; on the device cpu it must be float32: the others need "
                   "a GPU (device cuda)"));
}

}  // namespace lexprobe
