#include "store/word2vec_binary.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "store/read_bytes.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Row(const std::string& word, const std::vector<float>& vector,
                const std::string& end = "") {
  std::string bytes = word + " ";
  PutFloats(vector, &bytes);
  return bytes + end;
}

TEST(Word2vecBinaryTest, ReadsRowsWithAndWithoutANewlineAfter) {
  for (const char* end : {"", "\n"}) {
    ReadNotes notes;
    LEXPROBE_ASSERT_OK_AND_ASSIGN(
        const EmbeddingTable table,
        ReadBytes(
            "2 3\n" + Row("dog", {1, 2, 3}, end) + Row("cat", {4, 5, 6}, end),
            "", &notes));
    EXPECT_EQ(notes.format, "word2vec-binary");
    EXPECT_EQ(table.WordOf(0), "dog");
    EXPECT_EQ(table.WordOf(1), "cat");
    EXPECT_THAT(table.matrix(), ElementsAre(1, 2, 3, 4, 5, 6));
  }
}

// 0x0a0a0a0a: every byte of the number is a newline.
TEST(Word2vecBinaryTest, DoesNotMistakeANumberForANewline) {
  std::string newlines = "dog \n\n\n\n";
  for (const char* end : {"", "\n"}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(
        const EmbeddingTable table,
        ReadBytes("2 1\n" + newlines + end + "cat \n\n\n\n" + end,
                  "word2vec-binary"));
    EXPECT_EQ(table.WordOf(1), "cat");
    EXPECT_EQ(table.VectorOf(0)[0], table.VectorOf(1)[0]);
  }
}

TEST(Word2vecBinaryTest, NamesTheRowThatIsCut) {
  const std::string bytes = "2 2\n" + Row("dog", {1, 2}) + Row("cat", {3, 4});
  EXPECT_THAT(ReadBytes(bytes.substr(0, bytes.size() - 3)),
              StatusIs(absl::StatusCode::kDataLoss,
                       "memory: row 2 of 2: byte 20: 8 bytes needed, 5 left"));
  EXPECT_THAT(
      ReadBytes(absl::StrCat("3", bytes.substr(1))),
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("memory: row 3 of 3: ")));
}

TEST(Word2vecBinaryTest, NamesRowsThatTheHeaderDoesNotCount) {
  EXPECT_THAT(ReadBytes("1 2\n" + Row("dog", {1, 2}) + Row("cat", {3, 4})),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("memory: the header says 1 rows: byte 16: "
                                 "bytes after the end")));
}

TEST(Word2vecBinaryTest, DropsWhatIsNotFinite) {
  ReadNotes notes;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      ReadBytes("3 1\n" + Row("a", {std::numeric_limits<float>::quiet_NaN()}) +
                    Row("b", {std::numeric_limits<float>::infinity()}) +
                    Row("c", {1}),
                "word2vec-binary", &notes));
  EXPECT_EQ(table.rows(), 1);
  EXPECT_EQ(notes.dropped_rows, 2);
}

TEST(Word2vecBinaryTest, TakesNoMemoryForWhatAHeaderOnlyClaims) {
  for (const char* text : {"4294967295 65536\n", "4294967295 65536\nword 1234",
                           "2147483648 3\nword-without-end"}) {
    EXPECT_THAT(ReadBytes(text, "word2vec-binary"),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("row 1 of")));
  }
}

}  // namespace
}  // namespace lexprobe
