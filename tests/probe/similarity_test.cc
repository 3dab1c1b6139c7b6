#include "lexprobe/probe/similarity.h"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

using Pairs = std::vector<JudgedPair>;
using Doubles = std::vector<double>;
using Cosines = std::vector<std::optional<double>>;

absl::StatusOr<Pairs> Read(const std::string& bytes) {
  const TemporaryFolder folder;
  return ReadJudgedPairs(folder.Write("pairs.txt", bytes));
}

TEST(ReadJudgedPairsTest, ReadsTabsCommasAndSpaces) {
  const Pairs pairs = {{"tiger", "cat", 7.35}, {"love", "sex", 6.77}};
  EXPECT_THAT(Read("tiger\tcat\t7.35\nlove\tsex\t6.77\n"), IsOkAndHolds(pairs));
  EXPECT_THAT(Read("Word 1,Word 2,Human (mean)\ntiger,cat,7.35\r\n"
                   "love, sex, 6.77"),
              IsOkAndHolds(pairs));
  EXPECT_THAT(Read("# a comment\n\ntiger cat 7.35\nlove  sex 6.77\n"),
              IsOkAndHolds(pairs));
}

TEST(ReadJudgedPairsTest, PassesOverAPartOfSpeechAndLaterFields) {
  EXPECT_THAT(Read("word1\tword2\tPOS\tSimLex999\tconc(w1)\n"
                   "old\tnew\tA\t1.58\t2.72\n"),
              IsOkAndHolds(Pairs{{"old", "new", 1.58}}));
}

TEST(ReadJudgedPairsTest, NamesTheLineThatIsNoPair) {
  EXPECT_THAT(Read("a b 1\na b\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("pairs.txt: line 2: \"a b\" is not \"word "
                                 "word score\"")));
  EXPECT_THAT(
      Read("a b 1\na b nan\n"),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 2")));
  EXPECT_THAT(Read(""), StatusIs(absl::StatusCode::kInvalidArgument,
                                 HasSubstr("no line of")));
  EXPECT_THAT(
      Read("only a header\n"),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("no line of")));
}

TEST(CosinesOfTest, LeavesOutPairsWithAnUnknownWord) {
  const EmbeddingTable table =
      TableOf({"tiger", "cat", "tree"}, {1, 0, /**/ 1, 1, /**/ 0, 2});
  const WordLookup lookup(table, 0, CaseRule::kAuto);
  const Pairs pairs = {
      {"Tiger", "cat", 1}, {"tiger", "tree", 2}, {"tiger", "unicorn", 3}};
  EXPECT_THAT(CosinesOf(table, lookup, pairs),
              ElementsAre(Optional(DoubleNear(std::sqrt(0.5), 1e-6)),
                          Optional(DoubleNear(0, 1e-6)), std::nullopt));
}

TEST(CorrelationTest, PearsonFollowsTheFormula) {
  EXPECT_THAT(Pearson(Doubles{1, 2, 3}, Doubles{2, 4, 6}),
              DoubleNear(1, 1e-12));
  EXPECT_THAT(Pearson(Doubles{1, 2, 3}, Doubles{3, 2, 1}),
              DoubleNear(-1, 1e-12));
  EXPECT_THAT(Pearson(Doubles{1, 2, 3, 4}, Doubles{1, 3, 2, 4}),
              DoubleNear(0.8, 1e-12));
  EXPECT_TRUE(std::isnan(Pearson(Doubles{1, 1}, Doubles{1, 2})));
  EXPECT_TRUE(std::isnan(Pearson(Doubles{1}, Doubles{1})));
}

TEST(CorrelationTest, TiesHaveTheMeanOfTheirRanks) {
  EXPECT_THAT(RanksOf(Doubles{5, 1, 5, 3, 5}), ElementsAre(4, 1, 4, 2, 4));
  EXPECT_THAT(RanksOf(Doubles{}), ElementsAre());
}

