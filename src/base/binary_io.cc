#include "lexprobe/base/binary_io.h"

#include <bit>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

template <typename Unsigned>
void PutUnsigned(Unsigned value, std::string* out) {
  char bytes[sizeof(Unsigned)];
  for (size_t i = 0; i < sizeof(Unsigned); ++i) {
    bytes[i] = static_cast<char>((value >> (8 * i)) & 0xff);
  }
  out->append(bytes, sizeof(bytes));
}

// REQUIRES: bytes has sizeof(Unsigned) bytes at least
template <typename Unsigned>
Unsigned UnsignedAt(const char* bytes) {
  Unsigned value = 0;
  for (size_t i = sizeof(Unsigned); i > 0; --i) {
    value = static_cast<Unsigned>(value << 8) |
            static_cast<unsigned char>(bytes[i - 1]);
  }
  return value;
}

}  // namespace

void PutUint32(uint32_t value, std::string* out) { PutUnsigned(value, out); }

void PutUint64(uint64_t value, std::string* out) { PutUnsigned(value, out); }

void PutFloat(float value, std::string* out) {
  PutUint32(std::bit_cast<uint32_t>(value), out);
}

void PutDouble(double value, std::string* out) {
  PutUint64(std::bit_cast<uint64_t>(value), out);
}

void PutFloats(absl::Span<const float> values, std::string* out) {
  if constexpr (std::endian::native == std::endian::little) {
    const size_t old_size = out->size();
    out->resize(old_size + values.size() * sizeof(float));
    if (!values.empty()) {
      std::memcpy(out->data() + old_size, values.data(),
                  values.size() * sizeof(float));
    }
  } else {
    for (const float value : values) PutFloat(value, out);
  }
}

void PutString(absl::string_view value, std::string* out) {
  PutUint64(value.size(), out);
  out->append(value.data(), value.size());
}

absl::Status BinaryReader::Need(uint64_t count) const {
  if (count <= remaining()) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("byte ", position_, ": ", count,
                                          " bytes needed, ", remaining(),
                                          " left"));
}

absl::StatusOr<absl::string_view> BinaryReader::GetBytes(uint64_t count) {
  LEXPROBE_RETURN_IF_ERROR(Need(count));
  const absl::string_view result = bytes_.substr(position_, count);
  position_ += count;
  return result;
}

absl::StatusOr<uint32_t> BinaryReader::GetUint32() {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view bytes, GetBytes(4));
  return UnsignedAt<uint32_t>(bytes.data());
}

absl::StatusOr<uint64_t> BinaryReader::GetUint64() {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view bytes, GetBytes(8));
  return UnsignedAt<uint64_t>(bytes.data());
}

absl::StatusOr<float> BinaryReader::GetFloat() {
  LEXPROBE_ASSIGN_OR_RETURN(const uint32_t bits, GetUint32());
  return std::bit_cast<float>(bits);
}

absl::StatusOr<double> BinaryReader::GetDouble() {
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t bits, GetUint64());
  return std::bit_cast<double>(bits);
}

absl::Status BinaryReader::GetFloats(absl::Span<float> out) {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view bytes,
                            GetBytes(out.size() * sizeof(float)));
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = std::bit_cast<float>(
        UnsignedAt<uint32_t>(bytes.data() + i * sizeof(float)));
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::string_view> BinaryReader::GetString() {
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t length, GetUint64());
  return GetBytes(length);
}

}  // namespace lexprobe
