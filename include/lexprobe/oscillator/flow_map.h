// FlowMap: anything that says where the oscillator will be: the exact
// solution, a network that was taught the flow, or one that was taught the
// field and is integrated.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_OSCILLATOR_FLOW_MAP_H_
#define LEXPROBE_OSCILLATOR_FLOW_MAP_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/oscillator/dynamics.h"
#include "lexprobe/oscillator/network.h"

namespace lexprobe {

struct FlowQuestion {
  PhasePoint start;
  double time = 0;  // at least 0
};

class FlowMap {
 public:
  virtual ~FlowMap() = default;

  // Where each start is after its time. An integrator passes once along each
  // run of questions that have one start and rising times.
  virtual std::vector<PhasePoint> Flow(
      absl::Span<const FlowQuestion> questions) const = 0;

  // What it is, for reports: "exact solution".
  virtual std::string Describe() const = 0;
};

std::unique_ptr<FlowMap> MakeExactFlow(const Oscillator& oscillator);

enum class Integrator {
  // Classical Runge-Kutta, order 4.
  kRungeKutta,
  // Stoermer-Verlet for Hamiltonians that do not separate into T(p) + V(x):
  // symplectic, order 2, its implicit half steps solved by fixed-point
  // iteration (Hairer, Lubich & Wanner 2006, section VI.3, equation 3.4).
  // Only for kind hamiltonian.
  kLeapfrog,
};

struct IntegrationOptions {
  Integrator integrator = Integrator::kRungeKutta;
  double step = 0.1;  // longest, in units of time: above 0
};

// A network's flow: asked directly if its kind is flow, else integrated.
// InvalidArgument if the step is not above 0, or leapfrog is asked of a
// network that is no Hamiltonian.
absl::StatusOr<std::unique_ptr<FlowMap>> MakeNetworkFlow(
    Network network, const IntegrationOptions& options = {});

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_FLOW_MAP_H_
