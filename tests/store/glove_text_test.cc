#include "store/glove_text.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "store/read_bytes.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(GloveTextTest, ReadsRowsWithoutAHeader) {
  ReadNotes notes;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      ReadBytes("the 0.1 -2\n, 3 4\n<unk> 5 6\n", "", &notes));
  EXPECT_EQ(notes.format, "glove");
  EXPECT_EQ(table.WordOf(1), ",");
  EXPECT_THAT(table.matrix(), ElementsAre(0.1f, -2, 3, 4, 5, 6));
}

// As some published files have them.
TEST(GloveTextTest, FindsTheDimensionThoughTheFirstWordHasSpaces) {
  ReadNotes notes;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      ReadBytes(". . . 1 2 3\nthe 4 5 6\nat name@domain.com 7 8 9\nof 1 1 1\n",
                "", &notes));
  EXPECT_EQ(table.dim(), 3);
  EXPECT_EQ(table.WordOf(0), ". . .");
  EXPECT_EQ(table.WordOf(2), "at name@domain.com");
  EXPECT_EQ(notes.words_with_spaces, 2);
}

TEST(GloveTextTest, ReadsWordsThatAreNumbers) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                ReadBytes("7 5 1\n8 6 2\n"));
  EXPECT_EQ(table.WordOf(0), "7");
  EXPECT_THAT(table.matrix(), ElementsAre(5, 1, 6, 2));
}

TEST(GloveTextTest, NamesTheLineThatIsWrong) {
  EXPECT_THAT(ReadBytes("the 1 2\nof 3 4\nto 5\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "memory: line 3: 1 numbers where 2 are needed"));
  EXPECT_THAT(ReadBytes("the 1 2\nof 3 4\nto 5 x\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "memory: line 3: \"x\" is not a number"));
}

TEST(GloveTextTest, RefusesWhatHasNoNumbers) {
  EXPECT_THAT(ReadBytes("the\nof\n", "glove"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("a word and 0 numbers")));
  EXPECT_THAT(ReadBytes("\n\n", "glove"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("no line of text")));
  EXPECT_THAT(ReadBytes("", "glove"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("no line of text")));
}

TEST(GloveTextTest, ReadsAVeryLongLine) {
  std::string line = "word";
  for (int i = 0; i < 65536; ++i) line += " -0.123456789012345678901";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                ReadBytes(line + "\n", "glove"));
  EXPECT_EQ(table.dim(), 65536);
  EXPECT_THAT(ReadBytes(line + " 1\n", "glove"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("65537 numbers; allowed are 1 to 65536")));
}

}  // namespace
}  // namespace lexprobe
