#include "stats/offset_prediction.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stats/planted.h"

namespace lexprobe {
namespace {

// In the plane, far from the origin so that cosine and distance agree little:
// women on the left, men one to the right, a stray near aunt.
EmbeddingTable Family() {
  EmbeddingTableParts parts;
  parts.dim = 2;
  parts.words = {"queen", "king", "aunt", "uncle", "mother", "father", "stray"};
  parts.matrix = {0, 1, 1, 1, 0, 2, 1, 2, 0, 3, 1, 3, 0.25f, 2};
  return *EmbeddingTable::FromParts(std::move(parts));
}

constexpr RowPair kQueenKing = {0, 1};
constexpr RowPair kAuntUncle = {2, 3};
constexpr RowPair kMotherFather = {4, 5};

TEST(PredictPairTest, RanksByHandOnDistances) {
  const EmbeddingTable table = Family();
  const PairPrediction found =
      PredictPair(NeighborIndex(table), kAuntUncle, {kQueenKing, kMotherFather},
                  AnalogyMethod::kEuclidean, 1);
  // a + c is uncle itself.
  EXPECT_EQ(found[0].rank, 1);
  EXPECT_EQ(found[0].honest_rank, 1);
  EXPECT_EQ(found[0].first_row, 3);
  // Near aunt: aunt 0, stray 0.25, then queen, uncle and mother at 1, by row.
  EXPECT_EQ(found[1].honest_rank, 4);
  EXPECT_EQ(found[1].rank, 3);
  EXPECT_EQ(found[1].first_row, 6);
  // ignore-a: aunt + mean of king and father = (1, 4): father 1, mother 1.41,
  // uncle 2.
  EXPECT_EQ(found[2].honest_rank, 3);
  EXPECT_EQ(found[2].rank, 3);
  // add-opposite: (-1, 2): aunt 1, stray 1.25, queen and mother 1.41, uncle 2.
  EXPECT_EQ(found[3].honest_rank, 5);
  EXPECT_EQ(found[3].rank, 4);
}

TEST(PredictPairTest, RanksByHandOnAngles) {
  const EmbeddingTable table = Family();
  const PairPrediction found =
      PredictPair(NeighborIndex(table), kQueenKing, {kAuntUncle, kMotherFather},
                  AnalogyMethod::kCosAvg, 1);
  EXPECT_EQ(found[0].rank, 1);
  // queen is (0, 1): aunt and mother point the same way; then stray, father,
  // uncle, king.
  EXPECT_EQ(found[1].honest_rank, 7);
  EXPECT_EQ(found[1].rank, 6);
}

TEST(PredictPairTest, RanksAsTheIndexDoesInLargeTables) {
  const EmbeddingTable table =
      PlantedTable({.pairs = 6, .concordance = 0.1, .others = 300}, Random(4));
  const NeighborIndex index(table);
  const std::vector<RowPair> pairs = PlantedRows(6);
  for (const AnalogyMethod method :
       {AnalogyMethod::kCosAvg, AnalogyMethod::kEuclidean}) {
    for (const RowPair& asked : pairs) {
      const PairPrediction found =
          PredictPair(index, asked, {pairs[0], pairs[1]}, method, 1);
      const SearchTarget target =
          *AnalogyTarget(table, {{pairs[0], pairs[1]}, asked.a}, method);
      EXPECT_EQ(found[0].honest_rank, index.RankOf(asked.a_star, target));
      EXPECT_EQ(found[0].rank, index.RankOf(asked.a_star, target, {asked.a}));
    }
  }
}

TEST(PredictPairTest, HasNoAnswerInATableOfTheQuestionAlone) {
  EmbeddingTableParts parts;
  parts.dim = 1;
  parts.words = {"a", "b"};
  parts.matrix = {1, 2};
  const EmbeddingTable table = *EmbeddingTable::FromParts(parts);
  const PairPrediction found = PredictPair(NeighborIndex(table), {0, 1},
                                           {{0, 1}}, AnalogyMethod::kCosAvg, 1);
  EXPECT_EQ(found[0].first_row, 1);
  EXPECT_EQ(found[0].rank, 1);
}

TEST(LeaveOneOutTest, DoesNotLetAPairHelpItself) {
  // Pair 2 alone goes the other way: helped by itself, the mean offset would
  // shift.
  const EmbeddingTable table =
      PlantedTable({.pairs = 4, .others = 50}, Random(5));
  const NeighborIndex index(table);
  const std::vector<RowPair> pairs = PlantedRows(4);
  const std::vector<PairPrediction> found =
      LeaveOneOut(index, pairs, AnalogyMethod::kEuclidean, 1);
  ASSERT_EQ(found.size(), 4u);
  const PairPrediction third =
      PredictPair(index, pairs[2], {pairs[0], pairs[1], pairs[3]},
                  AnalogyMethod::kEuclidean, 1);
  EXPECT_EQ(found[2][0].honest_rank, third[0].honest_rank);
  EXPECT_EQ(found[2][2].honest_rank, third[2].honest_rank);
}

}  // namespace
}  // namespace lexprobe
