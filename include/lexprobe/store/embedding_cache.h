// Native copies of embedding files in other formats, which are parsed once and
// mapped from then on.
//
// A copy is named after its file and a digest of the file's path, length and
// time of last change (and those of the words beside an array), so a file that
// has changed gets another copy. Nothing removes old copies.
//
// Thread-safe: no state. Two processes that make the same copy at the same
// time both succeed; it appears whole.

#ifndef LEXPROBE_STORE_EMBEDDING_CACHE_H_
#define LEXPROBE_STORE_EMBEDDING_CACHE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"

namespace lexprobe {

// ReadEmbeddings(), by way of the copy in `folder`, which is made if it is not
// there or damaged, and of all rows whatever options.max_rows says. Native
// files and standard input are read as they are. `notes`, which may be null,
// are those of the file when it is converted, of the copy later.
//
// Errors of ReadEmbeddings() and WriteEmbeddings(); the file and other copies
// stay as they are.
absl::StatusOr<EmbeddingTable> ReadEmbeddingsThroughCache(
    absl::string_view path, absl::string_view folder,
    const ReadOptions& options, ReadNotes* notes);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_EMBEDDING_CACHE_H_
