// A corpus as numbers, kept on disk, so that the next run with the same text
// need not tokenise it again.
//
// A copy is named after a digest of what the files hold and of the options
// that decide how they are read, so other text or other options have another
// copy; --min-count and --max-vocabulary do not matter, since all words are
// kept. Nothing removes old copies. src/store/FORMAT.md has the bytes.
//
// Thread-safe: no state. Two processes that write the same copy both succeed.

#ifndef LEXPROBE_NGRAM_CORPUS_CACHE_H_
#define LEXPROBE_NGRAM_CORPUS_CACHE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/ngram/token_file.h"
#include "lexprobe/text/corpus.h"
#include "lexprobe/text/sentences.h"
#include "lexprobe/vocab/vocabulary_builder.h"

namespace lexprobe {

// A corpus, or one part of it, that was read and not yet given its vocabulary.
struct CountedCorpus {
  std::unique_ptr<TokenFile> tokens;  // provisional ids, sentence ends
  std::vector<int32_t> held_out;      // the same
  VocabularyBuilder words;
  TextStatistics statistics;
  std::string cache;  // the file that it was taken from; "" if it was read
};

// A digest of what `files` hold as they are on disk, which is not inflated. ""
// if one of them can be read only once: standard input, a pipe.
// Errors of reading; Cancelled if `cancelled` (empty: never) gives true.
absl::StatusOr<std::string> DigestOfFiles(
    absl::Span<const std::string> files,
    const std::function<bool()>& cancelled);

// Where in `folder` the copy of a corpus, or of the part that `options` name,
// stands or would stand. `digest` is that of its files; `settings` are the
// options besides the corpus's own that the copy depends on.
std::string CorpusCachePath(const CorpusOptions& options,
                            absl::string_view settings,
                            absl::string_view digest, absl::string_view folder);

// Writes a copy, through a temporary name; makes its folder. `corpus` must be
// flushed. Errors of reading and writing leave no file.
absl::Status WriteCorpusCache(const CountedCorpus& corpus,
                              absl::string_view path);

// Reads a copy; its token file is made in `token_folder`. Memory does not
// grow with the number of tokens. NotFound if there is none; InvalidArgument,
// DataLoss or Unimplemented, naming file and place, if it cannot be used;
// ResourceExhausted if the disk is full.
absl::StatusOr<CountedCorpus> ReadCorpusCache(absl::string_view path,
                                              absl::string_view token_folder);

}  // namespace lexprobe

#endif  // LEXPROBE_NGRAM_CORPUS_CACHE_H_
