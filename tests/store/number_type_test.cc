#include "store/number_type.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/random.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Float16Test, ReadsTheStandardsExamples) {
  const std::pair<uint16_t, float> kCases[] = {
      {0x0000, 0},
      {0x8000, -0.0f},
      {0x3c00, 1},
      {0x3c01, 1.0009765625f},
      {0xc000, -2},
      {0x7bff, 65504},
      {0x0400, 0x1p-14f},
      {0x0001, 0x1p-24f},
      {0x03ff, 0x1p-14f - 0x1p-24f},
      {0x3555, 0.333251953125f},
      {0x7c00, std::numeric_limits<float>::infinity()},
  };
  for (const auto& [bits, number] : kCases) {
    EXPECT_EQ(std::bit_cast<uint32_t>(FromFloat16(bits)),
              std::bit_cast<uint32_t>(number));
    EXPECT_EQ(ToFloat16(number), bits);
  }
  EXPECT_TRUE(std::isnan(FromFloat16(0x7e00)));
  EXPECT_TRUE(std::isnan(
      FromFloat16(ToFloat16(std::numeric_limits<float>::quiet_NaN()))));
}

TEST(Float16Test, ComesBackFromFloatWhateverItIs) {
  for (int bits = 0; bits < 65536; ++bits) {
    const auto half = static_cast<uint16_t>(bits);
    const float number = FromFloat16(half);
    if (!std::isnan(number)) {
      ASSERT_EQ(ToFloat16(number), half) << bits;
    }
  }
}

// Rounding is to the nearest of the two neighbours, to even in the middle.
TEST(Float16Test, RoundsToTheNearestAndToEven) {
  for (uint16_t bits = 0; bits < 0x7bff; ++bits) {
    const float low = FromFloat16(bits);
    const float high = FromFloat16(static_cast<uint16_t>(bits + 1));
    const float middle = low + (high - low) / 2;  // exact in float
    const uint16_t even =
        (bits & 1) == 0 ? bits : static_cast<uint16_t>(bits + 1);
    ASSERT_EQ(ToFloat16(middle), even) << bits;
    ASSERT_EQ(ToFloat16(std::nextafter(middle, low)), bits);
    ASSERT_EQ(ToFloat16(std::nextafter(middle, high)), bits + 1);
    ASSERT_EQ(ToFloat16(-middle), even | 0x8000);
  }
  EXPECT_EQ(ToFloat16(65519.996f), 0x7bff);
  EXPECT_EQ(ToFloat16(65520), 0x7c00);
}

absl::StatusOr<std::vector<float>> Read(const std::string& bytes,
                                        NumberType type, uint64_t count) {
  PeekSource source(SourceOf(bytes, "memory"));
  return ReadNumbers(source, type, count);
}

TEST(ReadNumbersTest, ReadsEveryType) {
  std::string bytes;
  PutDouble(0.1, &bytes);
  PutDouble(-1e300, &bytes);
  PutDouble(1e-300, &bytes);
  PutDouble(3.4028235677973366e+38, &bytes);  // rounds to infinity
  PutDouble(3.4028235677973362e+38, &bytes);  // rounds to the largest
  EXPECT_THAT(
      Read(bytes, NumberType::kFloat64, 5),
      IsOkAndHolds(ElementsAre(0.1f, -std::numeric_limits<float>::infinity(), 0,
                               std::numeric_limits<float>::infinity(),
                               std::numeric_limits<float>::max())));
  bytes.clear();
  PutFloat(0.1f, &bytes);
  EXPECT_THAT(Read(bytes, NumberType::kFloat32, 1),
              IsOkAndHolds(ElementsAre(0.1f)));
  EXPECT_THAT(Read({'\x00', '\x3c'}, NumberType::kFloat16, 1),
              IsOkAndHolds(ElementsAre(1)));
  EXPECT_THAT(Read({'\x80', '\x3f'}, NumberType::kBfloat16, 1),
              IsOkAndHolds(ElementsAre(1)));
}

TEST(ReadNumbersTest, TakesNoMemoryForNumbersThatAreNotThere) {
  EXPECT_THAT(Read("abcdefg", NumberType::kFloat32, uint64_t{1} << 48),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("7 left")));
}

}  // namespace
}  // namespace lexprobe
