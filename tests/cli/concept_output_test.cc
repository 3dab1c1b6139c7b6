#include "cli/concept_output.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"

namespace lexprobe::cli {
namespace {

using testing::HasSubstr;

TEST(ConceptOutputTest, ShowsHowWellThePairsAgree) {
  const EmbeddingTable table = TableOf({"queen", "king", "aunt", "uncle"},
                                       {0, 0, /**/ 3, 4, /**/ 1, 1, /**/ 4, 5});
  const std::vector<RowPair> pairs = {{0, 1}, {2, 3}};
  const ConceptOffset found = ConceptOf(table, pairs);
  EXPECT_EQ(ToTable(table, pairs, found),
            "from   to     agreement\n"
            "queen  king       1.000\n"
            "aunt   uncle      1.000\n"
            "2 pairs; |c| = 5; concordance 1.000\n");
  const Json json = ToJson(table, pairs, found);
  EXPECT_EQ(json["norm"], 5.0);
  EXPECT_EQ(json["pairs"][1]["a_star"], "uncle");
}

TEST(ConceptOutputTest, SaysThatConcordanceNeedsTwoPairs) {
  const EmbeddingTable table = TableOf({"queen", "king"}, {0, 1});
  const std::vector<RowPair> pairs = {{0, 1}};
  const ConceptOffset found = ConceptOf(table, pairs);
  EXPECT_THAT(ToTable(table, pairs, found),
              HasSubstr("1 pair; |c| = 1; concordance needs two pairs\n"));
  EXPECT_TRUE(ToJson(table, pairs, found)["concordance"].is_null());
}

}  // namespace
}  // namespace lexprobe::cli
