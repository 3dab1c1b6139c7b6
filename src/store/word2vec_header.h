// The first line of word2vec's files, "rows dimension".
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_WORD2VEC_HEADER_H_
#define LEXPROBE_STORE_WORD2VEC_HEADER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/store/embedding_table.h"
#include "store/peek_source.h"

namespace lexprobe {

inline constexpr size_t kLongestWord2vecHeader = 64;

struct Word2vecHeader {
  uint64_t rows = 0;
  uint64_t dim = 0;
};

// The two numbers of `line`, or nullopt if it is not two whole numbers.
std::optional<Word2vecHeader> ParseWord2vecHeader(absl::string_view line);

// Takes the first line from `source`; a byte order mark before it is skipped.
// InvalidArgument if it is no header, or of more rows (2^32 - 1) or
// dimensions (65,536) than a table can have.
absl::StatusOr<Word2vecHeader> TakeWord2vecHeader(PeekSource& source);

// DataLoss unless `found` rows are as many as the header says.
absl::Status CheckRowCount(const Word2vecHeader& header, uint64_t found);

// "rows dimension\n"
std::string Word2vecHeaderOf(const EmbeddingTable& table);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_WORD2VEC_HEADER_H_
