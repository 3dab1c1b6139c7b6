#include "cli/text_wrap.h"

#include "gtest/gtest.h"

namespace lexprobe::cli {
namespace {

TEST(WrapTextTest, BreaksAtSpacesBeforeTheWidth) {
  EXPECT_EQ(WrapText("one two three", 7), "one two\nthree");
  EXPECT_EQ(WrapText("one two three", 80), "one two three");
  EXPECT_EQ(WrapText("", 10), "");
}

TEST(WrapTextTest, IndentsEveryLineButTheFirst) {
  EXPECT_EQ(WrapText("one two three", 9, 4), "one two\n    three");
}

TEST(WrapTextTest, GivesALongWordALineOfItsOwn) {
  EXPECT_EQ(WrapText("a extraordinary b", 5), "a\nextraordinary\nb");
}

TEST(WrapTextTest, KeepsNewlinesOfTheText) {
  EXPECT_EQ(WrapText("one\n\ntwo", 10), "one\n\ntwo");
}

TEST(TwoColumnsTest, PutsTheRightColumnBesideOrBelowTheLeft) {
  EXPECT_EQ(TwoColumns("--top N", "how many answers there are", 12, 34),
            "  --top N   how many answers there\n"
            "            are\n");
  EXPECT_EQ(TwoColumns("--a-very-long-name", "short", 12, 40),
            "  --a-very-long-name\n            short\n");
}

}  // namespace
}  // namespace lexprobe::cli
