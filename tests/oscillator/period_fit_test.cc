#include "lexprobe/oscillator/period_fit.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

constexpr double kTwoPi = 6.283185307179586;

struct Motion {
  std::vector<double> times, first, second;
};

// Sinusoids about an offset, with noise.
Motion Move(double period, double noise, double duration = 20) {
  Motion motion;
  Random random(2);
  for (int i = 0; i < 64; ++i) {
    const double t = duration * (i + random.Uniform()) / 64;
    const double phase = kTwoPi * t / period + 0.4;
    motion.times.push_back(t);
    motion.first.push_back(0.3 + std::cos(phase) + noise * random.Normal());
    motion.second.push_back(-std::sin(phase) + noise * random.Normal());
  }
  return motion;
}

PeriodFit Fit(const Motion& motion, double expected_frequency) {
  return FitPeriod(motion.times, motion.first, motion.second,
                   expected_frequency);
}

TEST(PeriodFitTest, FindsTheExactPeriodOfASinusoid) {
  for (const double period : {3.0, 5.9, 6.2831, 6.5, 11.0}) {
    const PeriodFit fit = Fit(Move(period, 0), 1);
    EXPECT_NEAR(fit.period, period, 1e-6) << period;
    EXPECT_NEAR(fit.explained, 1, 1e-9) << period;
  }
}

TEST(PeriodFitTest, FindsItFromLessThanOnePeriodToo) {
  EXPECT_NEAR(Fit(Move(7, 0, 5), 1).period, 7, 1e-5);
}

TEST(PeriodFitTest, FindsItUnderNoise) {
  const PeriodFit fit = Fit(Move(6.5, 0.2), 1);
  EXPECT_NEAR(fit.period, 6.5, 0.1);
  EXPECT_GT(fit.explained, 0.85);
  EXPECT_LT(fit.explained, 0.98);
}

TEST(PeriodFitTest, ExplainsLittleOfPureNoise) {
  Motion motion = Move(6.5, 0);
  Random random(4);
  for (double& value : motion.first) value = random.Normal();
  for (double& value : motion.second) value = random.Normal();
  EXPECT_LT(Fit(motion, 1).explained, 0.4);
}

TEST(PeriodFitTest, ExplainsNothingOfWhatDoesNotMove) {
  Motion motion = Move(6.5, 0);
  for (double& value : motion.first) value = 1;
  for (double& value : motion.second) value = 1;
  EXPECT_EQ(Fit(motion, 1).explained, 0);
}

}  // namespace
}  // namespace lexprobe
