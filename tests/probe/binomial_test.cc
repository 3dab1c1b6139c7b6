#include "lexprobe/probe/binomial.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

// Adds up Pascal's triangle, exactly.
double SlowP(int successes, int trials) {
  double row[64] = {1};
  for (int n = 1; n <= trials; ++n) {
    for (int k = n; k > 0; --k) row[k] = (row[k] + row[k - 1]) / 2;
    row[0] /= 2;
  }
  double p = 0;
  for (int k = successes; k <= trials; ++k) p += row[k];
  return p;
}

TEST(BinomialTest, SignTestAgreesWithPascalsTriangle) {
  for (int trials = 0; trials <= 50; ++trials) {
    for (int successes = 0; successes <= trials; ++successes) {
      const double slow = SlowP(successes, trials);
      EXPECT_NEAR(SignTestP(successes, trials), slow, 1e-12 * (1 + slow))
          << successes << " of " << trials;
    }
  }
}

TEST(BinomialTest, SignTestOfManyTrialsIsThatOfTheNormalDistribution) {
  // 1.999 standard deviations of 500 above the mean, continuity corrected.
  EXPECT_NEAR(SignTestP(501'000, 1'000'000), 0.022804, 1e-6);
  EXPECT_GT(SignTestP(0, 1'000'000), 0.999999);
}

// Newcombe 1998, table I, method 3 without continuity correction.
TEST(BinomialTest, WilsonIntervalsAreThePublishedOnes) {
  const auto expect = [](int successes, int trials, double low, double high) {
    const Interval95 interval = WilsonInterval(successes, trials);
    EXPECT_NEAR(interval.low, low, 5e-5) << successes << " of " << trials;
    EXPECT_NEAR(interval.high, high, 5e-5) << successes << " of " << trials;
  };
  expect(81, 263, 0.2553, 0.3662);
  expect(15, 148, 0.0624, 0.1605);
  expect(0, 20, 0, 0.1611);
  expect(1, 29, 0.0061, 0.1718);
  expect(0, 0, 0, 1);
}

TEST(BinomialTest, WilsonIntervalsMirrorEachOther) {
  for (int successes = 0; successes <= 30; ++successes) {
    const Interval95 one = WilsonInterval(successes, 30);
    const Interval95 other = WilsonInterval(30 - successes, 30);
    EXPECT_NEAR(one.low, 1 - other.high, 1e-12);
    EXPECT_LE(one.low, successes / 30.0 + 1e-12);
    EXPECT_GE(one.high, successes / 30.0 - 1e-12);
  }
}

}  // namespace
}  // namespace lexprobe
