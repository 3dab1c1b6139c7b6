#include "lexprobe/oscillator/energy_bias.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

constexpr Oscillator kHeavy{.mass = 2.5, .stiffness = 0.7};

// The exact solution shrunk, with scatter.
class SpoiledFlow : public FlowMap {
 public:
  SpoiledFlow(double factor, double scatter)
      : factor_(factor), scatter_(scatter) {}

  std::vector<PhasePoint> Flow(
      absl::Span<const FlowQuestion> questions) const override {
    Random random(4);
    const double unit = kHeavy.mass * AngularFrequency(kHeavy);
    std::vector<PhasePoint> points;
    for (const FlowQuestion& each : questions) {
      PhasePoint point = ExactFlow(kHeavy, each.start, each.time);
      point.x = factor_ * point.x + scatter_ * random.Normal();
      point.p = factor_ * point.p + scatter_ * unit * random.Normal();
      points.push_back(point);
    }
    return points;
  }
  std::string Describe() const override { return "spoiled"; }

 private:
  double factor_;
  double scatter_;
};

EnergyBias Measure(const FlowMap& flow) {
  return MeasureEnergyBias(kHeavy, flow, {}, Random(1));
}

TEST(EnergyBiasTest, OfTheExactSolutionIsNothing) {
  const EnergyBias bias = Measure(*MakeExactFlow(kHeavy));
  EXPECT_NEAR(bias.total, 0, 1e-12);
  EXPECT_EQ(bias.scatter, 0);
  EXPECT_EQ(bias.trajectory_error, 0);
  EXPECT_NEAR(bias.energy_error, 0, 1e-12);
}

TEST(EnergyBiasTest, OfShrinkageIsNegativeAndKnown) {
  // States 0.9 s: the energy is 0.81 of what it should be; error is -0.1 s.
  const EnergyBias bias = Measure(SpoiledFlow(0.9, 0));
  EXPECT_NEAR(bias.shrinkage, -0.2, 1e-12);
  EXPECT_NEAR(bias.scatter, 0.01, 1e-12);
  EXPECT_NEAR(bias.total, -0.19, 1e-12);
  EXPECT_NEAR(bias.trajectory_error, 0.1, 1e-12);
  EXPECT_NEAR(bias.energy_error, 0.19, 1e-12);
}

TEST(EnergyBiasTest, OfScatterIsPositiveAndItsClosedForm) {
  // (k sigma_x^2 + sigma_p^2 / m) / 2 = k sigma^2, over a mean energy of
  // k (mean a^2) / 2.
  const EnergyBias bias = Measure(SpoiledFlow(1, 0.05));
  EXPECT_NEAR(bias.scatter, 2 * 0.0025 / 0.52, 0.0008);
  EXPECT_NEAR(bias.shrinkage, 0, 0.003);
  EXPECT_NEAR(bias.total, bias.scatter + bias.shrinkage, 1e-12);
}

TEST(EnergyBiasTest, IsTakenAgainstTheUndampedMotion) {
  Oscillator damped = kHeavy;
  damped.damping = 0.2;
  const EnergyBias bias =
      MeasureEnergyBias(damped, *MakeExactFlow(damped), {}, Random(1));
  EXPECT_LT(bias.total, -0.3);
}

}  // namespace
}  // namespace lexprobe
