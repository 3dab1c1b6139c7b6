#include "lexprobe/vocab/word_table.h"

#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

TEST(WordTableTest, NumbersWordsInOrderOfFirstAppearance) {
  WordTable table;
  EXPECT_EQ(table.size(), 0U);
  EXPECT_EQ(table.Add("b", 1), 0U);
  EXPECT_EQ(table.Add("a", 1), 1U);
  EXPECT_EQ(table.Add("b", 1), 0U);
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table.WordOf(1), "a");
}

TEST(WordTableTest, CountsWords) {
  WordTable table;
  table.Add("b", 2);
  table.Add("a", 0);
  table.Add("b", 40);
  EXPECT_EQ(table.CountOf(0), 42);
  EXPECT_EQ(table.CountOf(1), 0);
}

TEST(WordTableTest, DoesNotSeeWhatFollowsAWord) {
  const std::string text(60, 'x');
  WordTable table;
  for (size_t length = 0; length < 40; ++length) {
    const absl::string_view word = absl::string_view(text).substr(1, length);
    EXPECT_EQ(table.Add(table.Prepare(word), word, 1), length);
    EXPECT_EQ(table.Add(std::string(length, 'x'), 1), length);
    EXPECT_EQ(table.WordOf(static_cast<uint32_t>(length)), word);
  }
}

TEST(WordTableTest, TellsAllLengthsApartWhateverBytesTheyHold) {
  WordTable table;
  uint32_t expected = 0;
  for (const char byte : {'\0', 'x', '\xff'}) {
    for (size_t length = byte == '\0' ? 0 : 1; length < 40; ++length) {
      EXPECT_EQ(table.Add(std::string(length, byte), 1), expected++);
    }
  }
  expected = 0;
  for (const char byte : {'\0', 'x', '\xff'}) {
    for (size_t length = byte == '\0' ? 0 : 1; length < 40; ++length) {
      EXPECT_EQ(table.WordOf(expected), std::string(length, byte));
      EXPECT_EQ(table.Add(std::string(length, byte), 1), expected++);
    }
  }
}

TEST(WordTableTest, SeesEveryByteOfAWord) {
  for (size_t length = 1; length < 40; ++length) {
    WordTable table;
    const std::string word(length, 'a');
    table.Add(word, 1);
    for (size_t i = 0; i < length; ++i) {
      std::string other = word;
      other[i] = 'b';
      EXPECT_EQ(table.Add(other, 1), i + 1) << length;
    }
  }
}

// The slow oracle: std::map.
TEST(WordTableTest, AgreesWithAMapOnManyRandomWords) {
  Random random(1);
  WordTable table;
  std::map<std::string, uint32_t> oracle;
  std::map<std::string, int64_t> counts;
  for (int i = 0; i < 200'000; ++i) {
    std::string word;
    for (uint64_t n = random.Below(20); n > 0; --n) {
      word += static_cast<char>('a' + random.Below(3));
    }
    const uint32_t next = static_cast<uint32_t>(oracle.size());
    ASSERT_EQ(table.Add(word, 1), oracle.emplace(word, next).first->second);
    ++counts[word];
  }
  for (const auto& [word, number] : oracle) {
    EXPECT_EQ(table.WordOf(number), word);
    EXPECT_EQ(table.CountOf(number), counts[word]);
  }
}

}  // namespace
}  // namespace lexprobe
