// TableBuilder: makes an EmbeddingTable from rows as a foreign file gives
// them, and decides as HYPOTHESES says: of a repeated word the first is kept;
// a row that is not finite, or has no word, is dropped; a row of zeros and a
// word with spaces are kept. All are counted, the first few named.
//
// Not thread-safe.

#ifndef LEXPROBE_STORE_TABLE_BUILDER_H_
#define LEXPROBE_STORE_TABLE_BUILDER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"

namespace lexprobe {

class TableBuilder {
 public:
  // Rows are called "`path`: `unit` 7" in notes; unit is "line" or "row".
  // Keeps at most options.max_rows rows. `notes` must outlive the builder.
  TableBuilder(int dim, absl::string_view path, absl::string_view unit,
               const ReadOptions& options, ReadNotes* notes);

  // Takes memory for the rows that a header claims, but never for more than
  // `most_rows`, which is what the file can hold.
  void Reserve(uint64_t claimed_rows, uint64_t most_rows);

  // Takes a row; `number` is its place in the file.
  // REQUIRES: vector.size() == dim; a count for every row or for none
  void Add(absl::string_view word, absl::Span<const float> vector,
           int64_t number, std::optional<int64_t> count = std::nullopt);

  // Adds a message to the notes, unless there are many of them already.
  void Note(int64_t number, absl::string_view what);

  // No more rows are wanted.
  bool full() const { return full_; }

  // Gives the table. The builder is of no use after that.
  absl::StatusOr<EmbeddingTable> Finish(std::string metadata_json = "{}");

 private:
  bool IsWanted(absl::string_view word, absl::Span<const float> vector,
                int64_t number);

  const std::string path_;
  const std::string unit_;
  const int64_t max_rows_;
  ReadNotes* const notes_;
  EmbeddingTableParts parts_;
  absl::flat_hash_map<std::string, int64_t> numbers_;  // of the kept words
  bool full_ = false;
};

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_TABLE_BUILDER_H_
