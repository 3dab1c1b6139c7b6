#include "lexprobe/stats/conservation_test.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/stats/permutation_test.h"
#include "stats/conservation_effects.h"
#include "stats/number_text.h"

namespace lexprobe {
namespace {

absl::Status ValidateTrajectory(const QuantityTrajectory& trajectory,
                                DeltaScale scale) {
  if (trajectory.times.empty() ||
      trajectory.times.size() != trajectory.values.size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        trajectory.times.size(), " times and ", trajectory.values.size(),
        " values; there must be as many of each, and at least one"));
  }
  bool finite = std::isfinite(trajectory.start);
  for (const double t : trajectory.times) finite &= std::isfinite(t);
  for (const double q : trajectory.values) finite &= std::isfinite(q);
  if (!finite) return absl::InvalidArgumentError("a number is not finite");
  if (scale == DeltaScale::kStart && trajectory.start == 0) {
    return absl::InvalidArgumentError(
        "Q_0 is 0, and delta is to be relative to it; the scale \"spread\" "
        "allows that");
  }
  return absl::OkStatus();
}

absl::Status ValidateBounds(const ConservationBounds& bounds) {
  const bool ok = bounds.alpha > 0 && bounds.alpha < 0.5 &&
                  bounds.epsilon > 0 && bounds.epsilon_q95 > 0 &&
                  bounds.maximum_drift.value_or(1) > 0 &&
                  bounds.maximum_within_share.value_or(1) > 0;
  if (ok) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "alpha is ", bounds.alpha, ", epsilon ", bounds.epsilon, ", epsilon_q95 ",
      bounds.epsilon_q95,
      "; alpha must be above 0 and below 0.5, and every bound above 0"));
}

// The smallest alpha at which the 1 - 2 alpha percentile interval of the mean
// lies inside +-epsilon; never 0, as a permutation p is not.
double EquivalenceP(absl::Span<const double> values, double epsilon) {
  double below = 0, above = 0;
  for (const double value : values) {
    below += value <= -epsilon;
    above += value >= epsilon;
  }
  return (std::max(below, above) + 1) /
         (static_cast<double>(values.size()) + 1);
}

// The test under way: what every part of the evidence needs.
struct Context {
  const ConservationEffects& effects;
  const ConservationBounds& bounds;
  const TestOptions& options;
  const Random& random;

  int starts() const { return static_cast<int>(effects.starts().size()); }
  BootstrapOptions Bootstrap(double level) const {
    return {.level = level,
            .resamples = options.resamples,
            .method = IntervalMethod::kPercentile,
            .strata = {}};
  }
};

void AddCriterion(const Measure& measure, Criterion::Side side, double bound,
                  TestResult* result) {
  Criterion criterion;
  criterion.name = measure.name;
  criterion.side = side;
  criterion.bound = bound;
  criterion.value = measure.value;
  if (measure.interval) criterion.interval = *measure.interval;
  result->criteria.push_back(std::move(criterion));
}

void AddEquivalence(const Context& context, absl::Span<const double> ones,
                    TestResult* result) {
  const auto mean = [&context](absl::Span<const double> weights) {
    return context.effects.MeanDelta(weights);
  };
  const double level = 1 - 2 * context.bounds.alpha;
  const std::vector<double> values =
      BootstrapValues(context.starts(), mean, context.Bootstrap(level),
                      context.random.Fork("conservation.mean"));
  Measure measure;
  measure.name = "mean delta";
  measure.about = "mean relative change of Q; its sign says gain or loss";
  measure.value = mean(ones);
  measure.interval = PercentileInterval(values, level);
  measure.p = EquivalenceP(values, context.bounds.epsilon);
  result->p = *measure.p;
  result->smallest_p = 1.0 / (static_cast<double>(values.size()) + 1);
  result->p_of = "equivalence of mean delta (TOST)";
  AddCriterion(measure, Criterion::Side::kWithin, context.bounds.epsilon,
               result);
  result->measures.push_back(std::move(measure));
}

void AddQuantile(const Context& context, absl::Span<const double> ones,
                 TestResult* result) {
  const auto quantile = [&context](absl::Span<const double> weights) {
    return context.effects.Quantile95(weights);
  };
  Measure measure;
  measure.name = "q95 |delta|";
  measure.about = "0.95 quantile of the size of the change, all moments";
  measure.value = quantile(ones);
  measure.interval =
      BootstrapInterval(context.starts(), quantile, context.Bootstrap(0.95),
                        context.random.Fork("conservation.quantile"));
  AddCriterion(measure, Criterion::Side::kAtMost, context.bounds.epsilon_q95,
               result);
  result->measures.push_back(std::move(measure));
}

