#include "text/word_bits.h"

#include <string>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

// The slow oracle: byte by byte.
size_t LettersAt(const std::string& text, size_t i) {
  size_t end = i;
  while (static_cast<unsigned char>(text[end]) >= 0x80 ||
         absl::ascii_isalpha(static_cast<unsigned char>(text[end]))) {
    ++end;
  }
  return end - i > WordBits::kLongestRun ? 0 : end - i;
}

TEST(WordBitsTest, AgreesWithALookAtEachByte) {
  Random random(1);
  WordBits bits;
  for (int round = 0; round < 2000; ++round) {
    const uint64_t length = 1 + random.Below(200);
    const uint64_t spaces = random.Below(30);
    std::string text;
    for (uint64_t i = 0; i < length; ++i) {
      const uint64_t kind = random.Below(100);
      text += kind < spaces ? static_cast<char>(random.Below(256))
                            : static_cast<char>('a' + kind % 26);
    }
    text += ' ';
    bits.Mark(text.data(), text.size());
    for (size_t i = 0; i < text.size(); ++i) {
      ASSERT_EQ(bits.LettersAt(i), LettersAt(text, i)) << text << " at " << i;
    }
  }
}

TEST(WordBitsTest, MeasuresTheLongestRunWhereverItStands) {
  WordBits bits;
  for (size_t offset = 0; offset < 16; ++offset) {
    for (size_t length = 50; length < 70; ++length) {
      const std::string text =
          std::string(offset, ' ') + std::string(length, 'x') + ' ';
      bits.Mark(text.data(), text.size());
      EXPECT_EQ(bits.LettersAt(offset),
                length <= WordBits::kLongestRun ? length : 0);
    }
  }
}

}  // namespace
}  // namespace lexprobe
