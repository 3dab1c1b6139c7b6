#include "cli/option_values.h"

#include <cstdint>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

TEST(ReadValuesTest, RefusesANegativeNumberForAnUnsignedField) {
  uint32_t seed = 0;
  const po::option_description option("seed", po::value(&seed), "");
  boost::any value;
  EXPECT_THAT(ReadValues(option, {"-1"}, &value),
              StatusIs(kInvalid,
                       "--seed: \"-1\" where a whole number from 0 "
                       "to 4294967295 is meant"));
  EXPECT_THAT(ReadValues(option, {"4294967295"}, &value), IsOk());
}

TEST(ReadValuesTest, AddsToTheListOfEarlierValues) {
  std::vector<int> sizes;
  const po::option_description option("sizes", po::value(&sizes), "");
  boost::any value;
  EXPECT_THAT(ReadValues(option, {"1", "2"}, &value), IsOk());
  EXPECT_THAT(ReadValues(option, {"3"}, &value), IsOk());
  EXPECT_THAT(boost::any_cast<std::vector<int>>(value), ElementsAre(1, 2, 3));
}

TEST(ReadValuesTest, RefusesASecondValueOfASingleField) {
  int top = 0;
  const po::option_description option("top", po::value(&top), "");
  boost::any value;
  EXPECT_THAT(ReadValues(option, {"1"}, &value), IsOk());
  EXPECT_THAT(ReadValues(option, {"2"}, &value),
              StatusIs(kInvalid, HasSubstr("--top is given twice")));
}

}  // namespace
}  // namespace lexprobe::cli
