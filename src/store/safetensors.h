// Hugging Face's safetensors: a u64 length, a JSON header, then the numbers.
//
// The matrix is the tensor "embeddings". The format has no place for words but
// its free metadata, which map strings to strings: "words" is a JSON array
// written as text, so the file is complete in itself and carries any word that
// is UTF-8; "counts" is another, and "lexprobe" the metadata. A file without
// them has its words beside it (words_file.h).
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_SAFETENSORS_H_
#define LEXPROBE_STORE_SAFETENSORS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/embedding_input.h"

namespace lexprobe {

// Reads float32, float64, float16 and bfloat16. If no tensor is called
// "embeddings", the only one that is a matrix of floats is taken.
//
// DataLoss, InvalidArgument: what is wrong with the header, or with the sizes.
absl::StatusOr<EmbeddingTable> ReadSafetensors(EmbeddingInput& input);

// Does not close `sink`. ResourceExhausted if the words make a header beyond
// the 100,000,000 bytes that readers accept.
absl::Status WriteSafetensors(const EmbeddingTable& table,
                              const WriteOptions& options, ByteSink& sink);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_SAFETENSORS_H_
