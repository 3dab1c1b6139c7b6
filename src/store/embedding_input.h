// EmbeddingInput: what the reader of a format is given.

#ifndef LEXPROBE_STORE_EMBEDDING_INPUT_H_
#define LEXPROBE_STORE_EMBEDDING_INPUT_H_

#include <string>

#include "lexprobe/store/formats.h"
#include "store/peek_source.h"

namespace lexprobe {

struct EmbeddingInput {
  PeekSource& source;  // inflated, at its first byte
  std::string path;    // for messages and for files beside it
  const ReadOptions& options;
  ReadNotes* notes;  // not null
};

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_EMBEDDING_INPUT_H_
