// Embedding tables for tests: random ones, and small ones written out.

#ifndef LEXPROBE_TESTS_SUPPORT_RANDOM_TABLE_H_
#define LEXPROBE_TESTS_SUPPORT_RANDOM_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/random.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// The table of `words`, whose vectors are joined in `matrix`.
inline EmbeddingTable TableOf(std::vector<std::string> words,
                              std::vector<float> matrix) {
  EmbeddingTableParts parts;
  parts.dim = static_cast<int>(matrix.size() / words.size());
  parts.words = std::move(words);
  parts.matrix = std::move(matrix);
  absl::StatusOr<EmbeddingTable> table =
      EmbeddingTable::FromParts(std::move(parts));
  LEXPROBE_CHECK(table.ok());
  return *std::move(table);
}

// Words "w0", "w1", ... over `matrix`.
inline EmbeddingTable NumberedTable(int dim, std::vector<float> matrix) {
  std::vector<std::string> words;
  for (size_t i = 0; i < matrix.size() / static_cast<size_t>(dim); ++i) {
    words.push_back(absl::StrCat("w", i));
  }
  return TableOf(std::move(words), std::move(matrix));
}

// Normal numbers.
inline std::vector<float> RandomFloats(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<float> numbers(count);
  for (float& number : numbers) number = static_cast<float>(random.Normal());
  return numbers;
}

inline EmbeddingTable RandomTable(int rows, int dim, uint64_t seed) {
  return NumberedTable(dim,
                       RandomFloats(static_cast<size_t>(rows * dim), seed));
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_RANDOM_TABLE_H_
