#include "cli/delayed_progress.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/fake_clock.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(DelayedProgressTest, PrintsNothingForWorkOfTwoSeconds) {
  TestStreams streams;
  FakeClock clock;
  {
    DelayedProgress progress(streams.io(), &clock, "reading", 100);
    progress.Update(10);
    clock.Advance(absl::Seconds(1.9));
    progress.Update(100);
  }
  EXPECT_EQ(streams.err(), "");
}

TEST(DelayedProgressTest, PrintsLabelAndShareOfLongerWork) {
  TestStreams streams;
  FakeClock clock;
  {
    DelayedProgress progress(streams.io(), &clock, "reading", 100);
    for (int row = 0; row <= 50; row += 10) {
      progress.Update(row);
      clock.Advance(absl::Seconds(3));
    }
  }
  EXPECT_THAT(streams.err(), AllOf(HasSubstr("reading"), HasSubstr("50%")));
}

}  // namespace
}  // namespace lexprobe::cli
