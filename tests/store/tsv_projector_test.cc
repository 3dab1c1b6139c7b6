#include "store/tsv_projector.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/embedding_matchers.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

EmbeddingTable SmallTable(bool counts) {
  EmbeddingTableParts parts;
  parts.words = {"dog", "new york", "\"</script>"};
  parts.matrix = {1, 2, 0.1f, -4, 5, 6};
  parts.dim = 2;
  if (counts) parts.counts = {9, 5, 1};
  return MakeTable(std::move(parts));
}

class TsvProjectorTest : public testing::Test {
 protected:
  absl::Status Write(const EmbeddingTable& table, WriteOptions options) {
    options.format = "projector";
    return WriteEmbeddings(table, folder_.File("p"), options);
  }

  TemporaryFolder folder_;
};

TEST_F(TsvProjectorTest, WritesASingleColumnWithoutAHeader) {
  ASSERT_THAT(Write(SmallTable(false), {}), IsOk());
  EXPECT_EQ(folder_.Read("p/metadata.tsv"), "dog\nnew york\n\"</script>\n");
  EXPECT_EQ(folder_.Read("p/vectors.tsv"), "1\t2\n0.1\t-4\n5\t6\n");
}

TEST_F(TsvProjectorTest, WritesSeveralColumnsWithAHeader) {
  ASSERT_THAT(Write(SmallTable(true), {}), IsOk());
  EXPECT_EQ(folder_.Read("p/metadata.tsv"),
            "word\tcount\ndog\t9\nnew york\t5\n\"</script>\t1\n");
  ASSERT_THAT(Write(SmallTable(false),
                    {.extra_columns = {{"gender", {"0.5", "-1", "0"}}}}),
              IsOk());
  EXPECT_EQ(folder_.Read("p/metadata.tsv"),
            "word\tgender\ndog\t0.5\nnew york\t-1\n\"</script>\t0\n");
}

TEST_F(TsvProjectorTest, DescribesTheFilesToBothProjectors) {
  ASSERT_THAT(Write(SmallTable(true), {}), IsOk());
  EXPECT_EQ(folder_.Read("p/projector_config.pbtxt"),
            "embeddings {\n"
            "  tensor_name: \"embeddings\"\n"
            "  tensor_shape: 3\n"
            "  tensor_shape: 2\n"
            "  tensor_path: \"vectors.tsv\"\n"
            "  metadata_path: \"metadata.tsv\"\n"
            "}\n");
  const auto json =
      nlohmann::json::parse(folder_.Read("p/projector_config.json"));
  EXPECT_EQ(json["embeddings"][0]["tensorShape"], nlohmann::json({3, 2}));
  EXPECT_EQ(json["embeddings"][0]["tensorPath"], "vectors.tsv");
  EXPECT_EQ(json["embeddings"][0]["metadataPath"], "metadata.tsv");
}

TEST_F(TsvProjectorTest, RefusesColumnsThatDoNotFit) {
  EXPECT_THAT(Write(SmallTable(false), {.extra_columns = {{"x", {"1"}}}}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("column \"x\" has 1 values for 3 rows")));
  EXPECT_THAT(
      Write(SmallTable(false), {.extra_columns = {{"x", {"1", "2\t", "3"}}}}),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("column \"x\" has a tab or a line end")));
  EXPECT_THAT(folder_.Names(), ElementsAre());
}

TEST_F(TsvProjectorTest, SaysThatAFileStandsWhereTheFolderShould) {
  folder_.Write("p", "a file");
  EXPECT_THAT(Write(SmallTable(false), {}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("p: ")));
}

}  // namespace
}  // namespace lexprobe
