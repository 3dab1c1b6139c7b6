#include "lexprobe/text/utf8.h"

#include <utf8proc.h>

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

constexpr char kBad[] = "\xef\xbf\xbd";  // U+FFFD

std::string Repaired(const std::string& text, int64_t expected_count) {
  std::string out;
  EXPECT_EQ(ReplaceInvalidUtf8(text, &out), expected_count) << text;
  return out;
}

std::string Nfc(const std::string& text) {
  std::string out;
  ComposeNfc(text, &out);
  return out;
}

TEST(Utf8Test, DecodesWhatItEncodes) {
  for (uint32_t c = 0; c <= 0x10ffff; ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    std::string bytes;
    AppendUtf8(c, &bytes);
    const DecodedCharacter character = DecodeUtf8(bytes);
    ASSERT_TRUE(character.valid) << c;
    ASSERT_EQ(character.code_point, c);
    ASSERT_EQ(character.length, bytes.size());
  }
}

TEST(Utf8Test, ReplacesEachMaximalInvalidPart) {
  const struct {
    std::string text;
    std::string expected;
    int64_t count;
  } kCases[] = {
      // nothing to replace
      {"", "", 0},
      {"plain", "plain", 0},
      {"é€😀", "é€😀", 0},
      {std::string("a\0b", 3), std::string("a\0b", 3), 0},
      // Latin-1, and other bytes that begin nothing
      {"caf\xe9", std::string("caf") + kBad, 1},
      {"\x80\xbf", std::string(kBad) + kBad, 2},
      {"\xc0\xaf", std::string(kBad) + kBad, 2},
      {"\xf5\xff", std::string(kBad) + kBad, 2},
      // cut short: what is there counts once
      {"\xe2\x82", kBad, 1},
      {"\xf0\x9f\x98", kBad, 1},
      {"\xe2\x82x", std::string(kBad) + "x", 1},
      {"\xf0\x9f\x98\xe2\x82\xac", std::string(kBad) + "€", 1},
      // too long a form, surrogates, beyond the last: no prefix of a character
      {"\xe0\x80\x80", std::string(kBad) + kBad + kBad, 3},
      {"\xed\xa0\x80", std::string(kBad) + kBad + kBad, 3},
      {"\xf4\x90\x80\x80", std::string(kBad) + kBad + kBad + kBad, 4},
      // Unicode 15, table 3-8
      {"a\xf1\x80\x80\xe1\x80\xc2"
       "b\x80"
       "c\x80\xbf"
       "d",
       std::string("a") + kBad + kBad + kBad + "b" + kBad + "c" + kBad + kBad +
           "d",
       6},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Repaired(test.text, test.count), test.expected);
  }
}

TEST(Utf8Test, FindsTheFirstInvalidByteWhereverItStands) {
  for (size_t n = 0; n < 40; ++n) {
    const std::string ascii(n, 'a');
    EXPECT_EQ(AsciiPrefix(ascii + "é"), n);
    EXPECT_EQ(ValidUtf8Prefix(ascii + "é" + ascii + "\xff"), 2 * n + 2);
    EXPECT_EQ(AsciiPrefix(ascii), n);
    EXPECT_TRUE(IsValidUtf8(ascii + "é"));
  }
}

// The slow oracle: utf8proc's own decoder.
TEST(Utf8Test, AgreesWithUtf8procOnRandomBytes) {
  Random random(1);
  const std::string bytes("a\x80\x8f\x90\x9f\xa0\xbf\xc2\xe0\xe1\xed\xf0\xf4");
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    for (uint64_t n = 1 + random.Below(6); n > 0; --n) {
      text += bytes[random.Below(bytes.size())];
    }
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &c);
    const DecodedCharacter character = DecodeUtf8(text);
    ASSERT_EQ(character.valid, length > 0);
    ASSERT_LE(character.length, text.size());
    if (length > 0) {
      ASSERT_EQ(character.code_point, static_cast<uint32_t>(c));
    }
    std::string repaired;
    ReplaceInvalidUtf8(text, &repaired);
    ASSERT_TRUE(IsValidUtf8(repaired));
  }
}

