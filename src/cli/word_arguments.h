// Words and pairs of words as people give them to a command.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_WORD_ARGUMENTS_H_
#define LEXPROBE_CLI_WORD_ARGUMENTS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe::cli {

// RowsOf(table, words), where the words are first folded if the table's were:
// "King" finds "king" in a table of lower-case words.
absl::StatusOr<std::vector<int64_t>> FindWords(const EmbeddingTable& table,
                                               std::vector<std::string> words);

// The words of "mother,daughter", in each of `lists`.
std::vector<std::string> SplitWords(const std::vector<std::string>& lists);

// The pairs of "queen:king,aunt:uncle" in each of `lists`, as they are written.
// InvalidArgument, naming `option`, for what is no pair.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> SplitPairs(
    absl::string_view option, const std::vector<std::string>& lists);

// The pairs of "queen:king,aunt:uncle" in each of `lists`. InvalidArgument for
// a pair that is not two words around a colon, or if there is none.
absl::StatusOr<std::vector<RowPair>> FindPairs(
    const EmbeddingTable& table, const std::vector<std::string>& lists);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_WORD_ARGUMENTS_H_
