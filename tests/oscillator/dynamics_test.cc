#include "lexprobe/oscillator/dynamics.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

constexpr double kPi = 3.14159265358979323846;
constexpr Oscillator kUnit{.mass = 1, .stiffness = 1};
constexpr Oscillator kHeavy{.mass = 2.5, .stiffness = 0.7};

// The slow oracle: classical Runge-Kutta in small steps.
PhasePoint Integrate(const Oscillator& oscillator, PhasePoint point,
                     double time) {
  constexpr int kSteps = 20000;
  const double h = time / kSteps;
  const auto move = [&](PhasePoint from, double by) {
    const PhasePoint slope = TimeDerivative(oscillator, from);
    return PhasePoint{point.x + by * slope.x, point.p + by * slope.p};
  };
  for (int i = 0; i < kSteps; ++i) {
    const PhasePoint k1 = TimeDerivative(oscillator, point);
    const PhasePoint k2 = TimeDerivative(oscillator, move(point, h / 2));
    const PhasePoint k3 =
        TimeDerivative(oscillator, move(move(point, h / 2), h / 2));
    const PhasePoint k4 =
        TimeDerivative(oscillator, {point.x + h * k3.x, point.p + h * k3.p});
    point.x += h / 6 * (k1.x + 2 * k2.x + 2 * k3.x + k4.x);
    point.p += h / 6 * (k1.p + 2 * k2.p + 2 * k3.p + k4.p);
  }
  return point;
}

TEST(DynamicsTest, FollowsCosineAndSineWithoutDamping) {
  for (const double t : {0.0, 0.3, 2.0, 17.5, -4.0}) {
    const PhasePoint end = ExactFlow(kUnit, {0.6, -0.3}, t);
    EXPECT_NEAR(end.x, 0.6 * std::cos(t) - 0.3 * std::sin(t), 1e-14) << t;
    EXPECT_NEAR(end.p, -0.3 * std::cos(t) - 0.6 * std::sin(t), 1e-14) << t;
  }
}

TEST(DynamicsTest, FollowsTheEquationOfMotionAtAnyDamping) {
  // Below, at and above critical damping, 2 sqrt(k m).
  const double critical = 2 * std::sqrt(0.7 * 2.5);
  for (const double damping :
       {0.0, 0.1, critical / 2, critical, critical * 1.0000001, 3 * critical}) {
    Oscillator oscillator = kHeavy;
    oscillator.damping = damping;
    const PhasePoint exact = ExactFlow(oscillator, {0.4, 0.9}, 3.7);
    const PhasePoint oracle = Integrate(oscillator, {0.4, 0.9}, 3.7);
    EXPECT_NEAR(exact.x, oracle.x, 1e-8) << damping;
    EXPECT_NEAR(exact.p, oracle.p, 1e-8) << damping;
  }
}

TEST(DynamicsTest, DecaysWithoutOverflowWhenStronglyDamped) {
  const Oscillator stiff{.mass = 1, .stiffness = 1, .damping = 1000};
  const PhasePoint end = ExactFlow(stiff, {1, 0}, 1000);
  EXPECT_NEAR(end.x, std::exp(-1.0), 1e-3);
  EXPECT_TRUE(std::isfinite(end.p));
}

TEST(DynamicsTest, GoesBackWithTimeReversed) {
  Oscillator damped = kHeavy;
  damped.damping = 0.3;
  const PhasePoint there = ExactFlow(damped, {0.4, 0.9}, 2.2);
  const PhasePoint back = ExactFlow(damped, there, -2.2);
  EXPECT_NEAR(back.x, 0.4, 1e-12);
  EXPECT_NEAR(back.p, 0.9, 1e-12);
}

TEST(DynamicsTest, ComesBackAfterOnePeriod) {
  EXPECT_NEAR(Period(kUnit), 2 * kPi, 1e-15);
  EXPECT_NEAR(Period(kHeavy), 2 * kPi * std::sqrt(2.5 / 0.7), 1e-13);
  const PhasePoint end = ExactFlow(kHeavy, {0.4, 0.9}, Period(kHeavy));
  EXPECT_NEAR(end.x, 0.4, 1e-13);
  EXPECT_NEAR(end.p, 0.9, 1e-13);
}

