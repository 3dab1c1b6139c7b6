// The native embedding file: kind "EMBD" of the section container, laid out
// so that a mapped file is a table at once. FORMAT.md gives the bytes.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_NATIVE_FORMAT_H_
#define LEXPROBE_STORE_NATIVE_FORMAT_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

class NativeFormat {
 public:
  static constexpr uint32_t kKind = SectionTag("EMBD");

  // Writes `table` and closes `sink`.
  static absl::Status Write(const EmbeddingTable& table, ByteSink& sink);

  // Maps the file at `path`; only its first `max_rows` rows are in the table
  // unless that is 0. Every checksum is verified, and everything that memory
  // safety and right answers depend on.
  //
  // Errors of ReadSections; DataLoss, naming the section, if its content does
  // not make a table; Unimplemented for a section that a newer program needs.
  static absl::StatusOr<EmbeddingTable> Open(absl::string_view path,
                                             int64_t max_rows);

  // The same from the file's bytes, which the table keeps.
  static absl::StatusOr<EmbeddingTable> FromBytes(std::string bytes,
                                                  int64_t max_rows);

 private:
  static absl::StatusOr<EmbeddingTable> FromContainer(
      absl::string_view bytes, int64_t max_rows,
      std::shared_ptr<EmbeddingTable::Owned> owned);
  // Narrows `table` to its first `count` rows; 0 is all.
  static void KeepFirstRows(int64_t count, EmbeddingTable::Owned& owned,
                            EmbeddingTable& table);
};

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_NATIVE_FORMAT_H_
