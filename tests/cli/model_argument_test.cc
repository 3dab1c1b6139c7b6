#include "cli/model_argument.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/formats.h"
#include "support/embedding_matchers.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

EmbeddingTable SmallTable() {
  EmbeddingTableParts parts;
  parts.words = {"dog", "cat", "do"};
  parts.matrix = {1, 2, 3, 4, 5, 6};
  parts.dim = 2;
  return MakeTable(std::move(parts));
}

class OpenModelTest : public testing::Test {
 protected:
  absl::StatusOr<EmbeddingTable> Open(ModelArgument argument) {
    return OpenModel(argument, streams_.io());
  }

  TemporaryFolder folder_;
  TestStreams streams_;
};

TEST_F(OpenModelTest, OpensTheEmbeddingsOfAModelFolder) {
  ASSERT_THAT(WriteEmbeddings(SmallTable(), folder_.File(kEmbeddingsFile),
                              {.format = "native"}),
              IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                Open({.model = folder_.path()}));
  const EmbeddingTable table = SmallTable();
  EXPECT_THAT(read, TableEq(&table));
  EXPECT_EQ(streams_.err(), "");
}

TEST_F(OpenModelTest, OpensAFileOfAnyFormat) {
  const std::string path = folder_.Write("x.txt", "dog 1 2\ncat 3 4\ndo 5 6\n");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                Open({.model = path}));
  const EmbeddingTable table = SmallTable();
  EXPECT_THAT(read, VectorsEq(&table));
}

TEST_F(OpenModelTest, TakesTheFirstRowsWhenRestricted) {
  const std::string path = folder_.Write("x.txt", "dog 1 2\ncat 3 4\ndo 5 6\n");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                Open({.model = path, .restrict_vocab = 2}));
  EXPECT_EQ(read.rows(), 2);
}

TEST_F(OpenModelTest, SaysWhatTheReaderDecided) {
  const std::string path = folder_.Write(
      "x.txt", "a 1 2\na 3 4\nb nan 1\nnew york 5 6\nz 0 0\n\x1b[31m 1 1\n");
  ASSERT_THAT(Open({.model = path}), IsOk());
  EXPECT_THAT(
      streams_.err(),
      AllOf(HasSubstr("x.txt, read as glove: 1 repeated word, the first one "
                      "kept; 1 row dropped (no word, or a number not finite); "
                      "1 row of zeros; 1 word with spaces\n"),
            HasSubstr("line 2: word \"a\" repeats line 1"),
            HasSubstr("line 3: the vector of \"b\" is not finite"),
            Not(HasSubstr("\x1b"))));
}

TEST_F(OpenModelTest, SaysWhatIsMissing) {
  EXPECT_THAT(Open({}), StatusIs(absl::StatusCode::kInvalidArgument,
                                 HasSubstr("--model is missing")));
  EXPECT_THAT(Open({.model = folder_.File("none")}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none")));
  EXPECT_THAT(Open({.model = folder_.path()}),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("no embeddings.lexprobe in this folder")));
  EXPECT_THAT(Open({.model = "x", .restrict_vocab = -1}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--restrict-vocab is -1, must be 0")));
}

TEST(RowsOfTest, GivesRowsInTheOrderOfTheWords) {
  EXPECT_THAT(RowsOf(SmallTable(), {"do", "dog", "do"}),
              IsOkAndHolds(ElementsAre(2, 0, 2)));
}

TEST(RowsOfTest, NamesEveryUnknownWordWithItsClosestSpellings) {
  EXPECT_THAT(
      RowsOf(SmallTable(), {"dgo", "cat", "hippopotamus"}),
      StatusIs(absl::StatusCode::kNotFound,
               "\"dgo\" is not in the vocabulary; did you mean \"dog\", "
               "\"do\"?\n\"hippopotamus\" is not in the vocabulary"));
}

}  // namespace
}  // namespace lexprobe::cli
