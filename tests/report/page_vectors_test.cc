#include "lexprobe/report/page_vectors.h"

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "store/number_type.h"
#include "support/random_table.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

std::string Unescaped(const std::string& base64) {
  std::string bytes;
  EXPECT_TRUE(absl::Base64Unescape(base64, &bytes)) << base64;
  return bytes;
}

std::vector<float> Floats(const std::string& base64) {
  const std::string bytes = Unescaped(base64);
  std::vector<float> floats(bytes.size() / sizeof(float));
  std::memcpy(floats.data(), bytes.data(), bytes.size());
  return floats;
}

// What the page's decode.js does.
std::vector<float> Decoded(const EncodedVectors& encoded, size_t dim) {
  const std::string bytes = Unescaped(encoded.base64);
  const std::vector<float> scales = Floats(encoded.scales_base64);
  std::vector<float> numbers;
  if (encoded.numbers == PageNumbers::kInt8) {
    for (size_t i = 0; i < bytes.size(); ++i) {
      numbers.push_back(static_cast<float>(static_cast<int8_t>(bytes[i])) *
                        scales[i / dim]);
    }
    return numbers;
  }
  for (size_t i = 0; i < bytes.size(); i += 2) {
    const auto low = static_cast<unsigned char>(bytes[i]);
    const auto high = static_cast<unsigned char>(bytes[i + 1]);
    numbers.push_back(FromFloat16(static_cast<uint16_t>(low | high << 8)) *
                      scales[0]);
  }
  return numbers;
}

double WorstError(const std::vector<float>& matrix,
                  const std::vector<float>& read, size_t dim) {
  double worst = 0;
  for (size_t row = 0; row < matrix.size(); row += dim) {
    double error = 0, length = 0;
    for (size_t i = row; i < row + dim; ++i) {
      error += std::pow(double{matrix[i]} - double{read[i]}, 2);
      length += std::pow(double{matrix[i]}, 2);
    }
    if (length > 0) worst = std::max(worst, std::sqrt(error / length));
  }
  return worst;
}

std::vector<float> Gaussians(size_t count, double size) {
  Random random(3);
  std::vector<float> numbers(count);
  for (float& number : numbers) {
    number = static_cast<float>(random.Normal() * size);
  }
  return numbers;
}

TEST(PageVectorsTest, SaysTheErrorThatAReaderOfTheTextHas) {
  const std::vector<float> matrix = Gaussians(700, 1);
  for (const PageNumbers numbers :
       {PageNumbers::kFloat16, PageNumbers::kInt8}) {
    const EncodedVectors encoded = EncodeVectors(matrix, 7, numbers);
    EXPECT_EQ(encoded.numbers, numbers);
    const std::vector<float> read = Decoded(encoded, 7);
    ASSERT_EQ(read.size(), matrix.size());
    EXPECT_NEAR(encoded.worst_error, WorstError(matrix, read, 7), 1e-12);
    EXPECT_GT(encoded.worst_error, 0);
    EXPECT_LT(encoded.worst_error,
              numbers == PageNumbers::kFloat16 ? 5e-4 : 1e-2);
  }
}

TEST(PageVectorsTest, KeepsVectorsOfAnySize) {
  for (const double size : {1e-30, 1e-6, 1e6, 1e30}) {
    const std::vector<float> matrix = Gaussians(60, size);
    for (const PageNumbers numbers :
         {PageNumbers::kFloat16, PageNumbers::kInt8}) {
      EXPECT_LT(EncodeVectors(matrix, 6, numbers).worst_error, 1e-2) << size;
    }
  }
}

TEST(PageVectorsTest, KeepsZeros) {
  const std::vector<float> matrix(12, 0.0f);
  for (const PageNumbers numbers :
       {PageNumbers::kFloat16, PageNumbers::kInt8}) {
    const EncodedVectors encoded = EncodeVectors(matrix, 4, numbers);
    EXPECT_EQ(encoded.worst_error, 0);
    EXPECT_EQ(Decoded(encoded, 4), matrix);
  }
}

TEST(PageVectorsTest, ChoosesInt8WhereFloat16WouldBeMoreThanEightMegabytes) {
  const std::vector<float> small(2'999'700, 1.0f), large(3'000'300, 1.0f);
  EXPECT_EQ(EncodeVectors(small, 300, PageNumbers::kAuto).numbers,
            PageNumbers::kFloat16);
  EXPECT_EQ(EncodeVectors(large, 300, PageNumbers::kAuto).numbers,
            PageNumbers::kInt8);
}

TEST(PageVectorsTest, KnowsItsNames) {
  for (const PageNumbers numbers :
       {PageNumbers::kAuto, PageNumbers::kFloat16, PageNumbers::kInt8}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const PageNumbers found,
                                  PageNumbersOf(NameOf(numbers)));
    EXPECT_EQ(found, numbers);
  }
  EXPECT_THAT(PageNumbersOf("float64"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("\"float64\" where auto, float16 or int8")));
}

TEST(PageVectorsTest, WritesFloatsAsTheyAre) {
  const std::vector<float> numbers = {1.5f, -2.25f, 3e-30f};
  EXPECT_EQ(Floats(Float32Base64(numbers)), numbers);
}

}  // namespace
}  // namespace lexprobe
