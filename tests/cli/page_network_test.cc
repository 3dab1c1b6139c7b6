#include "cli/page_network.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/store/model_files.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe::cli {
namespace {

using ::testing::HasSubstr;

EmbeddingTable Table() {
  EmbeddingTableParts parts;
  parts.words = {"a", "b", "c"};
  parts.matrix = {1, 2, 3, 4, 5, 6};
  parts.dim = 2;
  return *EmbeddingTable::FromParts(std::move(parts));
}

// A network with the words and the vectors of Table().
NetworkData Network() {
  ModelOptions options;
  options.dim = 2;
  options.order = 2;
  options.hidden = 1;
  NetworkData network = MakeNetworkData(options, 4);
  network.words = {"<unk>", "a", "b", "c"};
  network.counts = {0, 3, 2, 1};
  network.embedding = {0, 0, 1, 2, 3, 4, 5, 6};
  std::fill(network.first_weight.begin(), network.first_weight.end(), 0.5f);
  return network;
}

TEST(PageNetworkTest, SharesTheVectorsOfTheTableIfTheyAreTheSame) {
  const NetworkData network = Network();
  const std::optional<PageNetwork> page = PageNetworkOf(network, Table(), 3);
  ASSERT_TRUE(page.has_value());
  EXPECT_TRUE(page->embedding.empty());
  EXPECT_EQ(page->order, 2);
  EXPECT_EQ(page->activation, "bilinear");
}

TEST(PageNetworkTest, BringsVectorsOfItsOwnForTheWordsOnThePage) {
  NetworkData network = Network();
  network.embedding[2] = 9;
  const std::optional<PageNetwork> page = PageNetworkOf(network, Table(), 2);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(std::vector<float>(page->embedding.begin(), page->embedding.end()),
            std::vector<float>({9, 2, 3, 4}));
}

TEST(PageNetworkTest, IsNothingIfTheWordsAreOthersOrItWasNeverTrained) {
  NetworkData network = Network();
  network.words[2] = "x";
  EXPECT_FALSE(PageNetworkOf(network, Table(), 3).has_value());
  EXPECT_TRUE(PageNetworkOf(network, Table(), 1).has_value());
  network = Network();
  network.words.resize(3);
  EXPECT_FALSE(PageNetworkOf(network, Table(), 3).has_value());
  network = Network();
  std::fill(network.first_weight.begin(), network.first_weight.end(), 0.0f);
  EXPECT_FALSE(PageNetworkOf(network, Table(), 3).has_value());
}

TEST(PageNetworkTest, ReadsTheNetworkOfAFolderIfThereIsOne) {
  const TemporaryFolder folder;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(std::optional<NetworkData> found,
                                NetworkOf(folder.path()));
  EXPECT_FALSE(found.has_value());
  ASSERT_THAT(WriteNetwork(Network(), folder.File(kNetworkFile)), IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(found, NetworkOf(folder.path()));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->words, Network().words);
  folder.Write(kNetworkFile, "nonsense");
  EXPECT_THAT(NetworkOf(folder.path()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("")));
}

}  // namespace
}  // namespace lexprobe::cli
