// ExportedWords: a table's words as a format can carry them.
//
// Thread-safe: nothing changes after construction; the table must outlive it.

#ifndef LEXPROBE_STORE_EXPORTED_WORDS_H_
#define LEXPROBE_STORE_EXPORTED_WORDS_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"

namespace lexprobe {

// What a format cannot carry in a word.
enum class WordRule {
  kNoWhiteSpace,    // ASCII white space and the zero byte: fields are split
  kNoTabOrNewline,  // tab, line feed, carriage return, the zero byte
  kNoNewline,       // line feed, carriage return, the zero byte
  kUtf8,            // bytes that are not UTF-8: the format is JSON
};

class ExportedWords {
 public:
  // InvalidArgument as WriteEmbeddings says. Escaped, a bad byte becomes
  // U+2581, or U+FFFD if it is bad because it is not UTF-8.
  static absl::StatusOr<ExportedWords> Of(const EmbeddingTable& table,
                                          WordRule rule,
                                          const WriteOptions& options);

  // REQUIRES: 0 <= row < table.rows()
  absl::string_view At(int64_t row) const;

 private:
  explicit ExportedWords(const EmbeddingTable& table) : table_(&table) {}

  absl::Status Escape(int64_t row, std::string escaped);

  const EmbeddingTable* table_;
  absl::flat_hash_map<int64_t, std::string> escaped_;  // by row
  absl::flat_hash_map<std::string, int64_t> rows_;     // of the escaped words
};

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_EXPORTED_WORDS_H_
