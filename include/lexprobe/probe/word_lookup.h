// WordLookup: from the words of a test set to rows of a table, with a stated
// rule about capitals.
//
// Folding is what the tokenizer does to a text: lower case, then Normalization
// Form C.
//
// Thread-safe: nothing changes after construction; the table must outlive it.

#ifndef LEXPROBE_PROBE_WORD_LOOKUP_H_
#define LEXPROBE_PROBE_WORD_LOOKUP_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

enum class CaseRule {
  // "auto": if WordsAreFolded(table), as kFold; else the word as it is written,
  // and where
  // that is unknown, the first row that folds to the same.
  kAuto,
  // "fold": the first row that folds to the same as the word; rows that fold
  // to the same count as one word. word2vec's and gensim's rule.
  kFold,
  // "keep": the word as it is written.
  kKeep,
};

absl::string_view NameOf(CaseRule rule);
absl::StatusOr<CaseRule> CaseRuleOf(absl::string_view name);

// `word` as a folding vocabulary holds it; bytes that are not UTF-8 stay.
std::string FoldedWord(absl::string_view word);

// True if the table's words were folded when it was made: its metadata say
// "case": "fold", by themselves or under "corpus", and not that the text was
// taken as it is ("pretokenized": true).
bool WordsAreFolded(const EmbeddingTable& table);

class WordLookup {
 public:
  // Finds words in the first `limit` rows of `table`; 0 means all.
  WordLookup(const EmbeddingTable& table, int64_t limit, CaseRule rule);

  std::optional<int64_t> RowOf(absl::string_view word) const;

  // The rows that count as one word with `row`, itself among them, from the
  // lowest; the lowest stands for all.
  // REQUIRES: 0 <= row < limit
  std::vector<int64_t> RowsLike(int64_t row) const;
  int64_t FirstRowLike(int64_t row) const;

  // "words folded", "words as written, then folded", ...: what was done.
  absl::string_view description() const;

 private:
  void IndexFolds();

  const EmbeddingTable* table_;
  int64_t limit_;
  CaseRule rule_;
  bool table_is_folded_;
  // Filled only where folding a word is not enough to look it up.
  absl::flat_hash_map<std::string, int64_t> first_row_;
  std::vector<int64_t> first_row_like_;  // kFold: one a row
  absl::flat_hash_map<int64_t, std::vector<int64_t>> later_rows_like_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_WORD_LOOKUP_H_
