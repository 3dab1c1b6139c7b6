// The table of embedding file formats: name, extension, reader, writer. A new
// format is a new file plus one line in formats.cc.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_FORMATS_H_
#define LEXPROBE_STORE_FORMATS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// What a reader met and had to decide; shown to the user, never hidden.
struct ReadNotes {
  std::string format;                 // the format it was read as
  int64_t duplicate_words = 0;        // later ones dropped; first one kept
  int64_t zero_rows = 0;              // kept; they have no direction
  int64_t dropped_rows = 0;           // dropped: NaN, infinity or no word
  int64_t words_with_spaces = 0;      // kept, spaces and all
  std::vector<std::string> messages;  // the first few, with file and line
};

struct ReadOptions {
  std::string format = "";  // empty: detected by content
  int64_t max_rows = 0;     // 0: all

  // Changes only the speed: threads that parse text; 0 is one a processor.
  int threads = 0;
  // Called now and then, one call at a time, with the rows read so far.
  std::function<void(int64_t rows)> progress = nullptr;
};

// Reads an embedding file, plain or gzip; "-" is standard input. Errors name
// file, line or byte, value found and value allowed. `notes` may be null.
absl::StatusOr<EmbeddingTable> ReadEmbeddings(absl::string_view path,
                                              const ReadOptions& options,
                                              ReadNotes* notes);

// The same from a stream. Nothing is mapped; the words of an array are looked
// for beside source->name().
absl::StatusOr<EmbeddingTable> ReadEmbeddingsFrom(
    std::unique_ptr<ByteSource> source, const ReadOptions& options,
    ReadNotes* notes);

// A named value for each row, for formats that carry metadata (projector).
struct ExtraColumn {
  std::string name;
  std::vector<std::string> values;  // one a row
};

struct WriteOptions {
  std::string format = "";  // a writable format's name
  // "refuse": a word that the format cannot carry is InvalidArgument, named.
  // "escape": its white space becomes U+2581, as SentencePiece writes it.
  std::string on_bad_word = "refuse";
  bool float16 = false;                         // for npy and safetensors
  std::vector<ExtraColumn> extra_columns = {};  // for projector

  // Changes only the speed: threads that format text; 0 is one a processor.
  int threads = 0;
  // Called now and then, one call at a time, with the rows written so far.
  std::function<void(int64_t rows)> progress = nullptr;
};

// Writes `table` to `path`, gzipped if the name ends in ".gz" (projector:
// into the folder `path`); the old file stays whole until the new one is
// complete.
//
// InvalidArgument, naming row and word, for a word that the format cannot
// carry, for two words that are the same once escaped, and for a number
// beyond float16.
absl::Status WriteEmbeddings(const EmbeddingTable& table,
                             absl::string_view path,
                             const WriteOptions& options);

// The writable format that a file name suggests ("x.npy.gz": npy), or "" if it
// suggests none or several.
std::string FormatForFileName(absl::string_view path);

// "native, word2vec-text, ...", for help and messages.
std::string ReadableFormats();
std::string WritableFormats();

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_FORMATS_H_
