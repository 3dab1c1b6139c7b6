// EmbeddingTable: words and their vectors, at rest.
//
// Rows are numbered from 0 in the file's order (by falling count when
// lexprobe trained them). The unknown word has no row. The matrix is row-major
// float, rows() x dim(), and may be a map of the file it came from.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_STORE_EMBEDDING_TABLE_H_
#define LEXPROBE_STORE_EMBEDDING_TABLE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

// What a table is made of. `counts` is empty when nothing is known of them.
struct EmbeddingTableParts {
  std::vector<std::string> words;
  std::vector<float> matrix;  // words.size() x dim, row-major
  int dim = 0;
  std::vector<int64_t> counts;       // empty, or one a word
  std::string metadata_json = "{}";  // how it was made: a JSON object
};

class EmbeddingTable {
 public:
  // InvalidArgument, naming the row, if sizes do not agree, dim is outside 1
  // to 65,536, a word is empty or repeated, or a number is NaN or infinite.
  static absl::StatusOr<EmbeddingTable> FromParts(EmbeddingTableParts parts);

  EmbeddingTable(EmbeddingTable&&) = default;
  EmbeddingTable& operator=(EmbeddingTable&&) = default;

  int64_t rows() const { return static_cast<int64_t>(word_ends_.size()); }
  int dim() const { return dim_; }

  // REQUIRES: 0 <= row < rows()
  absl::string_view WordOf(int64_t row) const;
  absl::Span<const float> VectorOf(int64_t row) const;
  // 0 when counts are not known.
  int64_t CountOf(int64_t row) const;
  bool has_counts() const { return !counts_.empty(); }

  // The row of `word`, or nullopt. O(log rows).
  std::optional<int64_t> RowOf(absl::string_view word) const;

  // The whole matrix, rows() x dim().
  absl::Span<const float> matrix() const { return matrix_; }

  const std::string& metadata_json() const { return metadata_json_; }

  // XXH3-64 over words and matrix: names these vectors in reports.
  uint64_t Checksum() const;

 private:
  friend class NativeFormat;  // builds a table over a mapped file
  EmbeddingTable() = default;

  int dim_ = 0;
  // Words joined without separators; word i ends at word_ends_[i].
  absl::string_view word_bytes_;
  absl::Span<const uint64_t> word_ends_;
  absl::Span<const uint32_t> rows_by_word_;  // rows in byte order of words
  absl::Span<const int64_t> counts_;
  absl::Span<const float> matrix_;
  std::string metadata_json_ = "{}";

  // What the spans point into: one of the two.
  struct Owned;
  std::shared_ptr<const Owned> owned_;
  std::shared_ptr<const MappedFile> mapped_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_EMBEDDING_TABLE_H_
