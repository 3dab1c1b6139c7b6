// The JSON header of a safetensors file: which tensor is the matrix, where its
// bytes are, and the metadata.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_SAFETENSORS_HEADER_H_
#define LEXPROBE_STORE_SAFETENSORS_HEADER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "store/number_type.h"

namespace lexprobe {

inline constexpr uint64_t kLongestSafetensorsHeader = 100'000'000;

struct SafetensorsHeader {
  std::string tensor;  // the name of the matrix
  NumberType type = NumberType::kFloat32;
  uint64_t rows = 0;
  uint64_t dim = 0;
  uint64_t begin = 0;        // of the matrix, in the data
  uint64_t data_length = 0;  // of all tensors

  bool has_words = false;
  std::vector<std::string> words;
  std::vector<int64_t> counts;  // empty: not known
  std::string metadata_json = "{}";
};

// Whatever it gives is consistent: the matrix lies within the data and has as
// many bytes as its shape, words and counts are as many as rows.
absl::StatusOr<SafetensorsHeader> ParseSafetensorsHeader(
    absl::string_view json);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_SAFETENSORS_HEADER_H_
