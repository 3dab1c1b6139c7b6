// A corpus, read once, to numbers on disk and a vocabulary: CountParts, then
// FreezeParts.
//
// Several threads tokenise and count; the result depends on the files and the
// options only. Memory grows with the number of different words, not with the
// corpus.

#ifndef LEXPROBE_NGRAM_CORPUS_ENCODER_H_
#define LEXPROBE_NGRAM_CORPUS_ENCODER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/ngram/corpus_cache.h"
#include "lexprobe/ngram/token_file.h"
#include "lexprobe/text/corpus.h"
#include "lexprobe/text/sentences.h"
#include "lexprobe/vocab/vocabulary.h"
#include "lexprobe/vocab/vocabulary_builder.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

struct EncoderOptions {
  // Changes the result.
  VocabularyOptions vocabulary;
  double held_out = 0.01;  // share of the sentences not trained on; 0 to 0.5
  int64_t max_held_out_tokens = int64_t{1} << 19;  // no more than these
  uint64_t seed = 1;  // which sentences are held out

  // Changes only the speed.
  int threads = 1;  // >= 1
  // Keeps the corpus as numbers here and takes it from here the next time
  // (corpus_cache.h); "": does not.
  std::string cache_folder;
};

// The tokens of one part of a divided corpus.
struct EncodedPart {
  std::unique_ptr<TokenFile> tokens;
  std::vector<WordId> ids;
};

struct EncodedCorpus {
  // Of the first part; there is one if the corpus was not divided.
  std::unique_ptr<TokenFile> tokens;  // provisional ids, sentence ends
  std::vector<WordId> ids;            // provisional id -> id
  std::vector<EncodedPart> more;      // further parts
  int first_part = 0;                 // which part the first one is
  std::vector<WordId> held_out;       // ids and sentence ends
  Vocabulary vocabulary;
  TextStatistics statistics;
  std::string cache;  // the file that it was taken from; "" if it was read
};

// Reads parts of one corpus to their ends, one after the other; the token
// files are made in `folder`. A part of a divided corpus has its own random
// stream for what is held out, and its share of max_held_out_tokens. Another
// thread may watch bytes_read() meanwhile. A cached copy that is damaged is
// written again. Errors: those of the corpus, of the token file and the cache
// (a full disk); Cancelled if `cancelled`, asked from any thread, gives true
// (empty: never).
absl::StatusOr<std::vector<CountedCorpus>> CountParts(
    absl::Span<const std::unique_ptr<Corpus>> parts,
    const EncoderOptions& options, absl::string_view folder,
    const std::function<bool()>& cancelled);

// The vocabulary of all `parts`, and what `merge` (empty: nothing) adds to
// their words: those that other processes counted. Errors of `merge` and of
// VocabularyBuilder::Freeze.
// REQUIRES: !parts.empty()
absl::StatusOr<EncodedCorpus> FreezeParts(
    std::vector<CountedCorpus> parts, const VocabularyOptions& options,
    const std::function<absl::Status(VocabularyBuilder*)>& merge);

}  // namespace lexprobe

#endif  // LEXPROBE_NGRAM_CORPUS_ENCODER_H_
