#include <string>
#include <utility>

#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/store/formats.h"
#include "nlohmann/json.hpp"
#include "support/embedding_matchers.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class InfoCommandTest : public testing::Test {
 protected:
  InfoCommandTest() {
    EmbeddingTableParts parts;
    parts.words = {"the", "cat\x1b[31m", "\xff"};
    parts.matrix = {3, 4, 0, 0, 0, 1};
    parts.dim = 2;
    parts.counts = {9, 5, 1};
    parts.metadata_json =
        R"({"program":"lexprobe","options":{"dim":2,"seed":7},"files":["a"]})";
    EXPECT_THAT(WriteEmbeddings(MakeTable(std::move(parts)),
                                folder_.File("embeddings.lexprobe"),
                                {.format = "native"}),
                IsOk());
  }

  TemporaryFolder folder_;
  TestStreams streams_;
};

TEST_F(InfoCommandTest, SaysWhatAModelHolds) {
  ASSERT_THAT(RunInfo({"--model", folder_.path()}, streams_.io()), IsOk());
  const std::string out = streams_.out();
  EXPECT_THAT(out, HasSubstr("\nformat          native\n"));
  EXPECT_THAT(out, HasSubstr("\nwords           3\n"));
  EXPECT_THAT(out, HasSubstr("\ndimension       2\n"));
  EXPECT_THAT(out, HasSubstr("\nvector lengths  0 to 5, median 1, mean 2\n"));
  EXPECT_THAT(out, HasSubstr("\nzero vectors    1\n"));
  EXPECT_THAT(out, HasSubstr("\ncounts          1 to 9, 15 in all\n"));
  EXPECT_THAT(out, HasSubstr("\noptions.dim     2\n"));
  EXPECT_THAT(out, HasSubstr("\nfiles           [\"a\"]\n"));
  EXPECT_THAT(out, Not(HasSubstr("\x1b")));
}

TEST_F(InfoCommandTest, GivesTheSameAsJson) {
  ASSERT_THAT(RunInfo({"--model", folder_.path(), "--json"}, streams_.io()),
              IsOk());
  const auto json = nlohmann::json::parse(streams_.out());
  EXPECT_EQ(json["words"], 3);
  EXPECT_EQ(json["dimension"], 2);
  EXPECT_EQ(json["counts"]["total"], 15);
  EXPECT_EQ(json["norms"]["largest"], 5);
  EXPECT_EQ(json["metadata"]["options"]["seed"], 7);
  EXPECT_EQ(json["first_words"][2], "\xef\xbf\xbd");
  EXPECT_EQ(json["checksum"].get<std::string>().size(), 16u);
}

TEST_F(InfoCommandTest, ReadsAForeignFileWithoutCounts) {
  const std::string path = folder_.Write("x.txt", "1 2\ncat 3 4\n");
  ASSERT_THAT(RunInfo({"--model", path}, streams_.io()), IsOk());
  EXPECT_THAT(streams_.out(), HasSubstr("format          word2vec-text\n"));
  EXPECT_THAT(streams_.out(), HasSubstr("counts          not known\n"));
}

TEST_F(InfoCommandTest, SaysThatTheModelIsMissing) {
  EXPECT_THAT(RunInfo({}, streams_.io()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--model is missing")));
}

}  // namespace
}  // namespace lexprobe::cli
