#include "store/number_type.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "store/text_rows.h"

namespace lexprobe {
namespace {

static_assert(std::endian::native == std::endian::little,
              "numbers are copied as they stand in files");

constexpr uint64_t kNumbersInAChunk = uint64_t{1} << 18;
constexpr float kFirstBeyondFloat16 = 65520;

template <typename T>
T Load(const char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}

float FromFloat64(double number) {
  constexpr float kMax = std::numeric_limits<float>::max();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  // From the middle between the largest float and the next power of two on,
  // rounding goes to infinity, which a plain conversion may not.
  constexpr double kTooLarge = static_cast<double>(kMax) + 0x1p103;
  if (std::abs(number) >= kTooLarge) return number < 0 ? -kInfinity : kInfinity;
  return static_cast<float>(number);
}

float Convert(NumberType type, const char* bytes) {
  switch (type) {
    case NumberType::kFloat16:
      return FromFloat16(Load<uint16_t>(bytes));
    case NumberType::kBfloat16:
      return std::bit_cast<float>(uint32_t{Load<uint16_t>(bytes)} << 16);
    case NumberType::kFloat32:
      return Load<float>(bytes);
    case NumberType::kFloat64:
      return FromFloat64(Load<double>(bytes));
  }
  return 0;
}

absl::Status CheckFloat16(const EmbeddingTable& table) {
  for (int64_t row = 0; row < table.rows(); ++row) {
    for (const float number : table.VectorOf(row)) {
      if (std::abs(number) < kFirstBeyondFloat16) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("row ", row, ": ", number, " in the vector of \"",
                       absl::Utf8SafeCHexEscape(table.WordOf(row)),
                       "\" is beyond float16, which ends at 65504"));
    }
  }
  return absl::OkStatus();
}

void AppendFloat16s(absl::Span<const float> numbers, std::string* out) {
  for (const float number : numbers) {
    const uint16_t bits = ToFloat16(number);
    *out += static_cast<char>(bits & 0xff);
    *out += static_cast<char>(bits >> 8);
  }
}

}  // namespace

uint64_t BytesOf(NumberType type) {
  switch (type) {
    case NumberType::kFloat16:
    case NumberType::kBfloat16:
      return 2;
    case NumberType::kFloat32:
      return 4;
    case NumberType::kFloat64:
      return 8;
  }
  return 0;
}

float FromFloat16(uint16_t bits) {
  const int exponent = (bits >> 10) & 31;
  const int fraction = bits & 0x3ff;
  float magnitude;
  if (exponent == 31) {
    magnitude = fraction == 0 ? std::numeric_limits<float>::infinity()
                              : std::numeric_limits<float>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(static_cast<float>(fraction), -24);
  } else {
    magnitude = std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
  }
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

uint16_t ToFloat16(float number) {
  const uint32_t bits = std::bit_cast<uint32_t>(number);
  const auto sign = static_cast<uint16_t>((bits >> 16) & 0x8000);
  const float magnitude = std::abs(number);
  if (std::isnan(number)) return sign | 0x7e00;
  if (magnitude >= kFirstBeyondFloat16) return sign | 0x7c00;
  if (magnitude < 0x1p-14f) {
    // Multiples of 2^-24; rounding up to 1024 of them is the smallest normal.
    return static_cast<uint16_t>(sign | std::lrint(magnitude * 0x1p24f));
  }
  // Rebias the exponent by 112, and round off 13 bits of fraction, to even;
  // a carry moves the exponent as it should.
  const uint32_t rebiased = (bits & 0x7fffffff) - (uint32_t{112} << 23);
  const uint32_t rounded = rebiased + 0xfff + ((rebiased >> 13) & 1);
  return static_cast<uint16_t>(sign | (rounded >> 13));
}

absl::StatusOr<std::vector<float>> ReadNumbers(PeekSource& source,
                                               NumberType type,
                                               uint64_t count) {
  const size_t size = BytesOf(type);
  std::vector<float> numbers;
  std::string bytes;
  while (numbers.size() < count) {
    const size_t old_size = numbers.size();
    const size_t chunk = std::min(count - old_size, kNumbersInAChunk);
    bytes.resize(chunk * size);
    LEXPROBE_RETURN_IF_ERROR(source.ReadExactly(absl::MakeSpan(bytes)));
    numbers.resize(old_size + chunk);
    if (type == NumberType::kFloat32) {
      std::memcpy(numbers.data() + old_size, bytes.data(), bytes.size());
      continue;
    }
    for (size_t i = 0; i < chunk; ++i) {
      numbers[old_size + i] = Convert(type, bytes.data() + i * size);
    }
  }
  return numbers;
}

absl::Status WriteNumbers(const EmbeddingTable& table,
                          const WriteOptions& options, ByteSink& sink) {
  if (!options.float16) {
    const absl::Span<const float> matrix = table.matrix();
    return sink.Write(
        absl::string_view(reinterpret_cast<const char*>(matrix.data()),
                          matrix.size() * sizeof(float)));
  }
  LEXPROBE_RETURN_IF_ERROR(CheckFloat16(table));
  return WriteRows(
      table, options,
      [&table](int64_t row, std::string* out) {
        AppendFloat16s(table.VectorOf(row), out);
      },
      sink);
}

}  // namespace lexprobe
