// The residual quantities of quantity.h, one function each. Private to
// oscillator.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_OSCILLATOR_RESIDUAL_H_
#define LEXPROBE_OSCILLATOR_RESIDUAL_H_

#include <vector>

#include "absl/status/statusor.h"
#include "lexprobe/base/random.h"
#include "lexprobe/oscillator/dynamics.h"
#include "lexprobe/oscillator/flow_map.h"
#include "lexprobe/oscillator/trajectory.h"
#include "lexprobe/stats/conservation_test.h"

namespace lexprobe {

// What every quantity is measured from.
struct Setting {
  const Oscillator& oscillator;
  const FlowMap& flow;
  const TrajectoryOptions& options;
  const Random& random;
};

using QuantityValues = std::vector<QuantityTrajectory>;

absl::StatusOr<QuantityValues> TrajectoryError(const Setting& setting);
absl::StatusOr<QuantityValues> TimeTranslation(const Setting& setting);
absl::StatusOr<QuantityValues> TimeReversal(const Setting& setting);
absl::StatusOr<QuantityValues> Linearity(const Setting& setting);
absl::StatusOr<QuantityValues> Circle(const Setting& setting);
absl::StatusOr<QuantityValues> PeriodError(const Setting& setting);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_RESIDUAL_H_
