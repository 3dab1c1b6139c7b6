// What the oscillator's network is made of, and how its parameters lie in
// one flat array.
//
// Three kinds of question can be put to it:
//   flow          (x0, p0, t) -> (x(t), p(t)), the experiment itself
//   derivative    (x, p) -> (dx/dt, dp/dt), to be integrated
//   hamiltonian   (x, p) -> H, whose gradient gives (dx/dt, dp/dt) =
//                 (dH/dp, -dH/dx) (Greydanus, Dzamba & Yosinski 2019,
//                 "Hamiltonian neural networks", equation 3)
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_NETWORK_OPTIONS_H_
#define LEXPROBE_OSCILLATOR_NETWORK_OPTIONS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

enum class NetworkActivation { kRelu, kTanh, kSilu, kSine };
enum class NetworkKind { kFlow, kDerivative, kHamiltonian };

absl::string_view NameOf(NetworkActivation activation);
absl::string_view NameOf(NetworkKind kind);
// InvalidArgument listing the names, if there is no such one.
absl::StatusOr<NetworkActivation> NetworkActivationFrom(absl::string_view name);
absl::StatusOr<NetworkKind> NetworkKindFrom(absl::string_view name);

struct NetworkOptions {
  NetworkKind kind = NetworkKind::kFlow;
  std::vector<int> hidden{16, 32, 32, 16};  // 1 to 16 layers of 1 to 4,096
  NetworkActivation activation = NetworkActivation::kRelu;
  // Inputs and targets are shifted and scaled to mean 0 and variance 1 over
  // the training samples.
  bool normalise = false;
  // Above 0: the time enters as sin(f t), cos(f t) with this many learned
  // frequencies f in place of t itself; only for kind flow. 0 to 1,024.
  int sine_features = 0;
  // The frequencies start evenly spaced up to this one, in radians a unit of
  // time: above 0.
  double highest_frequency = 3;
  // Multiplies the first layer's starting weights: above 0. Sitzmann et al.
  // 2020 ("Implicit neural representations with periodic activation
  // functions") need more than 1 with sine.
  double first_layer_scale = 1;
};

// InvalidArgument naming the field, its value and what is allowed.
absl::Status Validate(const NetworkOptions& options);

// How many numbers go in and come out: 3 and 2, 2 and 2, 2 and 1.
size_t InputsOf(NetworkKind kind);
size_t OutputsOf(NetworkKind kind);

// How many numbers the first layer takes.
size_t FeaturesOf(const NetworkOptions& options);

// One named block in the flat array of parameters: row-major, rows x columns.
struct ParameterBlock {
  std::string name;
  size_t rows = 0;
  size_t columns = 0;
  size_t begin = 0;

  size_t size() const { return rows * columns; }
};

// All blocks in order: "frequencies" if there are sine features, then
// "layer 1 weights" (outputs x inputs), "layer 1 biases", "layer 2 ...".
std::vector<ParameterBlock> ParameterBlocks(const NetworkOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_NETWORK_OPTIONS_H_