void AddDrift(const Context& context, absl::Span<const double> ones,
              TestResult* result) {
  const auto drift = [&context](absl::Span<const double> weights) {
    return context.effects.Drift(weights);
  };
  Measure measure;
  measure.name = "drift";
  measure.about = "mean slope of delta on t; p by flipping signs of starts";
  measure.value = drift(ones);
  if (std::isnan(measure.value)) {
    measure.note = "a trajectory has one moment only";
  } else {
    measure.interval =
        BootstrapInterval(context.starts(), drift, context.Bootstrap(0.95),
                          context.random.Fork("conservation.drift"));
    std::vector<double> slopes;
    for (const StartSummary& start : context.effects.starts()) {
      slopes.push_back(start.slope);
    }
    PermutationResult flips = TestSignFlips(
        slopes, Tail::kTwoSided, {.permutations = context.options.permutations},
        context.random.Fork("conservation.drift.signs"));
    measure.p = flips.p;
    result->nulls.push_back({"drift with the starts' signs flipped",
                             flips.observed, std::move(flips.null_values),
                             flips.exact});
  }
  if (context.bounds.maximum_drift) {
    AddCriterion(measure, Criterion::Side::kWithin,
                 *context.bounds.maximum_drift, result);
  }
  result->measures.push_back(std::move(measure));
}

void AddDiscrimination(const Context& context, absl::Span<const double> ones,
                       TestResult* result) {
  const auto share = [&context](absl::Span<const double> weights) {
    return context.effects.WithinShare(weights);
  };
  Measure measure;
  measure.name = "within share";
  measure.about = "Var_within(Q) / Var_total(Q), over trajectories";
  measure.value = share(ones);
  if (std::isnan(measure.value)) {
    measure.note = "Q is the same everywhere";
  } else {
    measure.interval =
        BootstrapInterval(context.starts(), share, context.Bootstrap(0.95),
                          context.random.Fork("conservation.share"));
  }
  if (context.bounds.maximum_within_share) {
    AddCriterion(measure, Criterion::Side::kAtMost,
                 *context.bounds.maximum_within_share, result);
  }
  result->measures.push_back(std::move(measure));
}

EvidenceTable StartTable(const ConservationEffects& effects) {
  EvidenceTable table;
  table.title = "starts";
  table.header = {"start", "Q_0", "mean delta", "largest |delta|", "slope"};
  for (size_t i = 0; i < effects.starts().size(); ++i) {
    const StartSummary& start = effects.starts()[i];
    table.rows.push_back(
        {absl::StrCat(i), NumberText(start.start), NumberText(start.mean_delta),
         NumberText(*std::max_element(start.sizes.begin(), start.sizes.end())),
         NumberText(start.slope)});
  }
  return table;
}

}  // namespace

absl::string_view NameOf(DeltaScale scale) {
  switch (scale) {
    case DeltaScale::kStart:
      return "start";
    case DeltaScale::kSpread:
      return "spread";
    case DeltaScale::kNone:
      return "none";
  }
  return "";
}

std::optional<DeltaScale> DeltaScaleFromName(absl::string_view name) {
  for (const DeltaScale scale :
       {DeltaScale::kStart, DeltaScale::kSpread, DeltaScale::kNone}) {
    if (name == NameOf(scale)) return scale;
  }
  return std::nullopt;
}

absl::StatusOr<TestResult> TestConservation(
    absl::Span<const QuantityTrajectory> trajectories,
    const ConservationBounds& bounds, const TestOptions& options,
    const Random& random) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options));
  LEXPROBE_RETURN_IF_ERROR(ValidateBounds(bounds));
  for (size_t i = 0; i < trajectories.size(); ++i) {
    LEXPROBE_RETURN_IF_ERROR(
        Annotate(ValidateTrajectory(trajectories[i], bounds.scale),
                 absl::StrCat("trajectory ", i)));
  }
  TestResult result;
  result.unit = "starts";
  result.units = result.units_given = static_cast<int64_t>(trajectories.size());
  result.method = absl::StrCat("delta = (Q(t) - Q_0) / scale \"",
                               NameOf(bounds.scale), "\"; resampled by start");
  if (result.units < kMinimumStarts) {
    result.shortage = absl::StrCat("needs at least ", kMinimumStarts,
                                   " starts, and has ", result.units);
    return result;
  }
  if (bounds.scale == DeltaScale::kSpread && !(SpreadOf(trajectories) > 0)) {
    result.shortage = "needs starts that differ in Q, and has one Q_0 for all";
    return result;
  }
  const ConservationEffects effects(trajectories, bounds.scale);
  const Context context{effects, bounds, options, random};
  const std::vector<double> ones(trajectories.size(), 1.0);
  AddEquivalence(context, ones, &result);
  AddQuantile(context, ones, &result);
  AddDrift(context, ones, &result);
  AddDiscrimination(context, ones, &result);
  result.tables.push_back(StartTable(effects));
  return result;
}

}  // namespace lexprobe
