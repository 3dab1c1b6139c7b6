// EmbeddingInput: what the reader of a format is given.

#ifndef LEXPROBE_STORE_EMBEDDING_INPUT_H_
#define LEXPROBE_STORE_EMBEDDING_INPUT_H_

#include <cstdint>
#include <string>

#include "lexprobe/store/formats.h"
#include "store/peek_source.h"

namespace lexprobe {

struct EmbeddingInput {
  PeekSource& source;  // inflated, at its first byte
  std::string path;    // for messages and for files beside it
  const ReadOptions& options;
  ReadNotes* notes;  // not null
  // The length of a plain file; 0 if it is compressed or a stream.
  uint64_t file_bytes = 0;

  // More rows of at least `row_bytes` are not in the file; 0 if its length is
  // not known.
  uint64_t MostRows(uint64_t row_bytes) const { return file_bytes / row_bytes; }
};

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_EMBEDDING_INPUT_H_
