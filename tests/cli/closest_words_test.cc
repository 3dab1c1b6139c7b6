#include "cli/closest_words.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "lexprobe/base/spelling.h"
#include "support/embedding_matchers.h"

namespace lexprobe::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

EmbeddingTable TableOf(std::vector<std::string> words) {
  EmbeddingTableParts parts;
  parts.dim = 1;
  parts.matrix.resize(words.size());
  parts.words = std::move(words);
  return MakeTable(std::move(parts));
}

TEST(ClosestWordsTest, GivesTheNearestFirstAndTheLowerRowOfEquals) {
  const EmbeddingTable table =
      TableOf({"does", "dot", "dog", "dig", "cat", "elephant"});
  EXPECT_THAT(ClosestWords(table, "dgo", 3), ElementsAre("dog"));
  EXPECT_THAT(ClosestWords(table, "dof", 2), ElementsAre("dot", "dog"));
}

TEST(ClosestWordsTest, DoesNotMindCapitals) {
  const EmbeddingTable table = TableOf({"paris", "London"});
  EXPECT_THAT(ClosestWords(table, "PARIS", 3), ElementsAre("paris"));
  EXPECT_THAT(ClosestWords(table, "londn", 3), ElementsAre("London"));
}

TEST(ClosestWordsTest, AllowsMoreEditsInLongerWords) {
  const EmbeddingTable table = TableOf({"interesting", "abc"});
  EXPECT_THAT(ClosestWords(table, "intresstin", 3), ElementsAre("interesting"));
  EXPECT_THAT(ClosestWords(table, "xyc", 3), IsEmpty());
}

TEST(ClosestWordsTest, GivesNothingForWordsThatAreNone) {
  const EmbeddingTable table = TableOf({"a", "b"});
  EXPECT_THAT(ClosestWords(table, "", 3), IsEmpty());
  EXPECT_THAT(ClosestWords(table, std::string(1000, 'a'), 3), IsEmpty());
  EXPECT_THAT(ClosestWords(table, "a", 0), IsEmpty());
}

// Ruling words out by their letters must not lose any.
TEST(ClosestWordsTest, FindsAllThatAFullSearchFinds) {
  Random random(3);
  std::vector<std::string> words;
  for (int i = 0; i < 2000; ++i) {
    std::string word = std::to_string(i);
    for (size_t length = 1 + random.Below(6); length > 0; --length) {
      word += "abcdef\xc3\xa9"[random.Below(8)];
    }
    words.push_back(word);
  }
  const EmbeddingTable table = TableOf(words);
  for (int i = 0; i < 50; ++i) {
    const std::string wanted = words[random.Below(words.size())] + "x";
    const int limit =
        std::min(3, std::max(1, static_cast<int>(wanted.size() / 3)));
    size_t expected = 0;
    for (const std::string& word : words) {
      expected += EditDistance(wanted, word) <= limit ? 1 : 0;
    }
    EXPECT_EQ(ClosestWords(table, wanted, words.size()).size(), expected);
  }
}

}  // namespace
}  // namespace lexprobe::cli
