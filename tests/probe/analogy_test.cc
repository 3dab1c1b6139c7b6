#include "lexprobe/probe/analogy.h"

#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::HasSubstr;
using testing::Pointwise;

// A little world in which the second axis is gender, the third age or rank.
EmbeddingTable Family() {
  return TableOf({"king", "queen", "uncle", "aunt", "father", "mother", "tree"},
                 {3, 1, 2, /**/ 3, -1,     2,  /**/ 2, 1,       0, /**/ 2, -1,
                  0, 1, 1, -1,     /**/ 1, -1, -1,     /**/ -5, 0, 0.5f});
}

enum Word { kKing, kQueen, kUncle, kAunt, kFather, kMother, kTree };

const AnalogyQuery kMotherQuery = {.pairs = {{kQueen, kKing}}, .b = kMother};

std::vector<float> Scores(const SearchTarget& target,
                          const EmbeddingTable& table) {
  std::vector<float> scores(static_cast<size_t>(table.rows()));
  target.Score(table.matrix(), absl::MakeSpan(scores));
  return scores;
}

class EveryMethod : public testing::TestWithParam<AnalogyMethod> {};

TEST_P(EveryMethod, KnowsThatQueenIsToKingAsMotherIsToFather) {
  const EmbeddingTable table = Family();
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const SearchTarget target,
                                AnalogyTarget(table, kMotherQuery, GetParam()));
  const RankedAnswer answer =
      AnswerOf(NeighborIndex(table), target, RowsOfQuery(kMotherQuery), 1, 1);
  EXPECT_EQ(answer.rows.back().row, kFather);
}

TEST_P(EveryMethod, IsFoundByItsNameInAnyCase) {
  EXPECT_THAT(AnalogyMethodOf(NameOf(GetParam())), IsOkAndHolds(GetParam()));
  std::string name(NameOf(GetParam()));
  for (char& c : name) c = static_cast<char>(toupper(c));
  EXPECT_THAT(AnalogyMethodOf(name), IsOkAndHolds(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(AnalogyTest, EveryMethod,
                         testing::ValuesIn(kAnalogyMethods),
                         [](const auto& method) {
                           return std::string(NameOf(method.param));
                         });

TEST(AnalogyTest, RefusesAMethodItDoesNotKnow) {
  EXPECT_THAT(AnalogyMethodOf("3CosDiv"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "method \"3CosDiv\"; known are 3CosAdd, 3CosMul, "
                       "PairDirection, 3CosAvg, euclidean"));
}

TEST(AnalogyTest, CosAddIsTheSumOfUnitVectors) {
  const EmbeddingTable table = Family();
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const SearchTarget target,
      AnalogyTarget(table, kMotherQuery, AnalogyMethod::kCosAdd));
  const SearchTarget sum =
      SumTarget(table, {kKing, kQueen, kMother}, {1, -1, 1}, Metric::kCosine);
  EXPECT_EQ(Scores(target, table), Scores(sum, table));
  // By hand: king^ - queen^ + mother^ = (0, 2, 0) / sqrt(14) +
  // (1, -1, -1) / sqrt(3) = (0.57735, -0.04283, -0.57735).
  EXPECT_THAT(target.vector(0),
              Pointwise(FloatNear(1e-4f), {0.70613f, -0.05238f, -0.70613f}));
}

TEST(AnalogyTest, CosAvgAndEuclideanAddTheMeanOffsetOfRawVectors) {
  const EmbeddingTable table =
      TableOf({"a", "a*", "c", "c*", "b"},
              {0, 0, /**/ 1, 2, /**/ 1, 1, /**/ 4, 1, /**/ 10, 20});
  const AnalogyQuery query = {.pairs = {{0, 1}, {2, 3}}, .b = 4};
  EXPECT_THAT(MeanOffset(table, query.pairs), ElementsAre(2, 1));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const SearchTarget euclidean,
      AnalogyTarget(table, query, AnalogyMethod::kEuclidean));
  EXPECT_THAT(euclidean.vector(0), ElementsAre(12, 21));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const SearchTarget average,
      AnalogyTarget(table, query, AnalogyMethod::kCosAvg));
  const std::vector<float> sum = {12, 21};
  EXPECT_EQ(Scores(average, table), Scores(SearchTarget::Cosine(sum), table));
}

