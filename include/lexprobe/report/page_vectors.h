// Vectors as text in a page: base64 of small numbers, with the error that
// this costs.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_PAGE_VECTORS_H_
#define LEXPROBE_REPORT_PAGE_VECTORS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

enum class PageNumbers {
  kAuto,     // float16, or int8 where that would be more than 8 MB of text
  kFloat16,  // a number is bits * scale, with one scale, a power of two
  kInt8,     // a number is integer * scale, with a scale for each row
};

// "auto", "float16", "int8".
absl::string_view NameOf(PageNumbers numbers);

// InvalidArgument lists the names.
absl::StatusOr<PageNumbers> PageNumbersOf(absl::string_view name);

struct EncodedVectors {
  PageNumbers numbers = PageNumbers::kFloat16;
  std::string base64;         // of the numbers, little-endian, row-major
  std::string scales_base64;  // of float32: one, or one a row
  // The largest |v' - v| / |v| of a row v and what can be read of it.
  double worst_error = 0;
};

// REQUIRES: matrix.size() is a multiple of dim; all numbers are finite
EncodedVectors EncodeVectors(absl::Span<const float> matrix, int dim,
                             PageNumbers numbers);

// Base64 of the numbers themselves, little-endian.
std::string Float32Base64(absl::Span<const float> numbers);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_PAGE_VECTORS_H_
