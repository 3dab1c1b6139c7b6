#include "cli/word_arguments.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

EmbeddingTable Table(const std::string& metadata = "{}") {
  EmbeddingTableParts parts;
  parts.words = {"king", "queen", "aunt", "uncle"};
  parts.matrix = {1, 2, 3, 4};
  parts.dim = 1;
  parts.metadata_json = metadata;
  return *EmbeddingTable::FromParts(std::move(parts));
}

TEST(FindWordsTest, NamesAllWordsThatAreNotThere) {
  EXPECT_THAT(FindWords(Table(), {"uncle", "king"}),
              IsOkAndHolds(ElementsAre(3, 0)));
  EXPECT_THAT(
      FindWords(Table(), {"kng", "queen", "ant"}),
      StatusIs(absl::StatusCode::kNotFound,
               AllOf(HasSubstr("\"kng\" is not in the vocabulary"),
                     HasSubstr("\"king\""), HasSubstr("\"ant\" is not"))));
}

TEST(FindWordsTest, FoldsWordsWhereTheVocabularyWasFolded) {
  EXPECT_THAT(FindWords(Table(R"({"case": "fold"})"), {"KING"}),
              IsOkAndHolds(ElementsAre(0)));
  EXPECT_THAT(FindWords(Table(), {"KING"}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("\"KING\"")));
}

TEST(SplitWordsTest, SplitsAtCommasAndDropsSpace) {
  EXPECT_THAT(SplitWords({"mother, daughter", "aunt,", ""}),
              ElementsAre("mother", "daughter", "aunt"));
}

TEST(FindPairsTest, ReadsPairsAroundColons) {
  EXPECT_THAT(FindPairs(Table(), {"queen:king,aunt:uncle"}),
              IsOkAndHolds(ElementsAre(RowPair{1, 0}, RowPair{2, 3})));
  EXPECT_THAT(FindPairs(Table(), {"queen:king", "aunt:uncle"}),
              IsOkAndHolds(ElementsAre(RowPair{1, 0}, RowPair{2, 3})));
}

TEST(FindPairsTest, SaysWhatIsNoPair) {
  for (const char* pair : {"queen", "queen:", ":king", "a:b:c"}) {
    EXPECT_THAT(FindPairs(Table(), {pair}),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("is not a pair such as queen:king")))
        << pair;
  }
  EXPECT_THAT(FindPairs(Table(), {}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--pairs is missing")));
}

}  // namespace
}  // namespace lexprobe::cli
