#include "lexprobe/base/check.h"

#include "gtest/gtest.h"

namespace lexprobe {
namespace {

TEST(CheckDeathTest, NamesThePlaceAndTheConditionThatFailed) {
  EXPECT_DEATH(LEXPROBE_CHECK(1 + 1 == 3),
               "check_test.cc:[0-9]+: check failed: 1 \\+ 1 == 3");
}

TEST(CheckTest, LetsATrueConditionPassAndEvaluatesItOnce) {
  int calls = 0;
  LEXPROBE_CHECK(++calls == 1);
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace lexprobe