TEST(CorrelationTest, SpearmanLooksAtRanksOnly) {
  EXPECT_THAT(Spearman(Doubles{1, 2, 3, 4}, Doubles{1, 10, 100, 1000}),
              DoubleNear(1, 1e-12));
  // Ranks (1, 2.5, 2.5, 4) against (1, 2, 3, 4): 4.5 / sqrt(4.5 * 5).
  EXPECT_THAT(Spearman(Doubles{1, 2, 2, 3}, Doubles{1, 2, 3, 4}),
              DoubleNear(4.5 / std::sqrt(22.5), 1e-12));
}

Pairs PairsWithScores(const Doubles& scores) {
  Pairs pairs;
  for (const double score : scores) pairs.push_back({"a", "b", score});
  return pairs;
}

TEST(CompareWithPeopleTest, CountsCoverageAndCorrelatesTheRest) {
  const SimilarityResult result =
      CompareWithPeople(PairsWithScores({1, 2, 3, 4}),
                        Cosines{0.1, std::nullopt, 0.2, 0.9}, 0, Random(1));
  EXPECT_EQ(result.pairs, 4);
  EXPECT_EQ(result.covered, 3);
  EXPECT_THAT(result.spearman, DoubleNear(1, 1e-12));
  EXPECT_LT(result.pearson, 1);
  EXPECT_FALSE(result.spearman_interval.has_value());
}

TEST(CompareWithPeopleTest, HasNoCorrelationWithoutCoverage) {
  const SimilarityResult result =
      CompareWithPeople(PairsWithScores({1, 2}), Cosines(2), 100, Random(1));
  EXPECT_EQ(result.covered, 0);
  EXPECT_TRUE(std::isnan(result.spearman));
  EXPECT_FALSE(result.spearman_interval.has_value());
}

// 200 pairs whose cosines follow the scores with some noise.
struct Noisy {
  Noisy(double noise, uint64_t seed) {
    Random random(seed);
    for (int i = 0; i < 200; ++i) {
      scores.push_back(i);
      cosines.push_back(i + noise * random.Normal());
    }
  }
  Doubles scores;
  Cosines cosines;
};

TEST(CompareWithPeopleTest, TheIntervalHoldsTheCorrelation) {
  const Noisy noisy(60, 1);
  const SimilarityResult result = CompareWithPeople(
      PairsWithScores(noisy.scores), noisy.cosines, 1'000, Random(1));
  ASSERT_TRUE(result.spearman_interval.has_value());
  EXPECT_LT(result.spearman_interval->low, result.spearman);
  EXPECT_GT(result.spearman_interval->high, result.spearman);
  EXPECT_LT(result.spearman_interval->high - result.spearman_interval->low,
            0.3);
}

TEST(CompareSimilaritiesTest, FindsTheBetterModelAndNoDifferenceToItself) {
  const Noisy good(20, 1);
  const Noisy bad(200, 2);
  const Pairs pairs = PairsWithScores(good.scores);
  const SimilarityComparison better = CompareSimilarities(
      pairs, bad.cosines, good.cosines, 500, 999, Random(1));
  EXPECT_GT(better.second_spearman, better.first_spearman);
  EXPECT_LT(better.test.p, 0.01);
  ASSERT_TRUE(better.interval.has_value());
  EXPECT_GT(better.interval->low, 0);
  const SimilarityComparison same = CompareSimilarities(
      pairs, good.cosines, good.cosines, 500, 999, Random(1));
  EXPECT_EQ(same.test.p, 1);
}

TEST(CompareSimilaritiesTest, UsesThePairsThatBothCover) {
  const SimilarityComparison comparison = CompareSimilarities(
      PairsWithScores({1, 2, 3}), Cosines{0.1, std::nullopt, 0.3},
      Cosines{std::nullopt, 0.2, 0.3}, 100, 99, Random(1));
  EXPECT_EQ(comparison.covered, 1);
  EXPECT_EQ(comparison.test.p, 1);
}

}  // namespace
}  // namespace lexprobe
