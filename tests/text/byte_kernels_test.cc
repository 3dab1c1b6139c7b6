#include "text/byte_kernels.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

// Any bytes at all, or ASCII only, of all lengths up to some vectors'.
std::vector<std::string> Texts() {
  Random random(1);
  std::vector<std::string> texts;
  for (size_t size = 0; size < 150; ++size) {
    for (const uint64_t bytes : {128, 256}) {
      for (int round = 0; round < 5; ++round) {
        std::string& text = texts.emplace_back(size, '\0');
        for (char& c : text) c = static_cast<char>(random.Below(bytes));
      }
      texts.emplace_back(size, 'a');
    }
  }
  return texts;
}

unsigned char Unsigned(char c) { return static_cast<unsigned char>(c); }

// The slow oracle: byte by byte.
char Copied(char c, bool fold) {
  if (absl::ascii_iscntrl(Unsigned(c))) return ' ';
  return fold ? absl::ascii_tolower(Unsigned(c)) : c;
}

TEST(ByteKernelsTest, CopiesAsciiAsByteByByteAndNoFurther) {
  for (const std::string& text : Texts()) {
    for (const bool fold : {false, true}) {
      std::string expected = text;
      for (char& c : expected) c = Copied(c, fold);
      std::string copy(text.size() + 1, '#');
      const AsciiCopy seen =
          CopyAscii(text.data(), text.size(), fold, copy.data());
      ASSERT_EQ(copy, expected + '#');
      EXPECT_EQ(seen.all_ascii,
                std::all_of(text.begin(), text.end(),
                            [](char c) { return Unsigned(c) < 0x80; }));
      EXPECT_EQ(seen.has_capitals,
                std::any_of(text.begin(), text.end(), [](char c) {
                  return absl::ascii_isupper(Unsigned(c));
                }));
      EXPECT_EQ(seen.has_nul, text.find('\0') != std::string::npos);
    }
  }
}

TEST(ByteKernelsTest, MarksLettersAsByteByByteAndNoFurther) {
  for (const std::string& text : Texts()) {
    const size_t room = (text.size() + 63) / 64 * 8;
    std::vector<uint8_t> bits(room + 1, 0x55);
    MarkLetters(text.data(), text.size(), bits.data());
    for (size_t i = 0; i < text.size(); ++i) {
      const bool letter =
          absl::ascii_isalpha(Unsigned(text[i])) || Unsigned(text[i]) >= 0x80;
      ASSERT_EQ(bits[i / 8] >> (i % 8) & 1, letter ? 1 : 0) << i;
    }
    EXPECT_EQ(bits[room], 0x55);
  }
}

TEST(ByteKernelsTest, CountsAByte) {
  for (const std::string& text : Texts()) {
    for (const char byte : {'\0', 'a', '\n', '\xff'}) {
      EXPECT_EQ(
          CountBytes(text.data(), text.size(), byte),
          static_cast<size_t>(std::count(text.begin(), text.end(), byte)));
    }
  }
}

}  // namespace
}  // namespace lexprobe
