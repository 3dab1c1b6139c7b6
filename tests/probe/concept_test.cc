#include "lexprobe/probe/concept.h"

#include <cmath>
#include <optional>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"

namespace lexprobe {
namespace {

using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;

TEST(ConceptOfTest, PairsThatShareOneOffsetAgreeFully) {
  const EmbeddingTable table = NumberedTable(
      2, {0, 0, /**/ 3, 4, /**/ 10, 1, /**/ 13, 5, /**/ -7, 0, /**/ -4, 4});
  const ConceptOffset found = ConceptOf(table, {{0, 1}, {2, 3}, {4, 5}});
  EXPECT_THAT(found.offset, ElementsAre(3, 4));
  EXPECT_THAT(found.norm, DoubleNear(5, 1e-9));
  EXPECT_THAT(found.concordance, Optional(DoubleNear(1, 1e-9)));
  EXPECT_THAT(found.agreement, SizeIs(3));
  EXPECT_THAT(found.agreement, Each(DoubleNear(1, 1e-9)));
}

TEST(ConceptOfTest, ConcordanceIsTheMeanOverPairsOfOffsets) {
  // Offsets (1, 0), (0, 1), (-1, 0): cosines 0, -1, 0.
  const EmbeddingTable table = NumberedTable(
      2, {5, 5, /**/ 6, 5, /**/ 1, 1, /**/ 1, 2, /**/ 2, 2, /**/ 1, 2});
  const ConceptOffset found = ConceptOf(table, {{0, 1}, {2, 3}, {4, 5}});
  EXPECT_THAT(found.concordance, Optional(DoubleNear(-1.0 / 3, 1e-9)));
  EXPECT_THAT(found.agreement, ElementsAre(DoubleNear(-std::sqrt(0.5), 1e-9),
                                           DoubleNear(0, 1e-9),
                                           DoubleNear(-std::sqrt(0.5), 1e-9)));
}

TEST(ConceptOfTest, OnePairHasNothingToAgreeWith) {
  const EmbeddingTable table = NumberedTable(1, {1, 3});
  const ConceptOffset found = ConceptOf(table, {{0, 1}});
  EXPECT_THAT(found.offset, ElementsAre(2));
  EXPECT_EQ(found.concordance, std::nullopt);
  EXPECT_THAT(found.agreement, IsEmpty());
}

TEST(ConceptOfTest, APairWithoutAnOffsetHasCosineZero) {
  const EmbeddingTable table = NumberedTable(1, {1, 3, 7, 7});
  const ConceptOffset found = ConceptOf(table, {{0, 1}, {2, 3}});
  EXPECT_THAT(found.concordance, Optional(0.0));
  EXPECT_THAT(found.agreement, ElementsAre(0, 0));
}

}  // namespace
}  // namespace lexprobe
