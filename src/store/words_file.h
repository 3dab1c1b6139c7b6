// The words of an array file, in a text file beside it: "x.npy" and
// "x.npy.gz" have "x.words.txt", one word a line, row 0 first.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_WORDS_FILE_H_
#define LEXPROBE_STORE_WORDS_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "store/exported_words.h"

namespace lexprobe {

// The path of the words that belong to the array file at `path`.
std::string WordsPathOf(absl::string_view path);

// Reads them, plain or gzip. NotFound if there is no such file; DataLoss,
// naming both numbers, if it has not `rows` lines.
absl::StatusOr<std::vector<std::string>> ReadWordsFile(absl::string_view path,
                                                       uint64_t rows);

// Writes one word a line. Does not close `sink`.
absl::Status WriteWordsFile(const ExportedWords& words, int64_t rows,
                            ByteSink& sink);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_WORDS_FILE_H_
