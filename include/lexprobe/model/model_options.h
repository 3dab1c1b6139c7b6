// The shape of a validity network and what it is trained to do. No LibTorch.

#ifndef LEXPROBE_MODEL_MODEL_OPTIONS_H_
#define LEXPROBE_MODEL_MODEL_OPTIONS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

// What stands between the two layers of the MLP.
enum class Activation {
  kTanh,
  kHardtanh,  // Collobert & Weston 2008
  kRelu,
  kBilinear,  // z = [z1 | z2], z1 * z2 elementwise: a gated unit (Shazeer 2020)
};

enum class Loss {
  kLogistic,  // binary cross entropy; corruptions weighted kappa / K
  kSoftmax,   // the positive against its K corruptions
  kHinge,     // margin 1 (Collobert & Weston 2008), mean over corruptions
};

absl::StatusOr<Activation> ActivationFromName(absl::string_view name);
absl::StatusOr<Loss> LossFromName(absl::string_view name);
absl::string_view NameOf(Activation activation);
absl::string_view NameOf(Loss loss);

struct ModelOptions {
  // All change the result.
  int order = 5;    // N, words in an N-gram; 2 to 15
  int dim = 50;     // D, numbers in an embedding; 1 to 4096
  int hidden = 64;  // H, hidden units; 1 to 8192
  Activation activation = Activation::kBilinear;

  // Width of the first layer's output: a bilinear unit takes two numbers.
  int first_width() const {
    return activation == Activation::kBilinear ? 2 * hidden : hidden;
  }
};

struct LossOptions {
  Loss loss = Loss::kLogistic;
  double kappa = 5;  // weight of all corruptions of a positive; > 0, logistic
};

// The loss of a positive and its `corruptions` when all scores are equal: what
// knowing nothing costs.
double LossAtChance(const LossOptions& options, int corruptions);

// InvalidArgument naming option, value and range.
absl::Status Validate(const ModelOptions& options);
absl::Status Validate(const LossOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_MODEL_OPTIONS_H_
