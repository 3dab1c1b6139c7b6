// The number types of array files, read into float and written from it.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_NUMBER_TYPE_H_
#define LEXPROBE_STORE_NUMBER_TYPE_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/peek_source.h"

namespace lexprobe {

enum class NumberType { kFloat16, kBfloat16, kFloat32, kFloat64 };

uint64_t BytesOf(NumberType type);

// IEEE 754 binary16 to float: exact.
float FromFloat16(uint16_t bits);

// Float to IEEE 754 binary16, to nearest, ties to even; infinity beyond 65519.
uint16_t ToFloat16(float number);

// Reads `count` numbers. Memory grows with what is read, not with `count`. A
// float64 is rounded to float. DataLoss if the end comes first.
absl::StatusOr<std::vector<float>> ReadNumbers(PeekSource& source,
                                               NumberType type, uint64_t count);

// Writes the matrix of `table` as float32, or float16 if the options say so.
// InvalidArgument, naming the word, for a number beyond float16.
absl::Status WriteNumbers(const EmbeddingTable& table,
                          const WriteOptions& options, ByteSink& sink);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_NUMBER_TYPE_H_
