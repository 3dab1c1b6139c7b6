#include "lexprobe/probe/sign_flip.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

constexpr int kExchanges = 9'999;

SignFlipResult PairedTest(const std::vector<double>& differences) {
  return SignFlipTest(differences, kExchanges, Random(1));
}

TEST(SignFlipTestTest, CountsAllSignsWhenThereAreFew) {
  // Of the 8 signs, +++ and --- are as far as 6.
  const SignFlipResult result = PairedTest({1, 2, 3});
  EXPECT_DOUBLE_EQ(result.p, 0.25);
  EXPECT_EQ(result.exchanges, 8);
  EXPECT_TRUE(result.exact);
  // Sums of 1, 2, -3 with other signs: 0 is the nearest there is.
  EXPECT_DOUBLE_EQ(PairedTest({1, 2, -3}).p, 1);
  // 4 is reached by +-++ (1 - 2 + 5 = 4) and beyond by +++.
  EXPECT_DOUBLE_EQ(PairedTest({1, -2, 5}).p, 0.75);
}

TEST(SignFlipTestTest, LeavesOutPairsThatDoNotDiffer) {
  EXPECT_DOUBLE_EQ(PairedTest({0, 1, 0, 2, 3, 0}).p, 0.25);
  const SignFlipResult nothing = PairedTest({0, 0});
  EXPECT_DOUBLE_EQ(nothing.p, 1);
  EXPECT_EQ(nothing.exchanges, 1);
  EXPECT_DOUBLE_EQ(PairedTest({}).p, 1);
}

TEST(SignFlipTestTest, DrawsSignsWhenThereAreMany) {
  const SignFlipResult result = PairedTest(std::vector<double>(40, 1.0));
  EXPECT_FALSE(result.exact);
  EXPECT_EQ(result.exchanges, kExchanges);
  EXPECT_DOUBLE_EQ(result.p, 1.0 / (kExchanges + 1));
}

TEST(SignFlipTestTest, DrawnSignsAgreeWithAllOfThem) {
  // 17 differences of which 1 is tiny: the 2^16 signs of the others decide.
  std::vector<double> differences;
  for (int i = 0; i < 16; ++i) differences.push_back(i % 3 == 0 ? -1.0 : 1.5);
  const double exact = PairedTest(differences).p;
  differences.push_back(1e-6);
  EXPECT_NEAR(PairedTest(differences).p, exact, 0.02);
}

TEST(SignFlipTestTest, IsUniformWhenTheSignsAreRandom) {
  Random random(7);
  int below_a_tenth = 0;
  for (uint64_t run = 0; run < 1'000; ++run) {
    std::vector<double> differences(25);
    for (double& difference : differences) difference = random.Normal();
    const double p = SignFlipTest(differences, 199, Random(run)).p;
    below_a_tenth += p <= 0.1 ? 1 : 0;
  }
  // 100 expected, standard deviation 9.5.
  EXPECT_NEAR(below_a_tenth, 100, 35);
}

}  // namespace
}  // namespace lexprobe
