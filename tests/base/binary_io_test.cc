#include "lexprobe/base/binary_io.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

constexpr uint64_t kHuge = std::numeric_limits<uint64_t>::max();

TEST(BinaryIoTest, PutsTheLowestByteFirst) {
  std::string out;
  PutUint32(0x01020304U, &out);
  PutUint64(0x0102030405060708U, &out);
  PutFloat(1.0F, &out);
  PutDouble(-2.0, &out);
  PutString("ab", &out);
  EXPECT_EQ(out, std::string("\x04\x03\x02\x01"
                             "\x08\x07\x06\x05\x04\x03\x02\x01"
                             "\x00\x00\x80\x3f"
                             "\x00\x00\x00\x00\x00\x00\x00\xc0"
                             "\x02\x00\x00\x00\x00\x00\x00\x00"
                             "ab",
                             4 + 8 + 4 + 8 + 8 + 2));
}

TEST(BinaryIoTest, GetsWhatWasPut) {
  const std::vector<float> floats = {0.5F, -0.0F, 1e-42F,
                                     std::numeric_limits<float>::infinity()};
  std::string out;
  PutUint32(7, &out);
  PutUint64(kHuge, &out);
  PutDouble(0.1, &out);
  PutFloats(floats, &out);
  PutString("", &out);
  BinaryReader reader(out);
  EXPECT_THAT(reader.GetUint32(), IsOkAndHolds(7U));
  EXPECT_THAT(reader.GetUint64(), IsOkAndHolds(kHuge));
  EXPECT_THAT(reader.GetDouble(), IsOkAndHolds(0.1));
  std::vector<float> read(floats.size());
  EXPECT_THAT(reader.GetFloats(absl::MakeSpan(read)), IsOk());
  EXPECT_EQ(read, floats);
  EXPECT_TRUE(std::signbit(read[1]));
  EXPECT_THAT(reader.GetString(), IsOkAndHolds(""));
  EXPECT_EQ(reader.remaining(), 0U);
  EXPECT_EQ(reader.position(), out.size());
}

TEST(BinaryIoTest, PutsFloatsAsItPutsOneFloat) {
  std::string one;
  PutFloat(3.25F, &one);
  PutFloat(std::nanf(""), &one);
  std::string many;
  const float floats[] = {3.25F, std::nanf("")};
  PutFloats(floats, &many);
  PutFloats({}, &many);
  EXPECT_EQ(one, many);
}

TEST(BinaryIoTest, RefusesToReadPastTheEndAndStaysWhereItWas) {
  BinaryReader reader("abcde");
  EXPECT_THAT(reader.GetBytes(2), IsOkAndHolds("ab"));
  EXPECT_THAT(reader.GetUint64(), StatusIs(absl::StatusCode::kDataLoss,
                                           "byte 2: 8 bytes needed, 3 left"));
  EXPECT_THAT(reader.GetUint32(), StatusIs(absl::StatusCode::kDataLoss,
                                           "byte 2: 4 bytes needed, 3 left"));
  EXPECT_FALSE(reader.GetFloat().ok());
  EXPECT_FALSE(reader.GetDouble().ok());
  float floats[1];
  EXPECT_FALSE(reader.GetFloats(absl::MakeSpan(floats)).ok());
  EXPECT_THAT(reader.GetBytes(3), IsOkAndHolds("cde"));
}

TEST(BinaryIoTest, RefusesLengthsBeyondTheEnd) {
  for (const uint64_t length :
       {uint64_t{3}, uint64_t{1} << 31, uint64_t{1} << 63, kHuge}) {
    std::string out;
    PutUint64(length, &out);
    out += "ab";
    BinaryReader reader(out);
    EXPECT_THAT(reader.GetString(),
                StatusIs(absl::StatusCode::kDataLoss,
                         HasSubstr("byte 8: " + std::to_string(length) +
                                   " bytes needed, 2 left")));
  }
}

}  // namespace
}  // namespace lexprobe
