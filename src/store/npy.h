// numpy's array files: the matrix, with the words in a text file beside it
// (words_file.h). Both C and Fortran order are read.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_NPY_H_
#define LEXPROBE_STORE_NPY_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/embedding_input.h"

namespace lexprobe {

// Errors of TakeNpyHeader and ReadWordsFile; DataLoss if there are not as many
// numbers as the header says.
absl::StatusOr<EmbeddingTable> ReadNpy(EmbeddingInput& input);

// Writes the matrix to `path` and the words beside it. Neither file is replaced
// before both have been written under temporary names.
absl::Status WriteNpy(const EmbeddingTable& table, absl::string_view path,
                      const WriteOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_NPY_H_