TEST(DynamicsTest, EnergyIsThatOfTheFormulaAndIsConserved) {
  EXPECT_DOUBLE_EQ(Energy(kHeavy, {3, 4}), 16 / 5.0 + 0.7 * 9 / 2);
  const double before = Energy(kHeavy, {0.4, 0.9});
  for (const double t : {0.1, 1.0, 33.0}) {
    EXPECT_NEAR(Energy(kHeavy, ExactFlow(kHeavy, {0.4, 0.9}, t)), before,
                1e-14);
  }
}

TEST(DynamicsTest, EnergyIsLostToDamping) {
  Oscillator damped = kUnit;
  damped.damping = 0.1;
  const double after = Energy(damped, ExactFlow(damped, {1, 0}, 20));
  EXPECT_NEAR(after / 0.5, std::exp(-2.0), 0.02);
}

TEST(DynamicsTest, GradientOfTheEnergyIsItsFiniteDifference) {
  constexpr double kStep = 1e-6;
  for (const Oscillator& oscillator : {kUnit, kHeavy}) {
    for (const PhasePoint at : {PhasePoint{0.3, -1.2}, PhasePoint{-2, 0}}) {
      const PhasePoint gradient = EnergyGradient(oscillator, at);
      EXPECT_NEAR(gradient.x,
                  (Energy(oscillator, {at.x + kStep, at.p}) -
                   Energy(oscillator, {at.x - kStep, at.p})) /
                      (2 * kStep),
                  1e-8);
      EXPECT_NEAR(gradient.p,
                  (Energy(oscillator, {at.x, at.p + kStep}) -
                   Energy(oscillator, {at.x, at.p - kStep})) /
                      (2 * kStep),
                  1e-8);
    }
  }
}

TEST(DynamicsTest, FieldIsTheGradientTurnedByAQuarter) {
  const PhasePoint at{0.3, -1.2};
  const PhasePoint gradient = EnergyGradient(kHeavy, at);
  const PhasePoint field = TimeDerivative(kHeavy, at);
  EXPECT_DOUBLE_EQ(field.x, gradient.p);
  EXPECT_DOUBLE_EQ(field.p, -gradient.x);
}

TEST(DynamicsTest, KeepsTheAmplitudeInScaledCoordinates) {
  const PhasePoint start = PointAt(kHeavy, 0.8, 0);
  EXPECT_DOUBLE_EQ(start.x, 0.8);
  EXPECT_DOUBLE_EQ(start.p, 0);
  for (const double phase : {0.5, 2.0, 6.0}) {
    const PhasePoint point = PointAt(kHeavy, 0.8, phase);
    EXPECT_NEAR(Amplitude(kHeavy, point), 0.8, 1e-15);
    // A phase is reached after phase / w.
    const PhasePoint flown =
        ExactFlow(kHeavy, start, phase / AngularFrequency(kHeavy));
    EXPECT_NEAR(flown.x, point.x, 1e-14);
    EXPECT_NEAR(flown.p, point.p, 1e-14);
  }
}

struct BadOscillator {
  const char* what;
  Oscillator oscillator;
  const char* message;
};

TEST(DynamicsTest, RefusesWhatIsNoOscillator) {
  const double nan = std::nan("");
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<BadOscillator> bad = {
      {"no mass", {.mass = 0}, "mass is 0; it must be a number above 0"},
      {"negative mass", {.mass = -1}, "mass is -1"},
      {"mass is no number", {.mass = nan}, "mass is nan"},
      {"endless mass", {.mass = infinity}, "mass is inf"},
      {"no stiffness", {.stiffness = 0}, "stiffness is 0; it must be"},
      {"stiffness is no number", {.stiffness = nan}, "stiffness is nan"},
      {"negative damping",
       {.damping = -0.1},
       "damping is -0.1; it must be a number of at least 0"},
      {"damping is no number", {.damping = nan}, "damping is nan"},
  };
  for (const BadOscillator& each : bad) {
    EXPECT_THAT(
        Validate(each.oscillator),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(each.message)))
        << each.what;
  }
  EXPECT_THAT(Validate(kHeavy), IsOk());
}

}  // namespace
}  // namespace lexprobe
