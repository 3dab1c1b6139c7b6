#include "store/word_order.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Optional;

// Words joined, and what views of them point into.
class Joined {
 public:
  explicit Joined(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      bytes_ += word;
      ends_.push_back(bytes_.size());
    }
  }
  JoinedWords view() const { return {bytes_, ends_}; }

 private:
  std::string bytes_;
  std::vector<uint64_t> ends_;
};

// Few letters, so that prefixes and whole words meet often; some hold zeros.
std::vector<std::string> RandomWords(size_t count, Random& random) {
  std::vector<std::string> words(count);
  for (std::string& word : words) {
    const size_t length = 1 + random.Below(20);
    for (size_t i = 0; i < length; ++i) {
      word += "aab\0\xff"[random.Below(5)];
    }
  }
  return words;
}

TEST(WordOrderTest, SortsAsTheStandardLibraryDoes) {
  Random random(7);
  for (int round = 0; round < 50; ++round) {
    const std::vector<std::string> words = RandomWords(200, random);
    std::vector<uint32_t> expected(words.size());
    for (uint32_t i = 0; i < words.size(); ++i) expected[i] = i;
    std::sort(expected.begin(), expected.end(), [&](uint32_t a, uint32_t b) {
      return words[a] != words[b] ? words[a] < words[b] : a < b;
    });
    EXPECT_THAT(SortedByWord(Joined(words).view()), Eq(expected));
  }
}

TEST(WordOrderTest, FindsNoDisorderInARisingOrder) {
  const Joined words({"the", "a", "cat"});
  EXPECT_EQ(FirstDisorder(words.view(), {1, 2, 0}), std::nullopt);
}

TEST(WordOrderTest, FindsTheFirstWordThatDoesNotRise) {
  const Joined words({"the", "a", "cat"});
  EXPECT_THAT(FirstDisorder(words.view(), {2, 1, 0}), Optional(1u));
}

TEST(WordOrderTest, FindsARepeatedWord) {
  const Joined words({"longer than a key", "a", "longer than a key"});
  EXPECT_THAT(FirstDisorder(words.view(), {1, 0, 2}), Optional(2u));
}

TEST(WordOrderTest, FindsARepeatedRow) {
  const Joined words({"the", "a", "cat"});
  EXPECT_THAT(FirstDisorder(words.view(), {1, 1, 0}), Optional(1u));
}

TEST(WordOrderTest, FindsARowOutOfRange) {
  const Joined words({"the", "a", "cat"});
  EXPECT_THAT(FirstDisorder(words.view(), {1, 3, 0}), Optional(1u));
  EXPECT_THAT(FirstDisorder(words.view(), {1, 0xffffffff, 0}), Optional(1u));
}

TEST(WordOrderTest, FindsAnOrderOfAnotherLength) {
  const Joined words({"the", "a", "cat"});
  EXPECT_THAT(FirstDisorder(words.view(), {1, 2}), Optional(2u));
}

TEST(WordOrderTest, TellsAWordFromTheSameWordWithAZeroByte) {
  const Joined words({"a", std::string("a\0", 2)});
  EXPECT_THAT(SortedByWord(words.view()), ElementsAre(0, 1));
  EXPECT_EQ(FirstDisorder(words.view(), {0, 1}), std::nullopt);
}

TEST(WordOrderTest, RefusesEndsThatDoNotRiseToTheEnd) {
  const std::string bytes = "thecat";
  const std::vector<uint64_t> good = {3, 6}, falls = {6, 3}, stays = {3, 3, 6},
                              early = {3, 5}, late = {3, 7}, zero = {0, 6};
  EXPECT_TRUE(EndsAreSound({bytes, good}));
  for (const auto& ends : {falls, stays, early, late, zero}) {
    EXPECT_FALSE(EndsAreSound({bytes, ends}));
  }
  EXPECT_TRUE(EndsAreSound({}));
  EXPECT_FALSE(EndsAreSound({bytes, {}}));
}

}  // namespace
}  // namespace lexprobe
