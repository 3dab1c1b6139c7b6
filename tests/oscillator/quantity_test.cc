#include "lexprobe/oscillator/quantity.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

constexpr Oscillator kHeavy{.mass = 2.5, .stiffness = 0.7};

// A map made of any function.
class FunctionFlow : public FlowMap {
 public:
  using Function = std::function<PhasePoint(PhasePoint, double)>;
  explicit FunctionFlow(Function function) : function_(std::move(function)) {}

  std::vector<PhasePoint> Flow(
      absl::Span<const FlowQuestion> questions) const override {
    std::vector<PhasePoint> points;
    for (const FlowQuestion& each : questions) {
      points.push_back(function_(each.start, each.time));
    }
    return points;
  }
  std::string Describe() const override { return "function"; }

 private:
  Function function_;
};

TrajectoryOptions FewTrajectories() {
  TrajectoryOptions options;
  options.starts = 20;
  options.times = 16;
  return options;
}

std::vector<QuantityTrajectory> Measure(const std::string& quantity,
                                        const FlowMap& flow) {
  return *MeasureQuantity(quantity, kHeavy, flow, FewTrajectories(), Random(1));
}

// The largest |Q - Q_0|.
double LargestChange(const std::vector<QuantityTrajectory>& all) {
  double largest = 0;
  for (const QuantityTrajectory& each : all) {
    for (const double value : each.values) {
      largest = std::max(largest, std::abs(value - each.start));
    }
  }
  return largest;
}

double MeanValue(const std::vector<QuantityTrajectory>& all) {
  double sum = 0, count = 0;
  for (const QuantityTrajectory& each : all) {
    for (const double value : each.values) {
      sum += value;
      ++count;
    }
  }
  return sum / count;
}

TEST(QuantityTest, TheExactSolutionLeavesNoResidual) {
  const std::unique_ptr<FlowMap> exact = MakeExactFlow(kHeavy);
  for (const char* quantity : {"energy", "trajectory", "time translation",
                               "time reversal", "linearity", "circle"}) {
    EXPECT_LT(LargestChange(Measure(quantity, *exact)), 1e-12) << quantity;
  }
  EXPECT_LT(LargestChange(Measure("period", *exact)), 1e-6);
}

TEST(QuantityTest, TheExactSolutionChangesTheControls) {
  const std::unique_ptr<FlowMap> exact = MakeExactFlow(kHeavy);
  EXPECT_GT(LargestChange(Measure("x^2 + 2 p^2", *exact)), 0.1);
  EXPECT_GT(LargestChange(Measure("x p", *exact)), 0.1);
}

TEST(QuantityTest, EnergyStartsAtItsTrueValue) {
  const FunctionFlow still([](PhasePoint, double) { return PhasePoint{1, 2}; });
  const std::vector<QuantityTrajectory> all = Measure("energy", still);
  const std::vector<Trajectory> taken =
      TakeTrajectories(kHeavy, still, FewTrajectories(), Random(1));
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].start, Energy(kHeavy, taken[i].start));
    EXPECT_EQ(all[i].values[0], Energy(kHeavy, {1, 2}));
    EXPECT_EQ(all[i].times, taken[i].times);
  }
}

// A map that breaks one property by a known amount leaves that as residual.
TEST(QuantityTest, TrajectoryErrorIsInSharesOfTheMotion) {
  const FunctionFlow shifted([](PhasePoint start, double time) {
    PhasePoint point = ExactFlow(kHeavy, start, time);
    point.x += 0.05;
    return point;
  });
  const double spread = SpreadOf(
      kHeavy, TakeTrajectories(kHeavy, shifted, FewTrajectories(), Random(1)));
  EXPECT_NEAR(MeanValue(Measure("trajectory", shifted)), 0.05 / spread, 1e-12);
}

TEST(QuantityTest, LinearityIsBrokenByAnOffset) {
  const FunctionFlow shifted([](PhasePoint start, double time) {
    PhasePoint point = ExactFlow(kHeavy, start, time);
    point.x += 0.05;
    return point;
  });
  // f(a u + b v) - a f(u) - b f(v) = 0.05 (1 - a - b), which is not small.
  EXPECT_GT(MeanValue(Measure("linearity", shifted)), 0.02);
}

