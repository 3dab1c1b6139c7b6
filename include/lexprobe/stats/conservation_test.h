// The test of a conservation hypothesis: is a quantity Q constant along a
// model's trajectories? Knows nothing of physics or of models; it is handed
// the values.
//
// delta(t) = (Q(t) - Q_0) / scale, where scale is |Q_0| of the trajectory, the
// standard deviation of Q_0 over the starts, or 1. Trajectories are the
// independent units: intervals are resampled and permutations made by start,
// never by moment.
//
// - equivalence (TOST; Schuirmann 1987): the 1 - 2 alpha bootstrap interval of
//   mean delta (90% at alpha 0.05) lies inside +-epsilon, and the 0.95
//   quantile of |delta| is below its own bound. p is the smallest alpha at
//   which the first would hold.
// - drift: the mean over starts of the least-squares slope of delta on t; p
//   by flipping the slopes' signs, two-sided. Moments of one trajectory are
//   not exchangeable, so that times are not permuted.
// - discrimination: Var_within(Q) / Var_total(Q), the share of Q's variance
//   that is not between trajectories. A quantity that does not differ between
//   trajectories is conserved in no interesting sense.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_CONSERVATION_TEST_H_
#define LEXPROBE_STATS_CONSERVATION_TEST_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/base/random.h"
#include "lexprobe/stats/test_options.h"
#include "lexprobe/stats/test_result.h"

namespace lexprobe {

// One start and what the model made of it.
struct QuantityTrajectory {
  double start = 0;            // Q_0, exact, at the true start
  std::vector<double> times;   // at least one
  std::vector<double> values;  // Q at each time
};

// What delta is measured in.
enum class DeltaScale {
  kStart,   // |Q_0| of the trajectory; for quantities that stay off zero
  kSpread,  // standard deviation of Q_0 over the starts
  kNone,    // Q's own unit: delta = Q(t) - Q_0
};

// "start", "spread", "none": as in files.
absl::string_view NameOf(DeltaScale scale);
std::optional<DeltaScale> DeltaScaleFromName(absl::string_view name);

// Bounds fixed beforehand by the hypothesis file.
struct ConservationBounds {
  double alpha = 0.05;
  double epsilon = 0.01;      // of |mean delta|
  double epsilon_q95 = 0.05;  // of the 0.95 quantile of |delta|
  DeltaScale scale = DeltaScale::kStart;
  std::optional<double> maximum_drift;         // of |slope|, a unit of time
  std::optional<double> maximum_within_share;  // of Var_within / Var_total
};

// Fewer starts make bootstrap intervals too narrow to decide on.
inline constexpr int kMinimumStarts = 10;

// The evidence; too few starts are a shortage in it, not an error.
//
// InvalidArgument, naming the trajectory, if times and values differ in
// number, if there are none, if a number is not finite, or if Q_0 is 0 under
// kStart; and if `options` or `bounds` are out of range.
absl::StatusOr<TestResult> TestConservation(
    absl::Span<const QuantityTrajectory> trajectories,
    const ConservationBounds& bounds, const TestOptions& options,
    const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_CONSERVATION_TEST_H_
