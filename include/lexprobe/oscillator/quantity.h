// The quantities that a conservation hypothesis about the oscillator may be
// on, and their values along trajectories from held-out starts, in the shape
// that TestConservation takes.
//
// Of a state (Q_0 is the quantity at the true start):
//   energy          p^2/(2m) + k x^2/2
//   x^2 + 2 p^2     conserved by no oscillator with m k other than 1/2
//   x p             conserved by none
// Residuals, which are 0 where the statement holds (Q_0 is 0; scale "none").
// A distance is taken in scaled coordinates and divided by the root mean
// square distance of the model's own states from their mean, so that a model
// that hardly moves gains nothing by it:
//   trajectory        |f(s, t) - exact|
//   time translation  |f(f(s, t1), t2) - f(s, t1 + t2)|
//   time reversal     |R f(R f(s, t), t) - s|, R turns p around; these two
//                     at no more than 16 moments of each trajectory
//   linearity         |f(a u + b v, t) - a f(u, t) - b f(v, t)|
//   circle            |r(t) - mean r|, r the radius about the origin, in
//                     shares of the spread of this trajectory's own states
//   period            T / (2 pi sqrt(m/k)) - 1, one value a trajectory: T is
//                     that of the sinusoid that fits it best; 1, all wrong,
//                     if that explains less than half of its variance
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_OSCILLATOR_QUANTITY_H_
#define LEXPROBE_OSCILLATOR_QUANTITY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/random.h"
#include "lexprobe/oscillator/dynamics.h"
#include "lexprobe/oscillator/flow_map.h"
#include "lexprobe/oscillator/trajectory.h"
#include "lexprobe/stats/conservation_test.h"

namespace lexprobe {

// The names above, in their order.
std::vector<std::string> QuantityNames();

// `quantity` along trajectories of `flow`, which should move as `oscillator`
// does. Starts and times depend on `random` alone, so that all models are
// asked the same.
// InvalidArgument if there is no such quantity, naming those that there are,
// or if time translation is asked of a time range that does not end after
// twice its beginning.
absl::StatusOr<std::vector<QuantityTrajectory>> MeasureQuantity(
    absl::string_view quantity, const Oscillator& oscillator,
    const FlowMap& flow, const TrajectoryOptions& options,
    const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_QUANTITY_H_
