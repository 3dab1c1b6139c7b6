// The vocabulary as text: one "word<TAB>count" a line in id order, the first
// line the unknown word, "<unk>", with the count of all words cut away.
// Thread-safe: no state.

#ifndef LEXPROBE_VOCAB_VOCABULARY_IO_H_
#define LEXPROBE_VOCAB_VOCABULARY_IO_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/vocab/vocabulary.h"

namespace lexprobe {

// Writes to `sink`, and closes it.
absl::Status WriteVocabulary(const Vocabulary& vocabulary, ByteSink& sink);

// Writes a file that appears whole or not at all; gzip if named ".gz".
absl::Status WriteVocabularyFile(const Vocabulary& vocabulary,
                                 absl::string_view path);

// Reads what WriteVocabulary wrote; lines may end in "\r\n", and a byte order
// mark at the start is skipped. InvalidArgument, naming file and line, what
// was found and what is allowed, for: no "<unk>" in the first line, fields
// that are not a word and a count, a word that repeats, is not UTF-8 or
// holds white space, and counts that do not fall (equal counts: words in
// order of bytes).
absl::StatusOr<Vocabulary> ReadVocabulary(std::unique_ptr<ByteSource> source);

// The same for a file, plain or gzip; "-" is standard input.
absl::StatusOr<Vocabulary> ReadVocabularyFile(absl::string_view path);

}  // namespace lexprobe

#endif  // LEXPROBE_VOCAB_VOCABULARY_IO_H_
