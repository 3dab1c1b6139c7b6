#include "lexprobe/ngram/corruptor.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/chi_square.h"
#include "support/status_matchers.h"
#include "support/token_text.h"

namespace lexprobe {
namespace {

using testing::Each;
using testing::HasSubstr;

const std::vector<int64_t> kCounts = {100000, 30000, 5000, 5000, 800,
                                      120,    40,    7,    1};

// How probable each id is: by count^exponent, id 0 never.
std::vector<double> WeightsOf(double exponent) {
  std::vector<double> weights = {0};
  for (const int64_t count : kCounts) {
    weights.push_back(std::pow(static_cast<double>(count), exponent));
  }
  return weights;
}

std::vector<int64_t> CountsOf(const std::vector<WordId>& words) {
  std::vector<int64_t> counts(kCounts.size() + 1, 0);
  for (const WordId word : words) ++counts[static_cast<size_t>(word)];
  return counts;
}

TEST(CorruptorTest, DrawsWordsByCountToTheExponent) {
  const Vocabulary vocabulary = VocabularyOfCounts(kCounts);
  for (const double exponent : {0.0, 0.75, 1.0}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const Corruptor corruptor,
                                  Corruptor::Create(vocabulary, exponent));
    Random random(1);
    std::vector<WordId> words(500'000);
    corruptor.DrawShared(absl::MakeSpan(words), random);
    EXPECT_THAT(CountsOf(words), FollowsWeights(WeightsOf(exponent)));
  }
}

TEST(CorruptorTest, SharedWordsAreSingleDrawsInARow) {
  const Vocabulary vocabulary = VocabularyOfCounts(kCounts);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const Corruptor corruptor,
                                Corruptor::Create(vocabulary, 0.75));
  Random random(3), same(3);
  std::vector<WordId> words(100);
  corruptor.DrawShared(absl::MakeSpan(words), random);
  for (const WordId word : words) EXPECT_EQ(word, corruptor.Draw(same));
}

TEST(CorruptorTest, NeverGivesTheOriginalAndTheRestInProportion) {
  const Vocabulary vocabulary = VocabularyOfCounts(kCounts);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const Corruptor corruptor,
                                Corruptor::Create(vocabulary, 0.75));
  for (WordId original = 0; original < vocabulary.size(); ++original) {
    Random random(static_cast<uint64_t>(original));
    std::vector<WordId> words(50'000);
    for (WordId& word : words) word = corruptor.DrawOtherThan(original, random);
    std::vector<double> weights = WeightsOf(0.75);
    weights[static_cast<size_t>(original)] = 0;
    EXPECT_THAT(CountsOf(words), FollowsWeights(weights)) << original;
  }
}

TEST(CorruptorTest, NeverGivesTheOriginalThatIsNearlyAllOfTheText) {
  const Vocabulary vocabulary = VocabularyOfCounts({1'000'000'000'000, 1});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const Corruptor corruptor,
                                Corruptor::Create(vocabulary, 2));
  Random random(1);
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(corruptor.DrawOtherThan(1, random), 2);
    ASSERT_EQ(corruptor.DrawOtherThan(2, random), 1);
  }
}

TEST(CorruptorTest, RefusesAVocabularyOfOneWord) {
  for (const std::vector<int64_t>& counts :
       {std::vector<int64_t>{}, std::vector<int64_t>{5}}) {
    EXPECT_THAT(
        Corruptor::Create(VocabularyOfCounts(counts), 0.75),
        StatusIs(absl::StatusCode::kInvalidArgument,
                 HasSubstr(absl::StrCat("the vocabulary has ", counts.size(),
                                        " words; at least 2 are needed"))));
  }
}

TEST(CorruptorTest, TwoWordsAreEnough) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const Corruptor corruptor,
      Corruptor::Create(VocabularyOfCounts({5, 3}), 0.75));
  Random random(1);
  std::vector<WordId> words(1000);
  for (WordId& word : words) word = corruptor.DrawOtherThan(1, random);
  EXPECT_THAT(words, Each(2));
}

TEST(CorruptorTest, RefusesAnExponentOutsideItsRange) {
  const Vocabulary vocabulary = VocabularyOfCounts(kCounts);
  for (const double exponent :
       {-0.01, 2.01, std::numeric_limits<double>::quiet_NaN(),
        std::numeric_limits<double>::infinity()}) {
    EXPECT_THAT(Corruptor::Create(vocabulary, exponent),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("it must be from 0 to 2")));
  }
}

TEST(CorruptorTest, RefusesAVocabularyThatWasNeverCounted) {
  EXPECT_THAT(Corruptor::Create(VocabularyOfCounts({0, 0, 0}), 0.75),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("all weights are 0")));
}

}  // namespace
}  // namespace lexprobe
