// TableEq(table): the same words, the same bits in the matrix, the same
// counts. MakeTable: a small table in one line.

#ifndef LEXPROBE_TESTS_SUPPORT_EMBEDDING_MATCHERS_H_
#define LEXPROBE_TESTS_SUPPORT_EMBEDDING_MATCHERS_H_

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/check.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// Explains the first difference of the words and vectors, or gives "".
inline std::string DifferenceOfVectors(const EmbeddingTable& a,
                                       const EmbeddingTable& b) {
  if (a.rows() != b.rows() || a.dim() != b.dim()) {
    return std::to_string(a.rows()) + " x " + std::to_string(a.dim()) +
           " against " + std::to_string(b.rows()) + " x " +
           std::to_string(b.dim());
  }
  for (int64_t row = 0; row < a.rows(); ++row) {
    if (a.WordOf(row) != b.WordOf(row)) {
      return "row " + std::to_string(row) + ": \"" +
             absl::CHexEscape(a.WordOf(row)) + "\" against \"" +
             absl::CHexEscape(b.WordOf(row)) + "\"";
    }
    if (std::memcmp(a.VectorOf(row).data(), b.VectorOf(row).data(),
                    a.VectorOf(row).size() * sizeof(float)) != 0) {
      return "the vectors of row " + std::to_string(row) + " differ";
    }
  }
  return "";
}

// Equal words and vectors, bit for bit; counts and metadata apart.
MATCHER_P(VectorsEq, table, "has the given table's words and vectors") {
  const std::string difference = DifferenceOfVectors(arg, *table);
  *result_listener << difference;
  return difference.empty();
}

// Equal in everything.
MATCHER_P(TableEq, table, "equals the given table") {
  const std::string difference = DifferenceOfVectors(arg, *table);
  *result_listener << difference;
  if (!difference.empty()) return false;
  for (int64_t row = 0; row < arg.rows(); ++row) {
    if (arg.CountOf(row) != table->CountOf(row)) {
      *result_listener << "the counts of row " << row << " differ";
      return false;
    }
    if (arg.RowOf(arg.WordOf(row)) != row) {
      *result_listener << "row " << row << " is not found by its word";
      return false;
    }
  }
  return arg.has_counts() == table->has_counts() &&
         arg.metadata_json() == table->metadata_json();
}

// REQUIRES: good parts
inline EmbeddingTable MakeTable(EmbeddingTableParts parts) {
  absl::StatusOr<EmbeddingTable> table =
      EmbeddingTable::FromParts(std::move(parts));
  LEXPROBE_CHECK(table.ok());
  return *std::move(table);
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_EMBEDDING_MATCHERS_H_
