#include "lexprobe/train/schedule.h"

#include "gtest/gtest.h"

namespace lexprobe {
namespace {

TEST(ScheduleTest, RisesOverTheWarmUpAndFallsToTheFinalShare) {
  EXPECT_NEAR(RateShare(0.1, 0.2, 0.02), 0.5, 1e-12);
  EXPECT_NEAR(RateShare(0.2, 0.2, 0.02), 1.0, 1e-12);
  EXPECT_NEAR(RateShare(0.6, 0.2, 0.02), 0.5, 1e-12);
  EXPECT_DOUBLE_EQ(RateShare(1.0, 0.2, 0.02), 0.02);
}

TEST(ScheduleTest, NeverGivesZeroWhileThereIsWork) {
  for (double done = 0; done < 1; done += 0.01) {
    EXPECT_GT(RateShare(done, 0.3, 0.02), 0) << done;
  }
}

TEST(ScheduleTest, WithoutAWarmUpStartsAtThePeak) {
  EXPECT_DOUBLE_EQ(RateShare(0, 0, 0.1), 1);
}

}  // namespace
}  // namespace lexprobe
