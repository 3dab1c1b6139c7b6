// GloVe's text format: a line "word 0.1 -2 ..." for each row, no header. The
// dimension is the one that most of the first lines have, since a word may
// hold spaces (as some of GloVe's own do).
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_GLOVE_TEXT_H_
#define LEXPROBE_STORE_GLOVE_TEXT_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/embedding_input.h"

namespace lexprobe {

// Errors name the line.
absl::StatusOr<EmbeddingTable> ReadGloveText(EmbeddingInput& input);

// Does not close `sink`.
absl::Status WriteGloveText(const EmbeddingTable& table,
                            const WriteOptions& options, ByteSink& sink);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_GLOVE_TEXT_H_
