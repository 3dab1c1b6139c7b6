#include "cli/text_table.h"

#include "gtest/gtest.h"

namespace lexprobe::cli {
namespace {

TEST(TextTableTest, AlignsWordsToTheLeftAndNumbersToTheRight) {
  TextTable table({"word", "cosine", "count"});
  table.AddRow({"king", "0.9", "1,234"});
  table.AddRow({"emperor", "-0.25", "-"});
  EXPECT_EQ(table.ToAligned(),
            "word     cosine  count\n"
            "king        0.9  1,234\n"
            "emperor   -0.25      -\n");
}

TEST(TextTableTest, CountsWideAndCombiningCharactersAsTheyAreShown) {
  TextTable table({"word", "x"});
  table.AddRow({"\u4e2d\u6587", "a"});  // two wide characters
  table.AddRow({"e\u0301", "b"});       // e and a combining accent
  EXPECT_EQ(table.ToAligned(),
            "word  x\n"
            "\u4e2d\u6587  a\n"
            "e\u0301     b\n");
}

TEST(TextTableTest, LetsNoControlCharacterReachTheTerminal) {
  TextTable table({"word"});
  table.AddRow({"a\x1b[2Jb\n"});
  EXPECT_EQ(table.ToAligned(), "word\na\uFFFD[2Jb\uFFFD\n");
}

TEST(TextTableTest, LeavesNoSpacesAtTheEndOfALine) {
  TextTable table({"a", "b"});
  table.AddRow({"x", ""});
  EXPECT_EQ(table.ToAligned(), "a  b\nx\n");
}

TEST(TextTableTest, EscapesBarsInMarkdown) {
  TextTable table({"word", "score"});
  table.AddRow({"a|b", "1.5"});
  EXPECT_EQ(table.ToMarkdown(),
            "| word | score |\n"
            "| --- | --: |\n"
            "| a\\|b | 1.5 |\n");
}

TEST(TextTableTest, QuotesWhatCsvWouldSplit) {
  TextTable table({"word", "note"});
  table.AddRow({"a,b", "say \"hi\""});
  table.AddRow({"line\nbreak", "plain"});
  EXPECT_EQ(table.ToCsv(),
            "word,note\n"
            "\"a,b\",\"say \"\"hi\"\"\"\n"
            "\"line\nbreak\",plain\n");
}

TEST(TextTableTest, PrintsAHeaderAlone) {
  const TextTable table({"word", "score"});
  EXPECT_EQ(table.ToAligned(), "word  score\n");
  EXPECT_EQ(table.ToMarkdown(), "| word | score |\n| --- | --- |\n");
  EXPECT_EQ(table.ToCsv(), "word,score\n");
}

}  // namespace
}  // namespace lexprobe::cli
