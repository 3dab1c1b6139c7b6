#include "lexprobe/probe/word_lookup.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;

EmbeddingTable MixedTable() {
  return TableOf({"apple", "Apple", "Paris", "APPLE", "\xC3\x89t\xC3\xA9"},
                 {1, 2, 3, 4, 5});
}

EmbeddingTable FoldedTable() {
  EmbeddingTableParts parts;
  parts.words = {"apple", "paris", "\xC3\xA9t\xC3\xA9"};
  parts.matrix = {1, 2, 3};
  parts.dim = 1;
  parts.metadata_json = R"({"case": "fold"})";
  return *EmbeddingTable::FromParts(std::move(parts));
}

TEST(WordLookupTest, KeepTakesWordsAsTheyAreWritten) {
  const EmbeddingTable table = MixedTable();
  const WordLookup lookup(table, 0, CaseRule::kKeep);
  EXPECT_EQ(lookup.RowOf("Apple"), 1);
  EXPECT_EQ(lookup.RowOf("paris"), std::nullopt);
  EXPECT_THAT(lookup.RowsLike(1), ElementsAre(1));
  EXPECT_EQ(lookup.description(), "words as written");
}

TEST(WordLookupTest, AutoTriesTheWordAsWrittenThenFolded) {
  const EmbeddingTable table = MixedTable();
  const WordLookup lookup(table, 0, CaseRule::kAuto);
  EXPECT_EQ(lookup.RowOf("Apple"), 1);
  EXPECT_EQ(lookup.RowOf("aPPle"), 0);
  EXPECT_EQ(lookup.RowOf("paris"), 2);
  EXPECT_EQ(lookup.RowOf("pear"), std::nullopt);
  EXPECT_THAT(lookup.RowsLike(1), ElementsAre(1));
  EXPECT_EQ(lookup.description(), "words as written, then folded");
}

TEST(WordLookupTest, FoldTakesTheFirstRowThatFoldsToTheSame) {
  const EmbeddingTable table = MixedTable();
  const WordLookup lookup(table, 0, CaseRule::kFold);
  EXPECT_EQ(lookup.RowOf("APPLE"), 0);
  EXPECT_EQ(lookup.RowOf("PARIS"), 2);
  EXPECT_THAT(lookup.RowsLike(1), ElementsAre(0, 1, 3));
  EXPECT_EQ(lookup.FirstRowLike(3), 0);
  EXPECT_THAT(lookup.RowsLike(2), ElementsAre(2));
  EXPECT_EQ(lookup.description(), "words folded");
}

TEST(WordLookupTest, FoldsLettersBeyondAsciiAndComposes) {
  const EmbeddingTable table = MixedTable();
  const WordLookup lookup(table, 0, CaseRule::kFold);
  EXPECT_EQ(lookup.RowOf("\xC3\xA9T\xC3\x89"), 4);
  // Decomposed: e and a combining acute accent.
  EXPECT_EQ(lookup.RowOf("E\xCC\x81te\xCC\x81"), 4);
}

TEST(WordLookupTest, DoesWhatTheTablesMetadataSayWasDone) {
  const EmbeddingTable table = FoldedTable();
  for (const CaseRule rule : {CaseRule::kAuto, CaseRule::kFold}) {
    const WordLookup lookup(table, 0, rule);
    EXPECT_EQ(lookup.RowOf("Paris"), 1);
    EXPECT_EQ(lookup.RowOf("\xC3\x89T\xC3\x89"), 2);
    EXPECT_THAT(lookup.RowsLike(1), ElementsAre(1));
    EXPECT_EQ(lookup.description(), "words folded, as the vocabulary's were");
  }
  EXPECT_EQ(WordLookup(table, 0, CaseRule::kKeep).RowOf("Paris"), std::nullopt);
}

TEST(WordLookupTest, FindsNothingBeyondItsLimit) {
  const EmbeddingTable mixed = MixedTable();
  for (const CaseRule rule :
       {CaseRule::kAuto, CaseRule::kFold, CaseRule::kKeep}) {
    EXPECT_EQ(WordLookup(mixed, 2, rule).RowOf("Paris"), std::nullopt);
    EXPECT_EQ(WordLookup(mixed, 3, rule).RowOf("Paris"), 2);
  }
  const EmbeddingTable folded = FoldedTable();
  EXPECT_EQ(WordLookup(folded, 1, CaseRule::kAuto).RowOf("Paris"),
            std::nullopt);
}

TEST(WordsAreFoldedTest, BelievesTheMetadata) {
  const std::pair<const char*, bool> cases[] = {
      {R"({"case": "fold"})", true},
      {R"({"corpus": {"case": "fold", "pretokenized": false}})", true},
      {R"({"corpus": {"case": "fold", "pretokenized": true}})", false},
      {R"({"corpus": {"case": "keep"}})", false},
      {R"({"corpus": "fold"})", false},
      {R"({"case": 1})", false},
      {"{}", false},
  };
  for (const auto& [metadata, folded] : cases) {
    EmbeddingTableParts parts;
    parts.words = {"a"};
    parts.matrix = {1};
    parts.dim = 1;
    parts.metadata_json = metadata;
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                  EmbeddingTable::FromParts(std::move(parts)));
    EXPECT_EQ(WordsAreFolded(table), folded) << metadata;
  }
}

TEST(FoldedWordTest, LeavesBytesThatAreNotUtf8) {
  EXPECT_EQ(FoldedWord("A\xFF"), "A\xFF");
}

TEST(CaseRuleTest, IsFoundByItsName) {
  for (const CaseRule rule :
       {CaseRule::kAuto, CaseRule::kFold, CaseRule::kKeep}) {
    EXPECT_THAT(CaseRuleOf(NameOf(rule)), IsOkAndHolds(rule));
  }
  EXPECT_THAT(CaseRuleOf("lower"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "case is \"lower\", must be \"auto\", \"fold\" or "
                       "\"keep\""));
}

}  // namespace
}  // namespace lexprobe
