#include "train/block_momentum.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using ::testing::FloatNear;

TEST(BlockMomentumTest, OneProcessGoesWhereItWent) {
  const BlockMomentum momentum(1);
  float velocity = 0;
  EXPECT_EQ(momentum.Step(3, &velocity), 3);
  EXPECT_EQ(momentum.Step(-2, &velocity), -2);
}

TEST(BlockMomentumTest, AMovementMadeOnceCountsAsOftenAsThereAreProcesses) {
  const BlockMomentum momentum(8);
  float velocity = 0;
  float way = momentum.Step(8, &velocity);
  for (int time = 0; time < 200; ++time) way += momentum.Step(0, &velocity);
  EXPECT_THAT(way, FloatNear(8, 1e-4f));
}

// Each process goes all the way to 1 by itself, as for a frequent word.
TEST(BlockMomentumTest, EndsWhereAllProcessesEndAtOnce) {
  for (const int processes : {2, 4, 64}) {
    const BlockMomentum momentum(processes);
    float velocity = 0, place = 0;
    const auto ranks = static_cast<float>(processes);
    for (int time = 0; time < 1000; ++time) {
      place += momentum.Step(ranks * (1 - place), &velocity);
      ASSERT_LT(place, 2) << processes;
    }
    EXPECT_THAT(place, FloatNear(1, 1e-4f)) << processes;
  }
}

// A slow way that every process makes a hundredth of each time.
TEST(BlockMomentumTest, IsAsFastAsTheSumOnALongWay) {
  const BlockMomentum momentum(4);
  float velocity = 0, place = 0, by_sum = 0;
  for (int time = 0; time < 40; ++time) {
    place += momentum.Step(4 * 0.01f * (1 - place), &velocity);
    by_sum += 4 * 0.01f * (1 - by_sum);
  }
  EXPECT_THAT(place, FloatNear(by_sum, 0.03f));
}

}  // namespace
}  // namespace lexprobe