TEST(AnalogyTest, OnlyAveragingMethodsTakeSeveralPairs) {
  const EmbeddingTable table = Family();
  const AnalogyQuery query = {.pairs = {{kQueen, kKing}, {kAunt, kUncle}},
                              .b = kMother};
  EXPECT_THAT(AnalogyTarget(table, query, AnalogyMethod::kCosAvg), IsOk());
  EXPECT_THAT(AnalogyTarget(table, query, AnalogyMethod::kEuclidean), IsOk());
  EXPECT_THAT(AnalogyTarget(table, query, AnalogyMethod::kCosMul),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "3CosMul takes one pair, not 2; 3CosAvg takes several"));
  EXPECT_THAT(AnalogyTarget(table, {}, AnalogyMethod::kCosAvg),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("without a pair")));
}

TEST(AnalogyTest, IsReadOutInTheOrderInWhichItIsAsked) {
  const EmbeddingTable table = Family();
  EXPECT_EQ(ReadingOf(table, kMotherQuery),
            "queen is to king as mother is to ?");
  EXPECT_EQ(FormulaOf(table, kMotherQuery), "king - queen + mother");
  const AnalogyQuery query = {.pairs = {{kQueen, kKing}, {kAunt, kUncle}},
                              .b = kMother};
  EXPECT_EQ(ReadingOf(table, query),
            "queen is to king, aunt is to uncle as mother is to ?");
  EXPECT_EQ(FormulaOf(table, query),
            "mother + mean(king - queen, uncle - aunt)");
}

TEST(AnalogyTest, NamesEachOfItsWordsOnce) {
  EXPECT_THAT(RowsOfQuery({.pairs = {{5, 2}, {2, 7}}, .b = 5}),
              ElementsAre(2, 5, 7));
}

// Row, rank and honest rank of each row of an answer.
using Ranks = std::vector<std::tuple<int64_t, int64_t, int64_t>>;

Ranks RanksIn(const RankedAnswer& answer) {
  Ranks ranks;
  for (const RankedRow& row : answer.rows) {
    ranks.emplace_back(row.row, row.rank, row.honest_rank);
  }
  return ranks;
}

// Rows 0, 1, 2, ... in falling order of closeness to (1, 0).
EmbeddingTable Fan() {
  return NumberedTable(
      2, {1, 0, /**/ 1, 0.1f, /**/ 1, 0.3f, /**/ 1, 0.6f, /**/ 0, 1});
}

TEST(AnswerOfTest, ShowsBothRanksSideBySide) {
  const EmbeddingTable table = Fan();
  const SearchTarget target = SearchTarget::Cosine(table.VectorOf(0));
  const RankedAnswer answer =
      AnswerOf(NeighborIndex(table), target, {0, 2}, 2, 1);
  EXPECT_EQ(RanksIn(answer),
            (Ranks{{0, 0, 1}, {1, 1, 2}, {2, 0, 3}, {3, 2, 4}}));
}

TEST(AnswerOfTest, LeavesOutOwnWordsThatRankBelowTheLastAnswer) {
  const EmbeddingTable table = Fan();
  const SearchTarget target = SearchTarget::Cosine(table.VectorOf(0));
  EXPECT_EQ(RanksIn(AnswerOf(NeighborIndex(table), target, {1, 4}, 1, 1)),
            (Ranks{{0, 1, 1}}));
}

TEST(AnswerOfTest, MeasuresBothMarginsToTheRunnerUp) {
  const EmbeddingTable table = Fan();
  const SearchTarget target = SearchTarget::Cosine(table.VectorOf(0));
  const RankedAnswer answer = AnswerOf(NeighborIndex(table), target, {0}, 1, 1);
  const std::vector<float> scores = Scores(target, table);
  EXPECT_EQ(answer.margin, scores[1] - scores[2]);
  EXPECT_EQ(answer.honest_margin, scores[0] - scores[1]);
}

TEST(AnswerOfTest, GivesWhatThereIsWhenThereAreFewWords) {
  const EmbeddingTable table = NumberedTable(1, {1, 2});
  const SearchTarget target = SearchTarget::Cosine(table.VectorOf(0));
  const RankedAnswer answer = AnswerOf(NeighborIndex(table), target, {0}, 9, 1);
  EXPECT_EQ(RanksIn(answer), (Ranks{{0, 0, 1}, {1, 1, 2}}));
  EXPECT_EQ(answer.margin, 0);
}

}  // namespace
}  // namespace lexprobe
