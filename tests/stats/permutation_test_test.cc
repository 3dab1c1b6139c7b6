#include "lexprobe/stats/permutation_test.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stats/uniformity.h"

namespace lexprobe {
namespace {

using testing::SizeIs;

// Sum of x[i] y[permutation[i]].
class Products {
 public:
  Products(std::vector<double> x, std::vector<double> y)
      : x_(std::move(x)), y_(std::move(y)) {}
  double operator()(absl::Span<const int> permutation) const {
    double sum = 0;
    for (size_t i = 0; i < x_.size(); ++i) {
      sum += x_[i] * y_[static_cast<size_t>(permutation[i])];
    }
    return sum;
  }

 private:
  std::vector<double> x_, y_;
};

TEST(TestPermutationsTest, EnumeratesThreeByHand) {
  // 1 2 3 against 1 2 3: sums 14, 13, 13, 11, 11, 10; only one reaches 14.
  const Products statistic({1, 2, 3}, {1, 2, 3});
  const PermutationResult result =
      TestPermutations(3, statistic, 10, {}, Random(1));
  EXPECT_TRUE(result.exact);
  EXPECT_EQ(result.permutations, 6);
  EXPECT_DOUBLE_EQ(result.observed, 14);
  EXPECT_DOUBLE_EQ(result.p, 1.0 / 6);
  EXPECT_DOUBLE_EQ(result.smallest_p, 1.0 / 6);
  std::vector<double> null = result.null_values;
  std::sort(null.begin(), null.end());
  EXPECT_EQ(null, (std::vector<double>{10, 11, 11, 13, 13, 14}));
}

TEST(TestPermutationsTest, CountsTiesThatRoundingHides) {
  // Every permutation gives 0.6, but not to the last bit.
  const Products statistic({0.1, 0.1, 0.1}, {1, 2, 3});
  EXPECT_DOUBLE_EQ(TestPermutations(3, statistic, 1, {}, Random(1)).p, 1);
}

TEST(TestPermutationsTest, EnumeratesUpToFiftyThousandAndSamplesBeyond) {
  const auto zero = [](absl::Span<const int>) { return 0.0; };
  EXPECT_TRUE(TestPermutations(8, zero, 1, {}, Random(1)).exact);
  const PermutationResult nine = TestPermutations(9, zero, 1, {}, Random(1));
  EXPECT_FALSE(nine.exact);
  EXPECT_EQ(nine.permutations, 9999);
  EXPECT_DOUBLE_EQ(nine.smallest_p, 1e-4);
  EXPECT_DOUBLE_EQ(nine.p, 1);
}

TEST(TestPermutationsTest, NeverGivesZeroWhenSampled) {
  const Products statistic({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
                           {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  EXPECT_DOUBLE_EQ(TestPermutations(12, statistic, 1, {}, Random(1)).p, 1e-4);
}

TEST(TestPermutationsTest, SamplesWhatEnumerationCounts) {
  Random random(5);
  std::vector<double> x(7), y(7);
  for (int round = 0; round < 10; ++round) {
    for (double& value : x) value = random.Normal();
    for (double& value : y) value = random.Normal();
    const Products statistic(x, y);
    const double exact = TestPermutations(7, statistic, 1, {}, random).p;
    const double sampled =
        TestPermutations(7, statistic, 1,
                         {.permutations = 20'000, .exact_limit = 0}, random)
            .p;
    // Four standard errors of a share of 20,000.
    EXPECT_NEAR(sampled, exact,
                4 * std::sqrt(exact * (1 - exact) / 20'000) + 1e-4);
  }
}

TEST(TestPermutationsTest, IsRepeatedBitForBitByItsSeed) {
  const Products statistic({3, 1, 4, 1, 5, 9, 2, 6, 5, 3},
                           {2, 7, 1, 8, 2, 8, 1, 8, 2, 8});
  const auto run = [&statistic](uint64_t seed) {
    return TestPermutations(10, statistic, 1, {}, Random(seed)).null_values;
  };
  EXPECT_EQ(run(3), run(3));
  EXPECT_NE(run(3), run(4));
}

TEST(TestPermutationsTest, IsUniformWhenNothingIsThere) {
  Random random(11);
  std::vector<double> x(7), y(7), p;
  for (int run = 0; run < 1000; ++run) {
    for (double& value : x) value = random.Normal();
    for (double& value : y) value = random.Normal();
    p.push_back(TestPermutations(7, Products(x, y), 1, {}, random).p);
  }
  EXPECT_LT(UniformDistance(p), LargestUniformDistance(p.size()));
}

TEST(TestSignFlipsTest, EnumeratesThreeByHand) {
  // 3 + 2 + 1: of eight sums only 6 reaches 6; two-sided also -6.
  const std::vector<double> differences = {3, 2, 1};
  const PermutationResult upper =
      TestSignFlips(differences, Tail::kUpper, {}, Random(1));
  EXPECT_TRUE(upper.exact);
  EXPECT_DOUBLE_EQ(upper.observed, 2);
  EXPECT_DOUBLE_EQ(upper.p, 1.0 / 8);
  EXPECT_DOUBLE_EQ(upper.smallest_p, 1.0 / 8);
  const PermutationResult both =
      TestSignFlips(differences, Tail::kTwoSided, {}, Random(1));
  EXPECT_DOUBLE_EQ(both.p, 2.0 / 8);
  EXPECT_DOUBLE_EQ(both.smallest_p, 2.0 / 8);
}

TEST(TestSignFlipsTest, GivesOneWhenNothingDiffers) {
  EXPECT_DOUBLE_EQ(TestSignFlips({0, 0, 0, 0}, Tail::kUpper, {}, Random(1)).p,
                   1);
}

TEST(TestSignFlipsTest, CountsTiesOfTinyDifferences) {
  // 1e-30 and its thirds: exact ties at any scale.
  const std::vector<double> differences = {1e-30, 1e-30, -1e-30};
  // Sums 3, 1 (x3), -1 (x3), -3: four reach 1.
  EXPECT_DOUBLE_EQ(TestSignFlips(differences, Tail::kUpper, {}, Random(1)).p,
                   0.5);
}

TEST(TestSignFlipsTest, SamplesBeyondSixteenDifferences) {
  const std::vector<double> ones(70, 1.0);
  const PermutationResult result =
      TestSignFlips(ones, Tail::kUpper, {}, Random(1));
  EXPECT_FALSE(result.exact);
  EXPECT_DOUBLE_EQ(result.p, 1e-4);
  double mean = 0;
  for (const double value : result.null_values) mean += value / 9999;
  EXPECT_NEAR(mean, 0, 4 / std::sqrt(70.0 * 9999));
}

// (sum of signs[i] x[i])^2: the same when all signs turn.
double SquaredSum(absl::Span<const double> signs) {
  const double x[] = {4, 3, 2};
  double sum = 0;
  for (size_t i = 0; i < signs.size(); ++i) sum += signs[i] * x[i];
  return sum * sum;
}

TEST(TestTurningsTest, EnumeratesThreeByHand) {
  // Squares 81, 25, 9, 1, each twice.
  const PermutationResult result =
      TestTurnings(3, SquaredSum, 81, {}, Random(1));
  EXPECT_TRUE(result.exact);
  EXPECT_DOUBLE_EQ(result.observed, 81);
  EXPECT_DOUBLE_EQ(result.p, 2.0 / 8);
  EXPECT_DOUBLE_EQ(result.smallest_p, 2.0 / 8);
}

TEST(TestTurningsTest, SamplesWhatEnumerationCounts) {
  const double sampled =
      TestTurnings(3, SquaredSum, 81,
                   {.permutations = 20'000, .exact_limit = 0}, Random(1))
          .p;
  EXPECT_NEAR(sampled, 0.25, 4 * std::sqrt(0.25 * 0.75 / 20'000));
}

TEST(TestSplitsTest, EnumeratesThreeAndThreeByHand) {
  // All of the second are larger: one of 6 over 3 = 20.
  const PermutationResult result =
      TestSplits({1, 2, 3}, {4, 5, 6}, {}, Random(1));
  EXPECT_TRUE(result.exact);
  EXPECT_EQ(result.permutations, 20);
  EXPECT_DOUBLE_EQ(result.observed, 3);
  EXPECT_DOUBLE_EQ(result.p, 1.0 / 20);
}

TEST(TestSplitsTest, LooksOneWayOnly) {
  EXPECT_DOUBLE_EQ(TestSplits({4, 5, 6}, {1, 2, 3}, {}, Random(1)).p, 1);
}

TEST(TestSplitsTest, SamplesWhatEnumerationCounts) {
  const std::vector<double> first = {1.0, 2.5, 3.0, 4.5, 2.0};
  const std::vector<double> second = {2.2, 3.6, 5.0, 4.1, 1.9, 6.0};
  const double exact = TestSplits(first, second, {}, Random(1)).p;
  const double sampled =
      TestSplits(first, second, {.permutations = 50'000, .exact_limit = 0},
                 Random(2))
          .p;
  EXPECT_NEAR(sampled, exact, 4 * std::sqrt(exact * (1 - exact) / 50'000));
}

TEST(TestSplitsTest, VisitsEveryChoiceOnce) {
  // Powers of two make every choice's sum its own.
  const PermutationResult result =
      TestSplits({1, 2, 4}, {8, 16, 32, 64}, {}, Random(1));
  const std::set<double> distinct(result.null_values.begin(),
                                  result.null_values.end());
  EXPECT_THAT(distinct, SizeIs(35));
}

TEST(CountTest, CountsAndStopsBeforeOverflow) {
  EXPECT_EQ(CountPermutations(0), 1);
  EXPECT_EQ(CountPermutations(8), 40'320);
  EXPECT_EQ(CountPermutations(23), CountPermutations(30));
  EXPECT_EQ(CountSignFlips(10), 1024);
  EXPECT_EQ(CountSignFlips(63), CountSignFlips(1000));
  EXPECT_EQ(CountSplits(6, 3), 20);
  EXPECT_EQ(CountSplits(52, 47), 2'598'960);
  EXPECT_GT(CountSplits(200, 100), int64_t{1} << 50);
}

}  // namespace
}  // namespace lexprobe
