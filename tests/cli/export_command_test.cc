#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/store/formats.h"
#include "support/embedding_matchers.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kVectors[] = "dog 3 4\ncat 0 5\nnew york 1 1\nzero 0 0\n";

class ExportCommandTest : public testing::Test {
 protected:
  // Runs export on kVectors with more arguments.
  absl::Status Run(std::vector<std::string> args) {
    args.insert(args.begin(), {"--model", folder_.Write("in.txt", kVectors)});
    return RunExport(args, streams_.io());
  }

  TemporaryFolder folder_;
  TestStreams streams_;
};

TEST_F(ExportCommandTest, WritesTheFormatAskedForAndSaysSo) {
  const std::string output = folder_.File("out.txt");
  ASSERT_THAT(
      Run({"--output", output, "--format", "word2vec-text", "--top", "2"}),
      IsOk());
  EXPECT_EQ(folder_.Read("out.txt"), "2 2\ndog 3 4\ncat 0 5\n");
  EXPECT_THAT(streams_.err(), HasSubstr("wrote 2 words of dimension 2 to " +
                                        output + " as word2vec-text\n"));
  EXPECT_EQ(streams_.out(), "");
}

TEST_F(ExportCommandTest, AddsConceptsToTheMetadataOfTheProjector) {
  ASSERT_THAT(Run({"--output", folder_.File("p"), "--format", "projector",
                   "--top", "2", "--center", "--concept", "up=zero:cat",
                   "--concept", "right=cat:dog,cat:dog"}),
              IsOk());
  EXPECT_EQ(folder_.Read("p/metadata.tsv"),
            "word\tup\tright\ndog\t0.8\t0.316228\ncat\t1\t-0.316228\n");
}

TEST_F(ExportCommandTest, RefusesConceptsThatItCannotWrite) {
  const std::string output = folder_.File("p");
  EXPECT_THAT(
      Run({"--output", output, "--format", "projector", "--concept", "up"}),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("must be a name and pairs")));
  EXPECT_THAT(Run({"--output", output, "--format", "projector", "--concept",
                   "up=dog:cow"}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("\"cow\"")));
  EXPECT_THAT(
      Run({"--output", output, "--format", "csv", "--concept", "up=zero:cat"}),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("is for --format projector")));
}

TEST_F(ExportCommandTest, TakesTheFormatFromTheName) {
  ASSERT_THAT(Run({"--output", folder_.File("out.lexprobe")}), IsOk());
  ReadNotes notes;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      ReadEmbeddings(folder_.File("out.lexprobe"), {}, &notes));
  EXPECT_EQ(notes.format, "native");
  EXPECT_EQ(table.WordOf(2), "new york");
}

TEST_F(ExportCommandTest, NormalizesAndCenters) {
  ASSERT_THAT(
      Run({"--output", folder_.File("a.csv"), "--top", "2", "--normalize"}),
      IsOk());
  EXPECT_EQ(folder_.Read("a.csv"), "word,d1,d2\ndog,0.6,0.8\ncat,0,1\n");
  ASSERT_THAT(
      Run({"--output", folder_.File("b.csv"), "--top", "1", "--center"}),
      IsOk());
  EXPECT_EQ(folder_.Read("b.csv"), "word,d1,d2\ndog,2,1.5\n");
}

TEST_F(ExportCommandTest, WritesTheWordsOfAListInItsOrder) {
  const std::string list = folder_.Write("list", "zero\n\ndog\nzero\n");
  ASSERT_THAT(Run({"--output", folder_.File("a.csv"), "--words", list}),
              IsOk());
  EXPECT_EQ(folder_.Read("a.csv"), "word,d1,d2\nzero,0,0\ndog,3,4\n");
}

