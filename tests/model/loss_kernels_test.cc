#include "model/loss_kernels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "model/gradient_check.h"
#include "support/instruction_sets.h"

namespace lexprobe {
namespace {

using testing::Each;

constexpr int kLargest = 70;
constexpr float kNone = -std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

struct Slopes {
  double valid = 0;
  std::vector<double> scores;
};

// The derivatives as the formulas read.
Slopes SlowSlopes(const LossOptions& options, double valid,
                  const std::vector<double>& scores) {
  Slopes slopes;
  const double count = static_cast<double>(scores.size());
  double top = valid, sum = 0;
  for (const double score : scores) top = std::max(top, score);
  for (const double score : scores) sum += std::exp(score - top);
  for (const double score : scores) {
    double slope = 0;
    switch (options.loss) {
      case Loss::kLogistic:
        slope = options.kappa / count * Sigmoid(score);
        break;
      case Loss::kSoftmax:
        slope = std::exp(score - top) / (sum + std::exp(valid - top));
        slopes.valid -= slope;
        break;
      case Loss::kHinge:
        slope = 1 - valid + score > 0 ? 1 / count : 0;
        slopes.valid -= slope;
        break;
    }
    slopes.scores.push_back(slope);
  }
  if (options.loss == Loss::kLogistic) slopes.valid = -Sigmoid(-valid);
  return slopes;
}

class LossKernelsTest : public testing::TestWithParam<Loss> {
 protected:
  LossOptions loss() const { return {GetParam(), 3.5}; }

