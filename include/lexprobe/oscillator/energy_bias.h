// Why a model's energy is wrong, and in which direction.
//
// The energy is quadratic, so that for a state s + e, where s is exact,
//   E(s + e) - E(s) = grad E(s) . e + E(e)
// without a remainder. The first part is negative where the model shrinks
// toward the mean, as a fit by least squares does (where its error is
// orthogonal to its answers, the first part is minus twice the second, and
// the whole is minus the second); the second is what scatter adds, the mean
// of (k e_x^2 + e_p^2 / m) / 2, and is never negative.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_OSCILLATOR_ENERGY_BIAS_H_
#define LEXPROBE_OSCILLATOR_ENERGY_BIAS_H_

#include "lexprobe/base/random.h"
#include "lexprobe/oscillator/dynamics.h"
#include "lexprobe/oscillator/flow_map.h"
#include "lexprobe/oscillator/trajectory.h"

namespace lexprobe {

// Means over all moments, in shares of the mean exact energy; a trajectory
// error in shares of the exact states' root mean square size, and an energy
// error as the root mean square of (E - E_0) / E_0.
struct EnergyBias {
  double shrinkage = 0;  // of grad E . e
  double scatter = 0;    // of E(e)
  double total = 0;      // of E - E_0: the sum of the two
  double trajectory_error = 0;
  double energy_error = 0;
};

EnergyBias MeasureEnergyBias(const Oscillator& oscillator, const FlowMap& flow,
                             const TrajectoryOptions& options,
                             const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_ENERGY_BIAS_H_
