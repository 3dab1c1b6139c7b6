// The rows of a text file of vectors, one a line: read in blocks that several
// threads parse, and written the same way.

#ifndef LEXPROBE_STORE_TEXT_ROWS_H_
#define LEXPROBE_STORE_TEXT_ROWS_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/formats.h"
#include "store/embedding_input.h"
#include "store/table_builder.h"

namespace lexprobe {

// Adds the rows that `input` has left to `builder`, until the end or until the
// builder is full. The first row stands in line `first_line`. Gives the number
// of rows in the file, dropped ones included.
//
// InvalidArgument naming the line for one that is no row of `dim` numbers.
absl::StatusOr<int64_t> ReadTextRows(EmbeddingInput& input, int dim,
                                     int64_t first_line, TableBuilder& builder);

// Writes the rows as `format` appends them, in order. `format` is called from
// several threads. Does not close `sink`.
absl::Status WriteRows(
    const EmbeddingTable& table, const WriteOptions& options,
    absl::FunctionRef<void(int64_t row, std::string* out)> format,
    ByteSink& sink);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_TEXT_ROWS_H_
