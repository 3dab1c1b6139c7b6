#include "lexprobe/ngram/subsampler.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/token_text.h"

namespace lexprobe {
namespace {

// A few words that make up most of the text, and rare ones.
const std::vector<int64_t> kCounts = {60000, 25000, 10000, 4000, 900, 90, 9, 1};
constexpr double kThreshold = 1e-2;

// The formula of the header, from the paper's quantities.
double KeepProbability(int64_t count, double threshold) {
  double total = 0;
  for (const int64_t each : kCounts) total += static_cast<double>(each);
  const double frequency = static_cast<double>(count) / total;
  return std::min(1.0,
                  std::sqrt(threshold / frequency) + threshold / frequency);
}

TEST(SubsamplerTest, KeepsWordsWithTheProbabilityOfTheFormula) {
  const Vocabulary vocabulary = VocabularyOfCounts(kCounts);
  for (const double threshold : {1e-4, 1e-2, 0.2, 1.0}) {
    const Subsampler subsampler(vocabulary, threshold);
    for (WordId id = 1; id < vocabulary.size(); ++id) {
      EXPECT_NEAR(subsampler.ProbabilityOf(id),
                  KeepProbability(vocabulary.CountOf(id), threshold), 1e-12)
          << "threshold " << threshold << ", word " << id;
    }
  }
}

TEST(SubsamplerTest, KeepsAsManyAsItsProbabilitySays) {
  const Subsampler subsampler(VocabularyOfCounts(kCounts), kThreshold);
  Random random(1);
  constexpr int kDraws = 200'000;
  for (WordId id = 1; id <= static_cast<WordId>(kCounts.size()); ++id) {
    int kept = 0;
    for (int i = 0; i < kDraws; ++i) kept += subsampler.Keep(id, random);
    const double p =
        KeepProbability(kCounts[static_cast<size_t>(id - 1)], kThreshold);
    EXPECT_NEAR(kept, kDraws * p, 5 * std::sqrt(kDraws * p * (1 - p))) << id;
  }
}

TEST(SubsamplerTest, ThresholdZeroKeepsEveryWord) {
  const Subsampler subsampler(VocabularyOfCounts(kCounts), 0);
  Random random(1);
  for (WordId id = 0; id <= static_cast<WordId>(kCounts.size()); ++id) {
    EXPECT_EQ(subsampler.ProbabilityOf(id), 1);
    EXPECT_TRUE(subsampler.Keep(id, random));
  }
}

TEST(SubsamplerTest, DrawsNothingForWordsThatStay) {
  const Subsampler subsampler(VocabularyOfCounts(kCounts), kThreshold);
  Random random(1);
  EXPECT_TRUE(subsampler.Keep(kUnknownWord, random));
  EXPECT_TRUE(subsampler.Keep(static_cast<WordId>(kCounts.size()), random));
  EXPECT_EQ(random.state(), Random(1).state());
}

TEST(SubsamplerTest, KeepsWordsThatWereNeverCounted) {
  const Subsampler subsampler(VocabularyOfCounts({10, 0}), kThreshold);
  EXPECT_EQ(subsampler.ProbabilityOf(2), 1);
  EXPECT_EQ(Subsampler(VocabularyOfCounts({0, 0}), kThreshold).ProbabilityOf(1),
            1);
}

}  // namespace
}  // namespace lexprobe
