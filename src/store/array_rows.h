// The rows of an array file, read one after another into a table, so that no
// more than the table itself is held in memory.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_ARRAY_ROWS_H_
#define LEXPROBE_STORE_ARRAY_ROWS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "store/embedding_input.h"
#include "store/number_type.h"
#include "store/table_builder.h"

namespace lexprobe {

struct ArrayRows {
  NumberType type = NumberType::kFloat32;
  uint64_t dim = 0;
  std::vector<std::string> words;  // one a row
  std::vector<int64_t> counts;     // one a row, or empty
};

// Adds the rows to `builder`, until all are read or the builder is full. They
// stand in input.source, row after row. DataLoss if the end comes first.
absl::Status ReadArrayRows(EmbeddingInput& input, const ArrayRows& rows,
                           TableBuilder& builder);

// The same for numbers that are already in memory, row after row.
// REQUIRES: numbers.size() is rows.words.size() x rows.dim
void AddArrayRows(absl::Span<const float> numbers, const ArrayRows& rows,
                  TableBuilder& builder);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_ARRAY_ROWS_H_
