// word2vec's binary format: a line "rows dimension", then for each row the
// word, a space, and the numbers as little-endian float32. The original program
// puts a newline after each row, others do not; both are read, and the newline
// is written.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_WORD2VEC_BINARY_H_
#define LEXPROBE_STORE_WORD2VEC_BINARY_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/embedding_input.h"

namespace lexprobe {

// Errors name the row; DataLoss if there are not as many rows as the header
// says.
absl::StatusOr<EmbeddingTable> ReadWord2vecBinary(EmbeddingInput& input);

// Does not close `sink`.
absl::Status WriteWord2vecBinary(const EmbeddingTable& table,
                                 const WriteOptions& options, ByteSink& sink);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_WORD2VEC_BINARY_H_
