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
  EXPECT_EQ(table.Intern("b"), 0U);
  EXPECT_EQ(table.Intern("a"), 1U);
  EXPECT_EQ(table.Intern("b"), 0U);
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table.WordOf(1), "a");
}

TEST(WordTableTest, TellsAllLengthsApartWhateverBytesTheyHold) {
  WordTable table;
  uint32_t expected = 0;
  for (const char byte : {'\0', 'x', '\xff'}) {
    for (size_t length = byte == '\0' ? 0 : 1; length < 40; ++length) {
      EXPECT_EQ(table.Intern(std::string(length, byte)), expected++);
    }
  }
  expected = 0;
  for (const char byte : {'\0', 'x', '\xff'}) {
    for (size_t length = byte == '\0' ? 0 : 1; length < 40; ++length) {
      EXPECT_EQ(table.WordOf(expected), std::string(length, byte));
      EXPECT_EQ(table.Intern(std::string(length, byte)), expected++);
    }
  }
}

TEST(WordTableTest, SeesEveryByteOfAWord) {
  for (size_t length = 1; length < 40; ++length) {
    WordTable table;
    const std::string word(length, 'a');
    table.Intern(word);
    for (size_t i = 0; i < length; ++i) {
      std::string other = word;
      other[i] = 'b';
      EXPECT_EQ(table.Intern(other), i + 1) << length;
    }
  }
}

// The slow oracle: std::map.
TEST(WordTableTest, AgreesWithAMapOnManyRandomWords) {
  Random random(1);
  WordTable table;
  std::map<std::string, uint32_t> oracle;
  for (int i = 0; i < 200'000; ++i) {
    std::string word;
    for (uint64_t n = random.Below(20); n > 0; --n) {
      word += static_cast<char>('a' + random.Below(3));
    }
    const uint32_t next = static_cast<uint32_t>(oracle.size());
    ASSERT_EQ(table.Intern(word), oracle.emplace(word, next).first->second);
  }
  for (const auto& [word, number] : oracle) {
    EXPECT_EQ(table.WordOf(number), word);
  }
}

}  // namespace
}  // namespace lexprobe
