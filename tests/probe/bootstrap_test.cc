#include "lexprobe/probe/bootstrap.h"

#include <limits>
#include <numeric>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

TEST(PercentileIntervalTest, LeavesFivePercentOutside) {
  std::vector<double> values(1001);
  std::iota(values.rbegin(), values.rend(), 0);
  const auto interval = PercentileInterval(values);
  ASSERT_TRUE(interval.has_value());
  EXPECT_DOUBLE_EQ(interval->low, 25);
  EXPECT_DOUBLE_EQ(interval->high, 975);
}

TEST(PercentileIntervalTest, IsLinearBetweenValues) {
  std::vector<double> values(41);
  std::iota(values.begin(), values.end(), 0);
  const auto interval = PercentileInterval(values);
  ASSERT_TRUE(interval.has_value());
  EXPECT_DOUBLE_EQ(interval->low, 1);
  EXPECT_DOUBLE_EQ(interval->high, 39);
}

TEST(PercentileIntervalTest, NeedsFortyValuesThatAreNumbers) {
  std::vector<double> values(40, 1.0);
  EXPECT_TRUE(PercentileInterval(values).has_value());
  values[7] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(PercentileInterval(values).has_value());
}

TEST(DrawWithReplacementTest, DrawsAsManyAsThereAreEvenly) {
  Random random(1);
  std::vector<double> sums(10);
  for (int i = 0; i < 10'000; ++i) {
    const std::vector<int32_t> drawn = DrawWithReplacement(10, random);
    EXPECT_EQ(std::accumulate(drawn.begin(), drawn.end(), 0), 10);
    for (size_t k = 0; k < 10; ++k) sums[k] += drawn[k];
  }
  // 10,000 expected, standard deviation 95.
  for (const double sum : sums) EXPECT_NEAR(sum, 10'000, 400);
}

}  // namespace
}  // namespace lexprobe
