// word2vec's text format: a line "rows dimension", then a line "word 0.1 -2
// ..." for each row. fastText's .vec files are the same.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_WORD2VEC_TEXT_H_
#define LEXPROBE_STORE_WORD2VEC_TEXT_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/embedding_input.h"

namespace lexprobe {

// Errors name the line; DataLoss if there are not as many rows as the header
// says.
absl::StatusOr<EmbeddingTable> ReadWord2vecText(EmbeddingInput& input);

// Does not close `sink`.
absl::Status WriteWord2vecText(const EmbeddingTable& table,
                               const WriteOptions& options, ByteSink& sink);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_WORD2VEC_TEXT_H_
