// The words of a table that a mistyped one may have been meant to be.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_CLOSEST_WORDS_H_
#define LEXPROBE_CLI_CLOSEST_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe::cli {

// At most `count` words of the first 200,000 rows, nearest first, that capitals
// apart differ from `word` by few edits (base/spelling.h): at most one for
// every three bytes, and at most three. Ties go to the lower row, which is
// the more frequent word where rows are in order of frequency.
std::vector<std::string> ClosestWords(const EmbeddingTable& table,
                                      absl::string_view word, size_t count);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_CLOSEST_WORDS_H_
