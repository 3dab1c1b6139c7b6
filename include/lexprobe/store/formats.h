// The table of embedding file formats: name, extension, reader, writer. A new
// format is a new file plus one line in formats.cc.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_FORMATS_H_
#define LEXPROBE_STORE_FORMATS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// What a reader met and had to decide; shown to the user, never hidden.
struct ReadNotes {
  std::string format;                 // the format it was read as
  int64_t duplicate_words = 0;        // later ones dropped; first one kept
  int64_t zero_rows = 0;              // kept; they have no direction
  int64_t dropped_rows = 0;           // rows with NaN or infinity, dropped
  std::vector<std::string> messages;  // the first few, with file and line
};

struct ReadOptions {
  std::string format;    // empty: detected by content
  int64_t max_rows = 0;  // 0: all
};

// Reads an embedding file, plain or gzip. Errors name file, line or byte,
// value found and value allowed.
absl::StatusOr<EmbeddingTable> ReadEmbeddings(absl::string_view path,
                                              const ReadOptions& options,
                                              ReadNotes* notes);

struct WriteOptions {
  std::string format;  // REQUIRES: a writable format's name
  // "refuse": a word that the format cannot carry is InvalidArgument, named.
  // "escape": its white space becomes U+2581, as SentencePiece writes it.
  std::string on_bad_word = "refuse";
  bool float16 = false;  // for npy and safetensors
};

// Writes `table` to `path`, gzipped if the name ends in ".gz"; the old file
// stays whole until the new one is complete.
absl::Status WriteEmbeddings(const EmbeddingTable& table,
                             absl::string_view path,
                             const WriteOptions& options);

// "native, word2vec-text, ...", for help and messages.
std::string ReadableFormats();
std::string WritableFormats();

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_FORMATS_H_
