#include "lexprobe/base/clock.h"

#include "absl/time/clock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

TEST(ClockTest, TellsTheTimeOfTheMachine) {
  const absl::Time before = absl::Now();
  const absl::Time now = Clock::Real()->Now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, absl::Now());
}

}  // namespace
}  // namespace lexprobe
