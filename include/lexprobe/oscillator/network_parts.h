// NetworkParts: all that makes a network, to be trained, stored or evaluated.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_NETWORK_PARTS_H_
#define LEXPROBE_OSCILLATOR_NETWORK_PARTS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/random.h"
#include "lexprobe/oscillator/network_options.h"

namespace lexprobe {

// What the network works on is (value - offset) / scale of what it is asked
// and of what it answers. The time of sine features is not scaled.
struct Scaling {
  std::vector<double> offset;
  std::vector<double> scale;  // above 0
};

struct NetworkParts {
  NetworkOptions options;
  std::vector<float> parameters;  // as ParameterBlocks says
  Scaling inputs;
  Scaling outputs;
};

// InvalidArgument, naming what is wrong, if the options are not valid, counts
// do not fit them, a scale is not above 0 or a number is not finite.
absl::Status Validate(const NetworkParts& parts);

// Starting weights from `random`: uniform within 1/sqrt(inputs) of 0, as
// LibTorch's Linear has them; for sine as Sitzmann et al. 2020, section 3.2.
// Neither scaling changes anything.
// InvalidArgument as Validate(options).
absl::StatusOr<NetworkParts> StartingParts(const NetworkOptions& options,
                                           Random random);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_NETWORK_PARTS_H_
