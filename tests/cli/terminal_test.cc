#include "cli/terminal.h"

#include "gtest/gtest.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

TEST(DisplayWidthTest, CountsColumnsAndNotBytes) {
  EXPECT_EQ(DisplayWidth(""), 0);
  EXPECT_EQ(DisplayWidth("king"), 4);
  EXPECT_EQ(DisplayWidth("caf\u00e9"), 4);
  EXPECT_EQ(DisplayWidth("cafe\u0301"), 4);
  EXPECT_EQ(DisplayWidth("\u4e2d\u6587"), 4);
  EXPECT_EQ(DisplayWidth("a\xff"), 2);     // not UTF-8
  EXPECT_EQ(DisplayWidth("\xe4\xb8"), 2);  // cut short
}

TEST(PrefixOfWidthTest, NeverCutsACharacter) {
  EXPECT_EQ(PrefixOfWidth("abc", 2), "ab");
  EXPECT_EQ(PrefixOfWidth("abc", 5), "abc");
  EXPECT_EQ(PrefixOfWidth("\u4e2d\u6587", 3), "\u4e2d");
  EXPECT_EQ(PrefixOfWidth("e\u0301x", 1), "e\u0301");
  EXPECT_EQ(PrefixOfWidth("abc", 0), "");
}

TEST(WithoutControlsTest, ReplacesThemAndKeepsTheRest) {
  EXPECT_EQ(WithoutControls("a\tb\x1b[1m\x7f"), "a\uFFFDb\uFFFD[1m\uFFFD");
  EXPECT_EQ(WithoutControls("\u009b31m"), "\uFFFD31m");
  EXPECT_EQ(WithoutControls("caf\u00e9 \u4e2d"), "caf\u00e9 \u4e2d");
}

TEST(OutputWidthTest, IsEightyColumnsForAFile) {
  TestStreams streams;
  EXPECT_EQ(OutputWidth(streams.io()), kDefaultWidth);
}

TEST(TerminalWidthTest, IsWithinReason) {
  EXPECT_GE(TerminalWidth(), 20);
  EXPECT_LE(TerminalWidth(), 200);
}

}  // namespace
}  // namespace lexprobe::cli