TEST_F(ExportCommandTest, RefusesOrSkipsWordsThatAreNotThere) {
  const std::string list = folder_.Write("list", "dgo\ncat\n");
  const std::string output = folder_.File("a.csv");
  EXPECT_THAT(Run({"--output", output, "--words", list}),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("did you mean \"dog\"?")));
  EXPECT_THAT(
      Run({"--output", output, "--words", list, "--missing-words", "skip"}),
      IsOk());
  EXPECT_EQ(folder_.Read("a.csv"), "word,d1,d2\ncat,0,5\n");
  EXPECT_THAT(streams_.err(), HasSubstr("1 of 2 words are not in the"));
  const std::string none = folder_.Write("none", "x\n");
  EXPECT_THAT(
      Run({"--output", output, "--words", none, "--missing-words", "skip"}),
      StatusIs(absl::StatusCode::kNotFound, HasSubstr("none of its words")));
}

TEST_F(ExportCommandTest, RefusesOrEscapesABadWord) {
  const std::string output = folder_.File("out.txt");
  EXPECT_THAT(Run({"--output", output, "--format", "glove"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("row 2: the word \"new york\" cannot stand "
                                 "in glove")));
  EXPECT_THAT(
      Run({"--output", output, "--format", "glove", "--on-bad-word", "escape"}),
      IsOk());
  EXPECT_THAT(folder_.Read("out.txt"), HasSubstr("new\xe2\x96\x81york 1 1"));
}

TEST_F(ExportCommandTest, WritesFloat16) {
  ASSERT_THAT(Run({"--output", folder_.File("a.npy"), "--dtype", "float16"}),
              IsOk());
  EXPECT_THAT(folder_.Read("a.npy"), HasSubstr("'descr': '<f2'"));
}

TEST_F(ExportCommandTest, ReadsTheInputAsAskedFor) {
  EXPECT_THAT(Run({"--output", folder_.File("a.csv"), "--input-format",
                   "word2vec-text"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("the first line is not \"rows dimension\"")));
}

TEST_F(ExportCommandTest, MayReplaceTheFileThatItReads) {
  ASSERT_THAT(Run({"--output", folder_.File("x.lexprobe")}), IsOk());
  ASSERT_THAT(RunExport({"--model", folder_.File("x.lexprobe"), "--output",
                         folder_.File("x.lexprobe"), "--top", "1"},
                        streams_.io()),
              IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      ReadEmbeddings(folder_.File("x.lexprobe"), {}, nullptr));
  EXPECT_EQ(table.rows(), 1);
}

TEST_F(ExportCommandTest, NamesAnOptionThatIsMissingOrWrong) {
  const std::string output = folder_.File("out.txt");
  const std::vector<std::pair<std::vector<std::string>, const char*>> cases = {
      {{}, "--output is missing"},
      {{"--output", output}, "--format is missing, and the name"},
      {{"--output", output, "--format", "x"}, "format \"x\" is unknown"},
      {{"--output", output, "--format", "glove", "--dtype", "int8"},
       "--dtype is \"int8\", must be float32 or float16"},
      {{"--output", output, "--format", "glove", "--dtype", "float16"},
       "has no float16"},
      {{"--output", output, "--format", "glove", "--on-bad-word", "x"},
       "--on-bad-word is \"x\", must be refuse or escape"},
      {{"--output", output, "--format", "glove", "--missing-words", "x"},
       "--missing-words is \"x\", must be refuse or skip"},
      {{"--output", output, "--format", "glove", "--threads", "-1"},
       "--threads is -1"},
      {{"--output", output, "--format", "glove", "--top", "-1"}, "top is -1"},
      {{"--output", output, "--format", "glove", "--remove-components", "3"},
       "components to remove are 3"},
  };
  for (const auto& [args, message] : cases) {
    EXPECT_THAT(Run(args), StatusIs(absl::StatusCode::kInvalidArgument,
                                    HasSubstr(message)));
  }
  EXPECT_THAT(folder_.Names(), ElementsAre("in.txt"));
}

}  // namespace
}  // namespace lexprobe::cli