TEST(Utf8Test, Composes) {
  // letter and mark, several marks, marks in the wrong order
  EXPECT_EQ(Nfc("e\u0301"), "é");
  EXPECT_EQ(Nfc("u\u0308\u0304"), "ǖ");
  EXPECT_EQ(Nfc("a\u0323\u0302"), Nfc("a\u0302\u0323"));
  // singletons: Angstrom, Kelvin
  EXPECT_EQ(Nfc("\u212b"), "Å");
  EXPECT_EQ(Nfc("\u212a"), "K");
  // Hangul letters
  EXPECT_EQ(Nfc("\u1112\u1161\u11ab"), "한");
  // what has no composed form stays, and so do compatibility characters
  EXPECT_EQ(Nfc("x\u0301"), "x\u0301");
  EXPECT_EQ(Nfc("ﬁ ½ Ａ"), "ﬁ ½ Ａ");
  EXPECT_EQ(Nfc(""), "");
}

TEST(Utf8Test, ReportsEveryCharacterThatNfcReplacesOrJoins) {
  for (uint32_t c = 0; c <= 0x10ffff; ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    utf8proc_int32_t parts[8];
    int boundclass = 0;
    const utf8proc_ssize_t count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts, 8,
                                UTF8PROC_DECOMPOSE, &boundclass);
    for (utf8proc_ssize_t i = 1; i < count; ++i) {
      ASSERT_TRUE(MayChangeInNfc(static_cast<uint32_t>(parts[i]))) << c;
    }
    if (MayChangeInNfc(c)) continue;
    std::string text;
    AppendUtf8(c, &text);
    ASSERT_EQ(Nfc(text), text) << c;
  }
}

// Letters and marks that compose, that only have an order, and neither.
TEST(Utf8Test, HasAQuickCheckForNfcThatIsNeverWrong) {
  const std::vector<uint32_t> alphabet = {
      'a',   'e',   0xe9,  0x301,  0x323,  0x327,  0x334, 0x5d0,
      0x5b7, 0x5bc, 0x627, 0x64b,  0x651,  0x915,  0x93c, 0x94d,
      0xe01, 0xe38, 0xe48, 0x1100, 0x1161, 0x11a8, 0x20d0};
  Random random(1);
  int64_t unchanged = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string text;
    bool may_change = false;
    uint8_t last_class = 0;
    for (uint64_t n = 1 + random.Below(5); n > 0; --n) {
      const uint32_t c = alphabet[random.Below(alphabet.size())];
      AppendUtf8(c, &text);
      const uint8_t combining_class = CombiningClassOf(c);
      may_change |= MayChangeInNfc(c);
      may_change |= combining_class != 0 && combining_class < last_class;
      last_class = combining_class;
    }
    if (may_change) continue;
    ++unchanged;
    ASSERT_EQ(Nfc(text), text);
  }
  EXPECT_GT(unchanged, 1000);
}

TEST(Utf8Test, LeavesTheLettersOfMostTextsToTheFastPath) {
  for (const uint32_t c :
       {0x61U, 0xe9U, 0xdfU, 0x142U, 0x3b1U, 0x44fU, 0x5d0U, 0x627U, 0x915U,
        0x93eU, 0x4e2dU, 0x3042U, 0xd55cU, 0x2019U, 0x1f600U}) {
    EXPECT_FALSE(MayChangeInNfc(c)) << c;
  }
}

TEST(Utf8Test, LowersByTheSimpleMapping) {
  EXPECT_EQ(LowerCase('A'), uint32_t{'a'});
  EXPECT_EQ(LowerCase(0xc9), 0xe9U);      // É
  EXPECT_EQ(LowerCase(0x130), 0x69U);     // Turkish İ: a plain i
  EXPECT_EQ(LowerCase(0x3a3), 0x3c3U);    // Σ: not the final one
  EXPECT_EQ(LowerCase(0x1e9e), 0xdfU);    // ẞ
  EXPECT_EQ(LowerCase(0x4e2d), 0x4e2dU);  // 中
}

}  // namespace
}  // namespace lexprobe
