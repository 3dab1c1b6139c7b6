#include "lexprobe/oscillator/quantity.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lexprobe/base/status_macros.h"
#include "oscillator/residual.h"

namespace lexprobe {
namespace {

template <typename Function>
QuantityValues OfState(const Setting& setting, Function quantity) {
  QuantityValues values;
  for (const Trajectory& trajectory : TakeTrajectories(
           setting.oscillator, setting.flow, setting.options, setting.random)) {
    QuantityTrajectory value{quantity(trajectory.start), trajectory.times, {}};
    for (const PhasePoint& state : trajectory.states) {
      value.values.push_back(quantity(state));
    }
    values.push_back(std::move(value));
  }
  return values;
}

absl::StatusOr<QuantityValues> EnergyValues(const Setting& setting) {
  return OfState(setting, [&](PhasePoint point) {
    return Energy(setting.oscillator, point);
  });
}

absl::StatusOr<QuantityValues> WeightedSquares(const Setting& setting) {
  return OfState(setting, [](PhasePoint point) {
    return point.x * point.x + 2 * point.p * point.p;
  });
}

absl::StatusOr<QuantityValues> Product(const Setting& setting) {
  return OfState(setting, [](PhasePoint point) { return point.x * point.p; });
}

struct Quantity {
  const char* name;
  absl::StatusOr<QuantityValues> (*measure)(const Setting& setting);
};

constexpr Quantity kQuantities[] = {
    {"energy", EnergyValues},
    {"x^2 + 2 p^2", WeightedSquares},
    {"x p", Product},
    {"trajectory", TrajectoryError},
    {"time translation", TimeTranslation},
    {"time reversal", TimeReversal},
    {"linearity", Linearity},
    {"circle", Circle},
    {"period", PeriodError},
};

}  // namespace

std::vector<std::string> QuantityNames() {
  std::vector<std::string> names;
  for (const Quantity& quantity : kQuantities) names.push_back(quantity.name);
  return names;
}

absl::StatusOr<std::vector<QuantityTrajectory>> MeasureQuantity(
    absl::string_view quantity, const Oscillator& oscillator,
    const FlowMap& flow, const TrajectoryOptions& options,
    const Random& random) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options));
  for (const Quantity& known : kQuantities) {
    if (quantity != known.name) continue;
    return known.measure({oscillator, flow, options, random});
  }
  return absl::InvalidArgumentError(
      absl::StrCat("quantity is \"", quantity, "\"; it must be one of \"",
                   absl::StrJoin(QuantityNames(), "\", \""), "\""));
}

}  // namespace lexprobe
