#include "lexprobe/oscillator/network_options.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "oscillator/option_checks.h"

namespace lexprobe {
namespace {

constexpr size_t kMostLayers = 16;
constexpr int kWidest = 4096;
constexpr int kMostFeatures = 1024;

absl::Status Invalid(const std::string& message) {
  return absl::InvalidArgumentError(message);
}

absl::Status CheckHidden(const std::vector<int>& hidden) {
  if (hidden.empty() || hidden.size() > kMostLayers) {
    return Invalid(absl::StrCat("hidden has ", hidden.size(),
                                " layers; it must have from 1 to ",
                                kMostLayers));
  }
  for (const int width : hidden) {
    LEXPROBE_RETURN_IF_ERROR(
        CheckFromTo("width of a hidden layer", width, 1, kWidest));
  }
  return absl::OkStatus();
}

absl::Status CheckSineFeatures(const NetworkOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(
      CheckFromTo("sine-features", options.sine_features, 0, kMostFeatures));
  if (options.sine_features > 0 && options.kind != NetworkKind::kFlow) {
    return Invalid(absl::StrCat("sine-features is ", options.sine_features,
                                "; kind ", NameOf(options.kind),
                                " has no time to make features of"));
  }
  return absl::OkStatus();
}

void Append(std::string name, size_t rows, size_t columns,
            std::vector<ParameterBlock>& blocks) {
  const size_t begin =
      blocks.empty() ? 0 : blocks.back().begin + blocks.back().size();
  blocks.push_back({std::move(name), rows, columns, begin});
}

}  // namespace

absl::string_view NameOf(NetworkActivation activation) {
  switch (activation) {
    case NetworkActivation::kRelu:
      return "relu";
    case NetworkActivation::kTanh:
      return "tanh";
    case NetworkActivation::kSilu:
      return "silu";
    case NetworkActivation::kSine:
      return "sine";
  }
  return "unknown";
}

absl::string_view NameOf(NetworkKind kind) {
  switch (kind) {
    case NetworkKind::kFlow:
      return "flow";
    case NetworkKind::kDerivative:
      return "derivative";
    case NetworkKind::kHamiltonian:
      return "hamiltonian";
  }
  return "unknown";
}

absl::StatusOr<NetworkActivation> NetworkActivationFrom(
    absl::string_view name) {
  for (const NetworkActivation activation :
       {NetworkActivation::kRelu, NetworkActivation::kTanh,
        NetworkActivation::kSilu, NetworkActivation::kSine}) {
    if (name == NameOf(activation)) return activation;
  }
  return Invalid(absl::StrCat("activation is \"", name,
                              "\"; it must be relu, tanh, silu or sine"));
}

absl::StatusOr<NetworkKind> NetworkKindFrom(absl::string_view name) {
  for (const NetworkKind kind : {NetworkKind::kFlow, NetworkKind::kDerivative,
                                 NetworkKind::kHamiltonian}) {
    if (name == NameOf(kind)) return kind;
  }
  return Invalid(absl::StrCat("kind is \"", name,
                              "\"; it must be flow, derivative or "
                              "hamiltonian"));
}

absl::Status Validate(const NetworkOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(CheckHidden(options.hidden));
  LEXPROBE_RETURN_IF_ERROR(CheckSineFeatures(options));
  LEXPROBE_RETURN_IF_ERROR(
      CheckAbove("highest-frequency", options.highest_frequency));
  return CheckAbove("first-layer-scale", options.first_layer_scale);
}

size_t InputsOf(NetworkKind kind) { return kind == NetworkKind::kFlow ? 3 : 2; }

size_t OutputsOf(NetworkKind kind) {
  return kind == NetworkKind::kHamiltonian ? 1 : 2;
}

size_t FeaturesOf(const NetworkOptions& options) {
  const size_t inputs = InputsOf(options.kind);
  if (options.sine_features == 0) return inputs;
  return inputs - 1 + 2 * static_cast<size_t>(options.sine_features);
}

std::vector<ParameterBlock> ParameterBlocks(const NetworkOptions& options) {
  std::vector<ParameterBlock> blocks;
  if (options.sine_features > 0) {
    Append("frequencies", 1, static_cast<size_t>(options.sine_features),
           blocks);
  }
  size_t below = FeaturesOf(options);
  for (size_t layer = 0; layer <= options.hidden.size(); ++layer) {
    const size_t width = layer < options.hidden.size()
                             ? static_cast<size_t>(options.hidden[layer])
                             : OutputsOf(options.kind);
    Append(absl::StrCat("layer ", layer + 1, " weights"), width, below, blocks);
    Append(absl::StrCat("layer ", layer + 1, " biases"), 1, width, blocks);
    below = width;
  }
  return blocks;
}

}  // namespace lexprobe