  // Value and derivatives of one positive and its corruptions.
  void ExpectExact(float valid, const std::vector<float>& scores) {
    const std::vector<double> slow = Doubles(scores);
    const double expected = SlowLoss(loss(), double(valid), slow);
    const Slopes slopes = SlowSlopes(loss(), double(valid), slow);
    std::vector<float> fast = scores;
    fast.push_back(kNan);  // must neither be read nor written
    float d_valid = kNan;
    EXPECT_NEAR(LossAndGradient(loss(), valid, fast.data(),
                                static_cast<int>(scores.size()), &d_valid),
                expected, 2e-6 * (1 + std::abs(expected)));
    EXPECT_NEAR(d_valid, slopes.valid, 2e-6);
    EXPECT_TRUE(std::isnan(fast.back()));
    fast.pop_back();
    EXPECT_THAT(fast, IsNear(slopes.scores, 1e-6));
  }
};

std::string NameOfLoss(const testing::TestParamInfo<Loss>& info) {
  return std::string(NameOf(info.param));
}

INSTANTIATE_TEST_SUITE_P(AllLosses, LossKernelsTest,
                         testing::ValuesIn(kAllLosses), NameOfLoss);

// The oracle's own slopes against its own values.
TEST_P(LossKernelsTest, TheOracleAgreesWithFiniteDifferences) {
  std::vector<double> numbers = {0.3, 0.7, -1.1, 2.5, 0.1, -0.4};
  const auto value = [&] {
    return SlowLoss(loss(), numbers[0],
                    std::vector<double>(numbers.begin() + 1, numbers.end()));
  };
  const Slopes slopes =
      SlowSlopes(loss(), numbers[0],
                 std::vector<double>(numbers.begin() + 1, numbers.end()));
  std::vector<double> expected = slopes.scores;
  expected.insert(expected.begin(), slopes.valid);
  EXPECT_THAT(FiniteDifferences(numbers, value), IsNear(expected, 1e-8));
}

TEST_P(LossKernelsTest, AgreesWithDoublesForEveryNumberOfCorruptions) {
  ForEachInstructionSet([&] {
    for (int count = 1; count <= kLargest; ++count) {
      SCOPED_TRACE(count);
      Random random(static_cast<uint64_t>(count));
      ExpectExact(static_cast<float>(random.Normal()),
                  NormalFloats(size_t(count), 2, random));
    }
  });
}

TEST_P(LossKernelsTest, AgreesWithDoublesForThousandsOfCorruptions) {
  Random random(1);
  ForEachInstructionSet(
      [&] { ExpectExact(-1, NormalFloats(5003, 2, random)); });
}

TEST_P(LossKernelsTest, KeepsInRangeForExtremeScores) {
  ForEachInstructionSet([&] {
    for (const float valid : {-1000.0f, -80.0f, 0.0f, 80.0f, 1000.0f}) {
      for (const float score : {-1000.0f, -80.0f, 0.0f, 80.0f, 1000.0f}) {
        SCOPED_TRACE(testing::Message() << valid << " against " << score);
        ExpectExact(valid, std::vector<float>(17, score));
        ExpectExact(valid, {score});
        ExpectExact(valid, {-score, 0, score, kNone, 1, -1, score, 3, 2, 1, 0,
                            -2, -3, 0.5f, kNone, 1, -80, 80, 0});
      }
    }
  });
}

TEST_P(LossKernelsTest, WhatIsNoCorruptionAddsNothing) {
  ForEachInstructionSet([&] {
    for (int count = 1; count <= kLargest; ++count) {
      SCOPED_TRACE(count);
      Random random(static_cast<uint64_t>(count));
      std::vector<float> scores = NormalFloats(size_t(count), 2, random);
      for (size_t j = 0; j < scores.size(); j += 3) scores[j] = kNone;
      ExpectExact(0.5f, scores);
      float d_valid = 0;
      LossAndGradient(loss(), 0.5f, scores.data(), count, &d_valid);
      for (size_t j = 0; j < scores.size(); j += 3) EXPECT_EQ(scores[j], 0);
    }
  });
}

TEST_P(LossKernelsTest, APositiveAloneHasNoCorruptionToBeat) {
  ForEachInstructionSet([&] {
    for (const size_t count : {size_t{1}, size_t{16}, size_t{19}}) {
      std::vector<float> scores(count, kNone);
      ExpectExact(0.5f, scores);
      float d_valid = kNan;
      const float value =
          LossAndGradient(loss(), 0.5f, scores.data(), int(count), &d_valid);
      EXPECT_THAT(scores, Each(0));
      if (loss().loss != Loss::kLogistic) {
        EXPECT_EQ(value, 0);
        EXPECT_EQ(d_valid, 0);
      }
    }
  });
}

TEST_P(LossKernelsTest, NanAmongTheScoresMakesTheLossNan) {
  ForEachInstructionSet([&] {
    for (const size_t count : {size_t{1}, size_t{16}, size_t{37}}) {
      for (const float nan : {kNan, -kNan}) {
        for (size_t where = 0; where <= count; ++where) {
          std::vector<float> scores(count, 0.5f);
          float valid = 1, d_valid = 0;
          (where == count ? valid : scores[where]) = nan;
          EXPECT_TRUE(std::isnan(LossAndGradient(loss(), valid, scores.data(),
                                                 int(count), &d_valid)))
              << where << " of " << count;
        }
      }
    }
  });
}

// Small probabilities keep their digits: each against the next.
TEST(SoftmaxTest, IsExactInProportionDownToTheSmallestProbabilities) {
  ForEachInstructionSet([] {
    std::vector<float> scores;
    for (int j = 0; j < 40; ++j) scores.push_back(-2.0f * float(j));
    const std::vector<double> slow = Doubles(scores);
    const LossOptions options = {Loss::kSoftmax, 1};
    const Slopes slopes = SlowSlopes(options, 1, slow);
    float d_valid = 0;
    LossAndGradient(options, 1, scores.data(), 40, &d_valid);
    for (size_t j = 0; j < scores.size(); ++j) {
      EXPECT_NEAR(double(scores[j]) / slopes.scores[j], 1, 2e-6) << j;
    }
  });
}

TEST(ShiftScoresTest, AddsItsTermsAndMarksTheTrueWord) {
  ForEachInstructionSet([] {
    for (int count = 0; count <= kLargest; ++count) {
      Random random(static_cast<uint64_t>(count));
      const auto column = NormalFloats(size_t(count), 1, random);
      std::vector<WordId> words(static_cast<size_t>(count));
      for (WordId& word : words) word = static_cast<WordId>(random.Below(3));
      for (const bool with_column : {false, true}) {
        std::vector<float> scores = NormalFloats(size_t(count), 1, random);
        std::vector<float> expected = scores;
        for (size_t j = 0; j < scores.size(); ++j) {
          expected[j] += 0.5f;
          if (with_column) expected[j] += column[j];
          if (words[j] == 2) expected[j] = kNone;
        }
        scores.push_back(kNan);
        expected.push_back(kNan);
        ShiftScores(
            {0.5f, with_column ? column.data() : nullptr, 2, words.data()},
            scores.data(), count);
        EXPECT_THAT(scores, testing::Pointwise(testing::NanSensitiveFloatEq(),
                                               expected));
      }
    }
  });
}

}  // namespace
}  // namespace lexprobe
