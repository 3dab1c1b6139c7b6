#include "cli/json_output.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(JsonNumberTest, GivesAFloatTheDigitsOfAFloat) {
  EXPECT_EQ(JsonNumber(0.1f).dump(), "0.1");
  EXPECT_EQ(JsonNumber(1.0f / 3).dump(), "0.33333334");
  EXPECT_EQ(JsonNumber(-2.5e-8f).dump(), "-2.5e-08");
  for (const float number : {0.1f, 1e-30f, 3.4e38f, 16777216.0f}) {
    EXPECT_EQ(JsonNumber(number).get<float>(), number);
  }
}

TEST(JsonNumberTest, GivesNullForWhatJsonCannotCarry) {
  EXPECT_TRUE(JsonNumber(std::nanf("")).is_null());
  EXPECT_TRUE(JsonNumber(std::optional<double>()).is_null());
  EXPECT_TRUE(JsonNumber(std::optional(kInfinity)).is_null());
  EXPECT_EQ(JsonNumber(std::optional(0.5)).dump(), "0.5");
}

TEST(JsonLineTest, KeepsTheOrderOfKeysAndReplacesBadBytes) {
  TestStreams streams;
  PrintJsonLine(Json{{"b", 1}, {"a", "caf\xE9"}}, streams.io());
  EXPECT_EQ(streams.out(), "{\"b\":1,\"a\":\"caf\xEF\xBF\xBD\"}\n");
}

}  // namespace
}  // namespace lexprobe::cli