TEST(QuantityTest, TimeTranslationIsBrokenByAClockThatSlows) {
  const FunctionFlow slowing([](PhasePoint start, double time) {
    return ExactFlow(kHeavy, start, time - 0.01 * time * time);
  });
  EXPECT_GT(MeanValue(Measure("time translation", slowing)), 0.1);
  const FunctionFlow slow([](PhasePoint start, double time) {
    return ExactFlow(kHeavy, start, 0.9 * time);
  });
  EXPECT_LT(LargestChange(Measure("time translation", slow)), 1e-12);
}

TEST(QuantityTest, TimeReversalIsBrokenByDamping) {
  Oscillator damped = kHeavy;
  damped.damping = 0.2;
  EXPECT_GT(MeanValue(Measure("time reversal", *MakeExactFlow(damped))), 0.1);
}

TEST(QuantityTest, TimesOfATranslationStayWithinTheRange) {
  TrajectoryOptions options = FewTrajectories();
  options.time = {2, 9};
  double least = 100, most = 0;
  const FunctionFlow watched([&](PhasePoint start, double time) {
    least = std::min(least, time);
    most = std::max(most, time);
    return ExactFlow(kHeavy, start, time);
  });
  ASSERT_THAT(
      MeasureQuantity("time translation", kHeavy, watched, options, Random(1)),
      IsOk());
  EXPECT_GE(least, 2);
  EXPECT_LE(most, 9);
}

TEST(QuantityTest, ACircleIsToldFromAnEllipseAndFromAnArc) {
  const FunctionFlow ellipse([](PhasePoint start, double time) {
    PhasePoint point = ExactFlow(kHeavy, start, time);
    point.x *= 1.3;
    return point;
  });
  EXPECT_GT(MeanValue(Measure("circle", ellipse)), 0.05);
  // An arc of a circle about another point is nearly straight.
  const FunctionFlow arc([](PhasePoint, double time) {
    return PhasePoint{1 + std::cos(time / 100), std::sin(time / 100)};
  });
  EXPECT_GT(MeanValue(Measure("circle", arc)), 0.05);
}

TEST(QuantityTest, ThePeriodIsMeasuredWithItsSign) {
  const FunctionFlow slow([](PhasePoint start, double time) {
    return ExactFlow(kHeavy, start, 0.9 * time);
  });
  EXPECT_NEAR(MeanValue(Measure("period", slow)), 1 / 0.9 - 1, 1e-5);
  const FunctionFlow fast([](PhasePoint start, double time) {
    return ExactFlow(kHeavy, start, 1.1 * time);
  });
  EXPECT_NEAR(MeanValue(Measure("period", fast)), 1 / 1.1 - 1, 1e-5);
}

TEST(QuantityTest, AModelThatDoesNotMoveGainsNothingByIt) {
  const FunctionFlow still([](PhasePoint, double) {
    return PhasePoint{0.3, 0.2};
  });
  for (const char* quantity :
       {"trajectory", "time translation", "time reversal", "linearity",
        "circle", "period"}) {
    EXPECT_GT(MeanValue(Measure(quantity, still)), 0.5) << quantity;
  }
}

TEST(QuantityTest, ListsWhatThereIs) {
  const std::vector<std::string> names = QuantityNames();
  EXPECT_EQ(names.size(), 9u);
  EXPECT_THAT(
      MeasureQuantity("entropy", kHeavy, *MakeExactFlow(kHeavy), {}, Random(1)),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("quantity is \"entropy\"; it must be one of "
                         "\"energy\", \"x^2 + 2 p^2\"")));
}

TEST(QuantityTest, SaysWhenARangeIsTooLateForTimeTranslation) {
  TrajectoryOptions options;
  options.time = {10, 20};
  EXPECT_THAT(MeasureQuantity("time translation", kHeavy,
                              *MakeExactFlow(kHeavy), options, Random(1)),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("ends after twice its beginning, and has "
                                 "10:20")));
}

}  // namespace
}  // namespace lexprobe
