#include "store/text_row.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Row {
  std::string word;
  std::vector<float> vector;
};

absl::StatusOr<Row> Parse(absl::string_view line, size_t dim) {
  Row row;
  row.vector.resize(dim);
  absl::string_view word;
  const absl::Status status =
      ParseTextRow(line, &word, absl::MakeSpan(row.vector));
  if (!status.ok()) return status;
  row.word = std::string(word);
  return row;
}

TEST(TextRowTest, SplitsOnSpacesAndTabsOnly) {
  const std::pair<const char*, const char*> kCases[] = {
      {"dog 1 2", "dog"},
      {"dog\t1\t2", "dog"},
      {"dog  1   2  ", "dog"},
      {"dog 1 2\t", "dog"},
      {"no\xc2\xa0"
       "break 1 2",
       "no\xc2\xa0"
       "break"},
      {"\xe3\x80\x80 1 2", "\xe3\x80\x80"},
      {"\xc2\x85 1 2", "\xc2\x85"},
      {"vt\v 1 2", "vt\v"},
      {"1 1 2", "1"},
  };
  for (const auto& [line, word] : kCases) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const Row row, Parse(line, 2));
    EXPECT_EQ(row.word, word);
    EXPECT_THAT(row.vector, ElementsAre(1, 2));
  }
}

TEST(TextRowTest, TakesTheLastFieldsAsNumbersIfTheWordHasSpaces) {
  const std::pair<const char*, const char*> kCases[] = {
      {"new york 1 2", "new york"}, {". . . 1 2", ". . ."},
      {"at  home 1 2", "at  home"}, {"windows 95 1 2", "windows 95"},
      {" lead 1 2", "lead"},        {"a\tb 1 2 ", "a\tb"},
  };
  for (const auto& [line, word] : kCases) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const Row row, Parse(line, 2));
    EXPECT_EQ(row.word, word);
    EXPECT_THAT(row.vector, ElementsAre(1, 2));
  }
}

TEST(TextRowTest, GivesAnEmptyWordIfOnlyASpaceStandsBeforeTheNumbers) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const Row row, Parse(" 1 2", 2));
  EXPECT_EQ(row.word, "");
  EXPECT_THAT(row.vector, ElementsAre(1, 2));
}

TEST(TextRowTest, RefusesLinesThatAreNoRows) {
  const std::pair<std::string, const char*> kCases[] = {
      {"", "0 numbers where 2 are needed"},
      {"dog", "0 numbers where 2"},
      {"dog 1", "1 numbers where 2"},
      {"1 2", "1 numbers where 2"},
      {"dog 1 x", "\"x\" is not a number"},
      {"dog x 1 2x", "\"2x\" is not a number"},
      {"dog 1,5 2", "\"1,5\" is not a number"},
      {"dog 1 0x2", "\"0x2\" is not a number"},
      {"dog 1 +-2", "\"+-2\" is not a number"},
      {"dog 1 --2", "\"--2\" is not a number"},
      {"dog 1 +", "\"+\" is not a number"},
      {"dog 1 2\xc2\xa0", "is not a number"},
      {"dog 1 " + std::string(1000, 'x'), "xxx...\" is not a number"},
  };
  for (const auto& [line, message] : kCases) {
    EXPECT_THAT(Parse(line, 2), StatusIs(absl::StatusCode::kInvalidArgument,
                                         HasSubstr(message)))
        << line;
  }
}

TEST(TextRowTest, ReadsNumbersAsPeopleAndProgramsWriteThem) {
  const std::pair<const char*, float> kCases[] = {
      {"0", 0},
      {"-0", -0.0f},
      {"+1.5", 1.5f},
      {".5", 0.5f},
      {"5.", 5},
      {"1E3", 1000},
      {"1e+3", 1000},
      {"1e-3", 0.001f},
      {"0.1", 0.1f},
      {"1e50", kInfinity},
      {"-1e50", -kInfinity},
      {"1e-50", 0},
      {"-1e-50", -0.0f},
      {"1e999", kInfinity},
      {"-1e-999", -0.0f},
      {"inf", kInfinity},
      {"-Infinity", -kInfinity},
      {"1.00000000000000000000000000000000000000000000001", 1},
      {"3.4028235e+38", std::numeric_limits<float>::max()},
      {"3.4028236e+38", kInfinity},  // more than half a step above
      {"1.4e-45", std::numeric_limits<float>::denorm_min()},
      {"7.1e-46", std::numeric_limits<float>::denorm_min()},
      {"7.0e-46", 0},
  };
  for (const auto& [text, expected] : kCases) {
    float number = 77;
    ASSERT_TRUE(ParseNumber(text, &number)) << text;
    EXPECT_EQ(std::bit_cast<uint32_t>(number),
              std::bit_cast<uint32_t>(expected))
        << text << " gives " << number;
  }
  float number;
  ASSERT_TRUE(ParseNumber("nan", &number));
  EXPECT_TRUE(std::isnan(number));
  EXPECT_FALSE(ParseNumber("", &number));
}

// Any float, by its bits; not NaN or infinity.
float AnyFloat(Random& random) {
  while (true) {
    const auto bits = static_cast<uint32_t>(random.NextUint64());
    const float number = std::bit_cast<float>(bits);
    if (std::isfinite(number)) return number;
  }
}

TEST(TextRowTest, WritesNumbersThatReadBackBitForBit) {
  Random random(11);
  for (int i = 0; i < 200000; ++i) {
    const float number = AnyFloat(random);
    std::string text;
    AppendNumbers({&number, 1}, ' ', &text);
    float read;
    ASSERT_TRUE(ParseNumber(text, &read)) << text;
    ASSERT_EQ(std::bit_cast<uint32_t>(read), std::bit_cast<uint32_t>(number));
    // The C library agrees.
    ASSERT_EQ(std::strtof(text.c_str(), nullptr), number);
  }
}

TEST(TextRowTest, ReadsAnyDigitsAsTheCLibraryDoes) {
  Random random(12);
  for (int i = 0; i < 200000; ++i) {
    char text[64];
    const int digits = 1 + static_cast<int>(random.Below(17));
    std::snprintf(text, sizeof(text), "%.*g", digits,
                  double{AnyFloat(random)} * random.Uniform());
    float read;
    ASSERT_TRUE(ParseNumber(text, &read)) << text;
    ASSERT_EQ(std::bit_cast<uint32_t>(read),
              std::bit_cast<uint32_t>(std::strtof(text, nullptr)))
        << text;
  }
}

TEST(TextRowTest, WritesTheShortestDigits) {
  std::string text;
  AppendNumbers(std::vector<float>{0.1f, -2, 1e-5f, 16777216, 1e20f}, ',',
                &text);
  EXPECT_EQ(text, "0.1,-2,1e-05,16777216,1e+20");
  text = "x";
  AppendNumbers({}, ',', &text);
  EXPECT_EQ(text, "x");
}

TEST(TextRowTest, HasRoomForTheLongestNumbers) {
  const std::vector<float> numbers(100, -1.00000255e-36f);
  std::string text;
  AppendNumbers(numbers, ' ', &text);
  EXPECT_EQ(text.size(), 100 * 16 - 1);
}

TEST(TextRowTest, CountsFields) {
  EXPECT_EQ(CountFields(""), 0);
  EXPECT_EQ(CountFields(" \t "), 0);
  EXPECT_EQ(CountFields("a b\tc  d "), 4);
}

}  // namespace
}  // namespace lexprobe
