#include "lexprobe/report/page_vectors.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "store/number_type.h"

namespace lexprobe {
namespace {

constexpr size_t kMostFloat16Text = 8'000'000;
constexpr int kLargestExponent = 15;  // of float16
constexpr float kLargestInt8 = 127;

float LargestOf(absl::Span<const float> numbers) {
  float largest = 0;
  for (const float number : numbers) {
    largest = std::max(largest, std::abs(number));
  }
  return largest;
}

double ErrorOf(absl::Span<const float> row, absl::Span<const float> read) {
  double error = 0;
  double length = 0;
  for (size_t i = 0; i < row.size(); ++i) {
    const double difference = double{row[i]} - double{read[i]};
    error += difference * difference;
    length += double{row[i]} * double{row[i]};
  }
  return length > 0 ? std::sqrt(error / length) : 0;
}

// The power of two by which the largest number fits a float16 just so: large
// ones do not overflow, and small ones keep all their bits.
float Float16Scale(float largest) {
  if (largest == 0) return 1;
  int exponent = 0;
  std::frexp(largest, &exponent);  // largest < 2^exponent
  return std::ldexp(1.0f, std::clamp(exponent - kLargestExponent, -126, 127));
}

// Puts the bytes of a row, and what can be read of them into `read`.
void PutFloat16Row(absl::Span<const float> row, float scale, std::string* bytes,
                   std::vector<float>* read) {
  for (size_t i = 0; i < row.size(); ++i) {
    const uint16_t bits = ToFloat16(row[i] / scale);
    bytes->push_back(static_cast<char>(bits & 0xff));
    bytes->push_back(static_cast<char>(bits >> 8));
    (*read)[i] = FromFloat16(bits) * scale;
  }
}

void PutInt8Row(absl::Span<const float> row, float scale, std::string* bytes,
                std::vector<float>* read) {
  for (size_t i = 0; i < row.size(); ++i) {
    const float number = std::round(row[i] / scale);
    bytes->push_back(static_cast<char>(static_cast<int8_t>(number)));
    (*read)[i] = number * scale;
  }
}

}  // namespace

absl::string_view NameOf(PageNumbers numbers) {
  switch (numbers) {
    case PageNumbers::kAuto:
      return "auto";
    case PageNumbers::kFloat16:
      return "float16";
    case PageNumbers::kInt8:
      return "int8";
  }
  return "";
}

absl::StatusOr<PageNumbers> PageNumbersOf(absl::string_view name) {
  for (const PageNumbers numbers :
       {PageNumbers::kAuto, PageNumbers::kFloat16, PageNumbers::kInt8}) {
    if (name == NameOf(numbers)) return numbers;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", name, "\" where auto, float16 or int8 is meant"));
}

std::string Float32Base64(absl::Span<const float> numbers) {
  std::string bytes;
  PutFloats(numbers, &bytes);
  return absl::Base64Escape(bytes);
}

EncodedVectors EncodeVectors(absl::Span<const float> matrix, int dim,
                             PageNumbers numbers) {
  if (numbers == PageNumbers::kAuto) {
    const size_t text = matrix.size() * 2 / 3 * 4;
    numbers =
        text <= kMostFloat16Text ? PageNumbers::kFloat16 : PageNumbers::kInt8;
  }
  EncodedVectors encoded;
  encoded.numbers = numbers;
  const auto width = static_cast<size_t>(dim);
  const bool float16 = numbers == PageNumbers::kFloat16;
  std::vector<float> scales;
  if (float16) scales.push_back(Float16Scale(LargestOf(matrix)));
  std::string bytes;
  std::vector<float> read(width);
  for (size_t first = 0; first < matrix.size(); first += width) {
    const absl::Span<const float> row = matrix.subspan(first, width);
    if (float16) {
      PutFloat16Row(row, scales[0], &bytes, &read);
    } else {
      const float largest = LargestOf(row);
      scales.push_back(largest > 0 ? largest / kLargestInt8 : 1);
      PutInt8Row(row, scales.back(), &bytes, &read);
    }
    encoded.worst_error = std::max(encoded.worst_error, ErrorOf(row, read));
  }
  encoded.base64 = absl::Base64Escape(bytes);
  encoded.scales_base64 = Float32Base64(scales);
  return encoded;
}

}  // namespace lexprobe
