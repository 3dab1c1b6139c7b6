// The header of numpy's array files (NEP 1): magic, version, and a Python
// dictionary such as {'descr': '<f4', 'fortran_order': False,
// 'shape': (3, 2), }.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_NPY_HEADER_H_
#define LEXPROBE_STORE_NPY_HEADER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "store/number_type.h"
#include "store/peek_source.h"

namespace lexprobe {

inline constexpr absl::string_view kNpyMagic("\x93NUMPY", 6);

struct NpyHeader {
  NumberType type = NumberType::kFloat32;
  bool fortran_order = false;  // column after column
  uint64_t rows = 0;
  uint64_t dim = 0;
};

// Takes the header, of version 1, 2 or 3, from `source`.
//
// InvalidArgument, saying what was found and what is allowed, for what is no
// matrix of '<f2', '<f4' or '<f8' that a table can hold; Unimplemented for a
// newer version; DataLoss if it is cut short or no dictionary.
absl::StatusOr<NpyHeader> TakeNpyHeader(PeekSource& source);

// The same for the dictionary alone.
absl::StatusOr<NpyHeader> ParseNpyDictionary(absl::string_view text);

// All bytes before the numbers, in C order, padded to a multiple of 64.
std::string NpyHeaderBytes(const NpyHeader& header);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_NPY_HEADER_H_
