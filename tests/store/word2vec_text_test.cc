#include "store/word2vec_text.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "store/read_bytes.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Word2vecTextTest, ReadsWhatOthersWrite) {
  for (const char* text : {
           "2 3\ndog 1 2 3\ncat 4 5 6\n",        // gensim
           "2 3\ndog 1 2 3 \ncat 4 5 6 \n",      // word2vec, fastText
           "2 3\r\ndog 1 2 3\r\ncat 4 5 6\r\n",  // from Windows
           "2\t3\ndog\t1\t2\t3\ncat\t4\t5\t6\n",
           "2 3\ndog 1 2 3\ncat 4 5 6\n\n\n",  // empty lines at the end
           "\xef\xbb\xbf"
           "2 3\ndog 1 2 3\ncat 4 5 6\n",
       }) {
    ReadNotes notes;
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                  ReadBytes(text, "", &notes));
    EXPECT_EQ(notes.format, "word2vec-text");
    EXPECT_EQ(table.WordOf(0), "dog");
    EXPECT_EQ(table.WordOf(1), "cat");
    EXPECT_THAT(table.matrix(), ElementsAre(1, 2, 3, 4, 5, 6));
    EXPECT_THAT(notes.messages, IsEmpty());
  }
}

TEST(Word2vecTextTest, NotesAFileThatMayHaveBeenCut) {
  ReadNotes notes;
  EXPECT_THAT(ReadBytes("2 1\na 1\nb 2", "", &notes), IsOk());
  EXPECT_THAT(notes.messages,
              ElementsAre(HasSubstr("line 3: the last line does not end in a "
                                    "newline")));
}

TEST(Word2vecTextTest, ReadsATableWithoutRows) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table, ReadBytes("0 7\n"));
  EXPECT_EQ(table.rows(), 0);
  EXPECT_EQ(table.dim(), 7);
}

TEST(Word2vecTextTest, NamesTheLineThatIsWrong) {
  const std::pair<std::string, const char*> kCases[] = {
      {"2 2\na 1 2\nb 3\n", "memory: line 3: 1 numbers where 2 are needed"},
      {"2 2\na 1 2\nb 3 x\n", "memory: line 3: \"x\" is not a number"},
      {"2 2\na 1 2\n\nb 3 4\n", "memory: line 3: an empty line"},
      {"2 2\na 1 2 3\nb 4 5 6\n", "line 2: 3 numbers where 2 are needed"},
  };
  for (const auto& [text, message] : kCases) {
    EXPECT_THAT(
        ReadBytes(text, "word2vec-text"),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)));
  }
}

TEST(Word2vecTextTest, NamesBothNumbersIfTheHeaderIsWrong) {
  EXPECT_THAT(ReadBytes("3 1\na 1\nb 2\n"),
              StatusIs(absl::StatusCode::kDataLoss,
                       "memory: the header says 3 rows, the file has 2"));
  EXPECT_THAT(ReadBytes("1 1\na 1\nb 2\n"),
              StatusIs(absl::StatusCode::kDataLoss,
                       "memory: the header says 1 rows, the file has 2"));
}

TEST(Word2vecTextTest, CountsDroppedRowsAsRowsOfTheFile) {
  ReadNotes notes;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      ReadBytes("4 1\na 1\na 2\nb nan\nc 1e99\n", "", &notes));
  EXPECT_EQ(table.rows(), 1);
  EXPECT_EQ(notes.duplicate_words, 1);
  EXPECT_EQ(notes.dropped_rows, 2);
}

TEST(Word2vecTextTest, TakesNoMemoryForRowsThatAHeaderOnlyClaims) {
  for (const char* text : {"4294967295 65536\n", "4000000000 1\na 1\n"}) {
    EXPECT_THAT(ReadBytes(text, "word2vec-text"),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("the file")));
  }
}

TEST(Word2vecTextTest, KeepsWordsWithSpacesApartInTheNotes) {
  ReadNotes notes;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      ReadBytes("3 2\nthe 1 2\nnew york 3 4\nwindows 95 5 6\n", "", &notes));
  EXPECT_EQ(table.WordOf(1), "new york");
  EXPECT_EQ(table.WordOf(2), "windows 95");
  EXPECT_EQ(notes.words_with_spaces, 2);
}

// Lines of many lengths, so that blocks are cut in many places.
TEST(Word2vecTextTest, NamesLinesInAnyBlock) {
  std::string text = "200001 3\n";
  for (int i = 0; i < 200000; ++i) {
    absl::StrAppend(&text, "w", i, " 1 2 3\n");
  }
  EXPECT_THAT(ReadBytes(text + "last 1 2\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "memory: line 200002: 2 numbers where 3 are needed"));
  ReadNotes notes;
  EXPECT_THAT(ReadBytes(text + "w7 1 2 3\n", "", &notes), IsOk());
  EXPECT_THAT(
      notes.messages,
      ElementsAre(HasSubstr("line 200002: word \"w7\" repeats line 9;")));
}

}  // namespace
}  // namespace lexprobe
