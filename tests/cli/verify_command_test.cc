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

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class VerifyCommandTest : public testing::Test {
 protected:
  VerifyCommandTest() {
    EmbeddingTableParts parts;
    parts.words = {"a", "b"};
    parts.matrix = {1, 2};
    parts.dim = 1;
    const EmbeddingTable table = MakeTable(std::move(parts));
    for (const char* name : {"one.lexprobe", "two.lexprobe"}) {
      EXPECT_THAT(
          WriteEmbeddings(table, folder_.File(name), {.format = "native"}),
          IsOk());
    }
    folder_.Write("run.json", "{}");
  }

  TemporaryFolder folder_;
  TestStreams streams_;
};

TEST_F(VerifyCommandTest, NamesEveryFileOfASoundModel) {
  ASSERT_THAT(RunVerify({"--model", folder_.path()}, streams_.io()), IsOk());
  EXPECT_THAT(streams_.out(),
              AllOf(ContainsRegex("one.lexprobe +embeddings +sound"),
                    ContainsRegex("two.lexprobe +embeddings +sound"),
                    ContainsRegex("run.json +JSON +sound")));
}

TEST_F(VerifyCommandTest, NamesTheDamagedFileAndLooksAtTheOthers) {
  std::string bytes = folder_.Read("one.lexprobe");
  bytes[bytes.size() / 2] ^= 1;
  folder_.Write("one.lexprobe", bytes);
  EXPECT_THAT(
      RunVerify({"--model", folder_.path()}, streams_.io()),
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("one.lexprobe: ")));
  EXPECT_THAT(streams_.out(),
              AllOf(ContainsRegex("one.lexprobe +embeddings +damaged"),
                    ContainsRegex("two.lexprobe +embeddings +sound")));
}

TEST_F(VerifyCommandTest, CountsTheDamagedFiles) {
  folder_.Write("one.lexprobe", "");
  folder_.Write("two.lexprobe", "");
  EXPECT_THAT(RunVerify({"--model", folder_.path()}, streams_.io()),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("; and 1 more of 3 files")));
}

TEST_F(VerifyCommandTest, GivesJson) {
  ASSERT_THAT(RunVerify({"--model", folder_.File("one.lexprobe"), "--json"},
                        streams_.io()),
              IsOk());
  const auto json = nlohmann::json::parse(streams_.out());
  ASSERT_EQ(json.size(), 1u);
  EXPECT_EQ(json[0]["sound"], true);
  EXPECT_EQ(json[0]["kind"], "embeddings");
}

TEST_F(VerifyCommandTest, SaysThatTheModelIsMissing) {
  EXPECT_THAT(RunVerify({}, streams_.io()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--model is missing")));
}

}  // namespace
}  // namespace lexprobe::cli
