#include "lexprobe/model/model_options.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

absl::Status CheckRange(absl::string_view option, int value, int low,
                        int high) {
  if (value >= low && value <= high) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      option, " is ", value, "; it must be from ", low, " to ", high));
}

}  // namespace

absl::StatusOr<Activation> ActivationFromName(absl::string_view name) {
  for (const Activation value : {Activation::kTanh, Activation::kHardtanh,
                                 Activation::kRelu, Activation::kBilinear}) {
    if (name == NameOf(value)) return value;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "activation is \"", name, "\"; allowed: tanh, hardtanh, relu, bilinear"));
}

absl::StatusOr<Loss> LossFromName(absl::string_view name) {
  for (const Loss value : {Loss::kLogistic, Loss::kSoftmax, Loss::kHinge}) {
    if (name == NameOf(value)) return value;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "loss is \"", name, "\"; allowed: logistic, softmax, hinge"));
}

absl::string_view NameOf(Activation activation) {
  switch (activation) {
    case Activation::kTanh:
      return "tanh";
    case Activation::kHardtanh:
      return "hardtanh";
    case Activation::kRelu:
      return "relu";
    case Activation::kBilinear:
      return "bilinear";
  }
  return "";
}

absl::string_view NameOf(Loss loss) {
  switch (loss) {
    case Loss::kLogistic:
      return "logistic";
    case Loss::kSoftmax:
      return "softmax";
    case Loss::kHinge:
      return "hinge";
  }
  return "";
}

double LossAtChance(const LossOptions& options, int corruptions) {
  switch (options.loss) {
    case Loss::kLogistic:
      return (1 + options.kappa) * std::log(2.0);
    case Loss::kSoftmax:
      return std::log(1.0 + corruptions);
    case Loss::kHinge:
      return 1;
  }
  return 0;
}

absl::Status Validate(const ModelOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(CheckRange("order", options.order, 2, 15));
  LEXPROBE_RETURN_IF_ERROR(CheckRange("dim", options.dim, 1, 4096));
  return CheckRange("hidden", options.hidden, 1, 8192);
}

absl::Status Validate(const LossOptions& options) {
  if (!(options.kappa > 0 && options.kappa <= 1e6)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "kappa is ", options.kappa, "; it must be above 0, to 1000000"));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
