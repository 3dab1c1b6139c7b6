#include "lexprobe/oscillator/energy_bias.h"

#include <cmath>
#include <cstddef>

namespace lexprobe {

EnergyBias MeasureEnergyBias(const Oscillator& oscillator, const FlowMap& flow,
                             const TrajectoryOptions& options,
                             const Random& random) {
  Oscillator undamped = oscillator;
  undamped.damping = 0;
  EnergyBias bias;
  double count = 0, exact_energy = 0, error_squares = 0, exact_squares = 0,
         energy_squares = 0;
  for (const Trajectory& each :
       TakeTrajectories(undamped, flow, options, random)) {
    for (size_t i = 0; i < each.times.size(); ++i) {
      const PhasePoint exact = ExactFlow(undamped, each.start, each.times[i]);
      const PhasePoint error{each.states[i].x - exact.x,
                             each.states[i].p - exact.p};
      const PhasePoint gradient = EnergyGradient(undamped, exact);
      const double energy = Energy(undamped, exact);
      const double change = Energy(undamped, each.states[i]) - energy;
      bias.shrinkage += gradient.x * error.x + gradient.p * error.p;
      bias.scatter += Energy(undamped, error);
      bias.total += change;
      exact_energy += energy;
      error_squares += std::pow(Amplitude(undamped, error), 2);
      exact_squares += std::pow(Amplitude(undamped, exact), 2);
      energy_squares += std::pow(change / energy, 2);
      ++count;
    }
  }
  bias.shrinkage /= exact_energy;
  bias.scatter /= exact_energy;
  bias.total /= exact_energy;
  bias.trajectory_error = std::sqrt(error_squares / exact_squares);
  bias.energy_error = std::sqrt(energy_squares / count);
  return bias;
}

}  // namespace lexprobe
