#include "lexprobe/oscillator/trajectory.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

constexpr Oscillator kHeavy{.mass = 2.5, .stiffness = 0.7};

TEST(TrajectoryTest, HasOneMomentInEachPartOfTheRange) {
  TrajectoryOptions options;
  options.starts = 20;
  options.times = 8;
  options.time = {4, 20};
  const std::vector<Trajectory> all =
      TakeTrajectories(kHeavy, *MakeExactFlow(kHeavy), options, Random(1));
  ASSERT_EQ(all.size(), 20u);
  for (const Trajectory& each : all) {
    ASSERT_EQ(each.times.size(), 8u);
    for (int i = 0; i < 8; ++i) {
      EXPECT_GE(each.times[static_cast<size_t>(i)], 4 + 2 * i);
      EXPECT_LT(each.times[static_cast<size_t>(i)], 4 + 2 * (i + 1));
    }
    const PhasePoint exact = ExactFlow(kHeavy, each.start, each.times[3]);
    EXPECT_EQ(each.states[3].x, exact.x);
  }
}

TEST(TrajectoryTest, AsksAllModelsTheSame) {
  const std::vector<Trajectory> one =
      TakeTrajectories(kHeavy, *MakeExactFlow(kHeavy), {}, Random(1));
  const std::vector<Trajectory> other =
      TakeTrajectories(kHeavy, *MakeExactFlow({.damping = 1}), {}, Random(1));
  for (size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].start.x, other[i].start.x);
    EXPECT_EQ(one[i].times, other[i].times);
  }
}

TEST(TrajectoryTest, SpreadIsThatOfTheStatesAboutTheirMean) {
  const double unit = kHeavy.mass * AngularFrequency(kHeavy);
  std::vector<Trajectory> all(2);
  all[0].states = {{1, 0}, {3, 0}};
  all[1].states = {{2, 2 * unit}, {2, -2 * unit}};
  EXPECT_NEAR(SpreadOf(kHeavy, all), std::sqrt((1 + 1 + 4 + 4) / 4.0), 1e-12);
}

TEST(TrajectoryTest, RefusesBadOptions) {
  EXPECT_THAT(Validate(TrajectoryOptions{.starts = 0}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("starts is 0; it must be from 1 to 100000")));
  EXPECT_THAT(Validate(TrajectoryOptions{.times = 3}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("times is 3; it must be from 4 to 100000")));
  EXPECT_THAT(Validate(TrajectoryOptions{.amplitude = {1, 0}}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("amplitude-range is 1:0")));
  EXPECT_THAT(Validate(TrajectoryOptions{.time = {3, 2}}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("time-range is 3:2")));
}

}  // namespace
}  // namespace lexprobe
