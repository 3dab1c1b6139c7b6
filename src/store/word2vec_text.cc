#include "store/word2vec_text.h"

#include "lexprobe/base/status_macros.h"
#include "store/glove_text.h"
#include "store/table_builder.h"
#include "store/text_rows.h"
#include "store/word2vec_header.h"

namespace lexprobe {

absl::StatusOr<EmbeddingTable> ReadWord2vecText(EmbeddingInput& input) {
  LEXPROBE_ASSIGN_OR_RETURN(const Word2vecHeader header,
                            TakeWord2vecHeader(input.source));
  const int dim = static_cast<int>(header.dim);
  TableBuilder builder(dim, input.path, "line", input.options, input.notes);
  // A row has at least a word of one byte, and a space and a digit a number.
  builder.Reserve(header.rows, input.MostRows(1 + 2 * header.dim));
  LEXPROBE_ASSIGN_OR_RETURN(const int64_t rows,
                            ReadTextRows(input, dim, 2, builder));
  if (!builder.full()) {
    LEXPROBE_RETURN_IF_ERROR(
        CheckRowCount(header, static_cast<uint64_t>(rows)));
  }
  return builder.Finish();
}

absl::Status WriteWord2vecText(const EmbeddingTable& table,
                               const WriteOptions& options, ByteSink& sink) {
  LEXPROBE_RETURN_IF_ERROR(sink.Write(Word2vecHeaderOf(table)));
  return WriteGloveText(table, options, sink);
}

}  // namespace lexprobe
