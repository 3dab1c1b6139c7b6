// Little-endian numbers into and out of bytes, by hand, so that files are the
// same on every machine. Every read is checked against what is left.
//
// Not thread-safe.

#ifndef LEXPROBE_BASE_BINARY_IO_H_
#define LEXPROBE_BASE_BINARY_IO_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

void PutUint32(uint32_t value, std::string* out);
void PutUint64(uint64_t value, std::string* out);
void PutFloat(float value, std::string* out);    // IEEE 754 binary32
void PutDouble(double value, std::string* out);  // IEEE 754 binary64
void PutFloats(absl::Span<const float> values, std::string* out);
// A 64-bit length, then the bytes.
void PutString(absl::string_view value, std::string* out);

// Reads from the front of a span of bytes that it does not own. Every error
// is DataLoss: "byte 17: 8 bytes needed, 3 left".
class BinaryReader {
 public:
  explicit BinaryReader(absl::string_view bytes) : bytes_(bytes) {}

  absl::StatusOr<uint32_t> GetUint32();
  absl::StatusOr<uint64_t> GetUint64();
  absl::StatusOr<float> GetFloat();
  absl::StatusOr<double> GetDouble();
  // Fills `out`; nothing is allocated here.
  absl::Status GetFloats(absl::Span<float> out);
  // A view into the bytes; valid while they are.
  absl::StatusOr<absl::string_view> GetString();
  absl::StatusOr<absl::string_view> GetBytes(uint64_t count);

  uint64_t position() const { return position_; }
  uint64_t remaining() const { return bytes_.size() - position_; }

 private:
  absl::Status Need(uint64_t count) const;

  absl::string_view bytes_;
  uint64_t position_ = 0;
};

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_BINARY_IO_H_
