#include "lexprobe/ngram/alias_table.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/chi_square.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// A generator whose next number is `bits`: xoshiro256** gives
// rotate(5 s1, 7) * 9, so s1 = rotate(bits / 9, -7) / 5 modulo 2^64.
Random RandomThatGives(uint64_t bits) {
  constexpr uint64_t kInverseOf9 = 0x8e38e38e38e38e39;
  constexpr uint64_t kInverseOf5 = 0xcccccccccccccccd;
  const uint64_t product = bits * kInverseOf9;
  Random random(0);
  random.RestoreState(
      {1, ((product >> 7) | (product << 57)) * kInverseOf5, 2, 3});
  return random;
}

int32_t DrawWith(const AliasTable& table, uint64_t high, uint64_t low) {
  Random random = RandomThatGives(high << 32 | low);
  return table.Draw(random);
}

// The first low half at which a slot gives its alias: found by bisection.
uint64_t ThresholdOf(const AliasTable& table, uint64_t high, int32_t slot) {
  uint64_t below = 0, above = uint64_t{1} << 32;
  while (below < above) {
    const uint64_t middle = (below + above) / 2;
    if (DrawWith(table, high, middle) == slot) {
      below = middle + 1;
    } else {
      above = middle;
    }
  }
  return below;
}

// The exact probability of each outcome over all 2^64 random numbers.
std::vector<double> ExactProbabilities(const AliasTable& table) {
  const auto slots = static_cast<uint64_t>(table.size());
  std::vector<double> probabilities(slots, 0);
  for (uint64_t slot = 0; slot < slots; ++slot) {
    const uint64_t first = ((slot << 32) + slots - 1) / slots;
    const uint64_t last = (((slot + 1) << 32) + slots - 1) / slots;
    const uint64_t threshold =
        ThresholdOf(table, first, static_cast<int32_t>(slot));
    const double share = std::ldexp(static_cast<double>(last - first), -32);
    const double own = std::ldexp(static_cast<double>(threshold), -32);
    probabilities[slot] += share * own;
    const int32_t alias = DrawWith(table, first, 0xffffffff);
    probabilities[static_cast<size_t>(alias)] += share * (1 - own);
  }
  return probabilities;
}

std::vector<int64_t> DrawCounts(const AliasTable& table, uint64_t seed,
                                int draws) {
  Random random(seed);
  std::vector<int64_t> counts(static_cast<size_t>(table.size()), 0);
  for (int i = 0; i < draws; ++i) {
    ++counts[static_cast<size_t>(table.Draw(random))];
  }
  return counts;
}

TEST(AliasTableTest, IsDrivenByTheGeneratorThatTheTestForges) {
  for (const uint64_t bits : {uint64_t{0}, uint64_t{12345}, ~uint64_t{0}}) {
    EXPECT_EQ(RandomThatGives(bits).NextUint64(), bits);
  }
}

TEST(AliasTableTest, GivesEveryOutcomeExactlyItsProbability) {
  const std::vector<std::vector<double>> tables = {
      {1},
      {1, 1},
      {3, 1},
      {0, 0, 5, 0},
      {1e-300, 2e-300, 3e-300},
      {1e300, 2e300},
      {1e12, 1, 1, 1, 0, 1e6},
      {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}};
  for (const std::vector<double>& weights : tables) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const AliasTable table,
                                  AliasTable::FromWeights(weights));
    double sum = 0;
    for (const double weight : weights) sum += weight;
    const std::vector<double> exact = ExactProbabilities(table);
    for (size_t i = 0; i < weights.size(); ++i) {
      EXPECT_NEAR(exact[i], weights[i] / sum, 4e-9)
          << "outcome " << i << " of " << weights.size();
    }
  }
}

TEST(AliasTableTest, GivesZipfWeightsExactlyTheirProbability) {
  std::vector<double> weights;
  double sum = 0;
  for (int rank = 1; rank <= 500; ++rank) {
    weights.push_back(std::pow(1e7 / rank, 0.75));
    sum += weights.back();
  }
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AliasTable table,
                                AliasTable::FromWeights(weights));
  const std::vector<double> exact = ExactProbabilities(table);
  for (size_t i = 0; i < weights.size(); ++i) {
    EXPECT_NEAR(exact[i] * sum / weights[i], 1, 1e-5) << i;
  }
}

TEST(AliasTableTest, NeverDrawsAnOutcomeOfWeightZero) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const AliasTable table,
      AliasTable::FromWeights({0, 0.1, 0, 0.7, 0.2, 0, 0}));
  const std::vector<double> exact = ExactProbabilities(table);
  for (const size_t i : {0u, 2u, 5u, 6u}) EXPECT_EQ(exact[i], 0) << i;
}

TEST(AliasTableTest, DrawsWithTheFrequenciesOfTheWeights) {
  std::vector<double> weights;
  for (int rank = 1; rank <= 200; ++rank) weights.push_back(1.0 / rank);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AliasTable table,
                                AliasTable::FromWeights(weights));
  EXPECT_THAT(DrawCounts(table, 1, 1'000'000), FollowsWeights(weights));
}

// A table that is off by 3% in one outcome must not pass the test above.
TEST(AliasTableTest, FrequenciesOfOtherWeightsAreToldApart) {
  std::vector<double> weights;
  for (int rank = 1; rank <= 200; ++rank) weights.push_back(1.0 / rank);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AliasTable table,
                                AliasTable::FromWeights(weights));
  weights[0] *= 1.03;
  EXPECT_THAT(DrawCounts(table, 1, 1'000'000),
              testing::Not(FollowsWeights(weights)));
}

TEST(AliasTableTest, EqualSeedsDrawEqualOutcomes) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AliasTable table,
                                AliasTable::FromWeights({1, 2, 3, 4}));
  EXPECT_EQ(DrawCounts(table, 7, 1000), DrawCounts(table, 7, 1000));
  EXPECT_NE(DrawCounts(table, 7, 1000), DrawCounts(table, 8, 1000));
}

TEST(AliasTableTest, RefusesBadWeightsAndNamesThem) {
  const struct {
    std::vector<double> weights;
    const char* message;
  } cases[] = {
      {{}, "0 weights where 1 to 2147483647 are"},
      {{1, -0.5}, "weight 1 is -0.5; it must be finite and >= 0"},
      {{kNan, 1}, "weight 0 is nan"},
      {{1, 2, kInfinity}, "weight 2 is inf"},
      {{0, 0, 0}, "all weights are 0"},
      {{1e308, 1e308}, "the sum of the weights is too large"},
  };
  for (const auto& bad : cases) {
    EXPECT_THAT(
        AliasTable::FromWeights(bad.weights),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(bad.message)));
  }
}

}  // namespace
}  // namespace lexprobe
