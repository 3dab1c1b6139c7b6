// Network: the multilayer perceptron of the oscillator, evaluated in double
// precision from its float parameters. No LibTorch here; trainer.h fits it.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_OSCILLATOR_NETWORK_H_
#define LEXPROBE_OSCILLATOR_NETWORK_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/oscillator/network_options.h"
#include "lexprobe/oscillator/network_parts.h"

namespace lexprobe {

class Network {
 public:
  // InvalidArgument as Validate(parts).
  static absl::StatusOr<Network> FromParts(NetworkParts parts);

  // Row-major questions (n x inputs()) to answers (n x outputs()).
  // REQUIRES: sizes that fit
  void Evaluate(absl::Span<const double> questions,
                absl::Span<double> answers) const;

  // Gradients of the first output by the inputs, n x inputs().
  // REQUIRES: sizes that fit; no sine features
  void Gradient(absl::Span<const double> questions,
                absl::Span<double> gradients) const;

  const NetworkParts& parts() const { return parts_; }
  const NetworkOptions& options() const { return parts_.options; }
  size_t inputs() const { return InputsOf(parts_.options.kind); }
  size_t outputs() const { return OutputsOf(parts_.options.kind); }

 private:
  explicit Network(NetworkParts parts);

  NetworkParts parts_;
  std::vector<ParameterBlock> blocks_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_NETWORK_H_
