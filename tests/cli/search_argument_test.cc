#include "cli/search_argument.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

constexpr SearchArgument kGoodArgument;

TEST(SearchArgumentTest, NamesTheValueFoundAndTheValueAllowed) {
  EXPECT_THAT(Validate(kGoodArgument), IsOk());
  SearchArgument argument = kGoodArgument;
  argument.top = 0;
  EXPECT_THAT(Validate(argument), StatusIs(absl::StatusCode::kInvalidArgument,
                                           "--top is 0, must be at least 1"));
  argument = kGoodArgument;
  argument.threads = -1;
  EXPECT_THAT(Validate(argument),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "--threads is -1, must be at least 0"));
}

TEST(ThreadsForTest, TakesAllProcessorsForNone) {
  EXPECT_GE(ThreadsFor(0), 1);
  EXPECT_EQ(ThreadsFor(3), 3);
}

}  // namespace
}  // namespace lexprobe::cli
