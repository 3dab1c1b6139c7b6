// ReadBytes: reads embeddings from memory, for the tests of the formats.

#ifndef LEXPROBE_TESTS_STORE_READ_BYTES_H_
#define LEXPROBE_TESTS_STORE_READ_BYTES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/formats.h"

namespace lexprobe {

// As if `bytes` were a file called `name`.
inline absl::StatusOr<EmbeddingTable> ReadBytes(
    absl::string_view bytes, const std::string& format = "",
    ReadNotes* notes = nullptr, absl::string_view name = "memory") {
  return ReadEmbeddingsFrom(SourceOf(bytes, name), {.format = format}, notes);
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_STORE_READ_BYTES_H_
