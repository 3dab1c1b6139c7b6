// FieldIntegrator: moves many points of phase space along the field that a
// network has learned.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_OSCILLATOR_FIELD_INTEGRATOR_H_
#define LEXPROBE_OSCILLATOR_FIELD_INTEGRATOR_H_

#include <cstddef>
#include <vector>

#include "lexprobe/oscillator/flow_map.h"
#include "lexprobe/oscillator/network.h"

namespace lexprobe {

// Many points of phase space, (x, p) after (x, p), moved together.
using Points = std::vector<double>;

class FieldIntegrator {
 public:
  // REQUIRES: the network's kind is not flow; it is hamiltonian if the
  // integrator is leapfrog; the step is above 0
  FieldIntegrator(Network network, const IntegrationOptions& options);

  // Moves each point on by its own time, in equal steps of its own.
  Points Advance(Points points, const std::vector<double>& times) const;

  const Network& network() const { return network_; }
  const IntegrationOptions& options() const { return options_; }

 private:
  // The field's (dx/dt, dp/dt) at each point.
  Points Field(const Points& points) const;

  // One step of `step` for each point.
  Points Step(const Points& points, const std::vector<double>& step) const;
  Points StepRungeKutta(const Points& points,
                        const std::vector<double>& step) const;
  Points StepLeapfrog(const Points& points,
                      const std::vector<double>& step) const;
  Points Solve(const Points& from, const std::vector<double>& step,
               size_t coordinate, const Points& before) const;

  Network network_;
  IntegrationOptions options_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_FIELD_INTEGRATOR_H_
