#include "store/table_builder.h"

#include <limits>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class TableBuilderTest : public testing::Test {
 protected:
  ReadOptions options_;
  ReadNotes notes_;
};

TEST_F(TableBuilderTest, KeepsTheFirstOfRepeatedWords) {
  TableBuilder builder(1, "x.txt", "line", options_, &notes_);
  builder.Add("a", {1}, 2);
  builder.Add("b", {2}, 3);
  builder.Add("a", {3}, 4);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table, builder.Finish());
  EXPECT_THAT(table.matrix(), ElementsAre(1, 2));
  EXPECT_EQ(notes_.duplicate_words, 1);
  EXPECT_THAT(notes_.messages,
              ElementsAre("x.txt: line 4: word \"a\" repeats line 2; the first "
                          "one is kept"));
}

TEST_F(TableBuilderTest, DropsRowsThatAreNotFiniteOrHaveNoWord) {
  TableBuilder builder(2, "x", "row", options_, &notes_);
  builder.Add("nan", {1, std::numeric_limits<float>::quiet_NaN()}, 1);
  builder.Add("inf", {-std::numeric_limits<float>::infinity(), 1}, 2);
  builder.Add("", {1, 1}, 3);
  builder.Add("a", {1, 1}, 4);
  builder.Add("nan", {5, 5}, 5);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table, builder.Finish());
  EXPECT_EQ(table.rows(), 2);
  EXPECT_EQ(table.WordOf(1), "nan");
  EXPECT_EQ(notes_.dropped_rows, 3);
  EXPECT_EQ(notes_.duplicate_words, 0);
  EXPECT_THAT(
      notes_.messages,
      ElementsAre("x: row 1: the vector of \"nan\" is not finite; the row is "
                  "dropped",
                  "x: row 2: the vector of \"inf\" is not finite; the row is "
                  "dropped",
                  "x: row 3: no word; the row is dropped"));
}

TEST_F(TableBuilderTest, KeepsAndCountsZeroRowsAndWordsWithSpaces) {
  TableBuilder builder(2, "x", "row", options_, &notes_);
  builder.Add("zero", {0, -0.0f}, 1);
  builder.Add("new york", {1, 1}, 2);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table, builder.Finish());
  EXPECT_EQ(table.rows(), 2);
  EXPECT_EQ(notes_.zero_rows, 1);
  EXPECT_EQ(notes_.words_with_spaces, 1);
}

TEST_F(TableBuilderTest, NamesTheFirstFewAndCountsAll) {
  TableBuilder builder(1, "x", "row", options_, &notes_);
  for (int i = 0; i < 1000; ++i) builder.Add("same", {1}, i);
  EXPECT_EQ(notes_.duplicate_words, 999);
  EXPECT_THAT(notes_.messages, SizeIs(10));
}

TEST_F(TableBuilderTest, IsFullWithTheRowsThatAreWanted) {
  options_.max_rows = 2;
  TableBuilder builder(1, "x", "row", options_, &notes_);
  builder.Add("a", {1}, 1);
  builder.Add("a", {1}, 2);
  EXPECT_FALSE(builder.full());
  builder.Add("b", {1}, 3);
  EXPECT_TRUE(builder.full());
  builder.Add("c", {1}, 4);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table, builder.Finish());
  EXPECT_EQ(table.rows(), 2);
}

TEST_F(TableBuilderTest, KeepsTheCountsOfTheRowsThatItKeeps) {
  TableBuilder builder(1, "x", "row", options_, &notes_);
  builder.Add("a", {1}, 1, 9);
  builder.Add("a", {1}, 2, 8);
  builder.Add("b", {1}, 3, 7);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                builder.Finish(R"({"a":1})"));
  EXPECT_EQ(table.CountOf(1), 7);
  EXPECT_EQ(table.metadata_json(), R"({"a":1})");
}

TEST_F(TableBuilderTest, TakesNoMemoryForRowsThatCannotBe) {
  TableBuilder builder(65536, "x", "row", options_, &notes_);
  builder.Reserve(std::numeric_limits<uint64_t>::max(), 0);
  builder.Reserve(std::numeric_limits<uint64_t>::max(), 3);
}

}  // namespace
}  // namespace lexprobe
