// EncodeCorpus: a corpus, read once, to numbers on disk and a vocabulary.
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
  int64_t max_held_out_tokens = int64_t{1} << 21;  // no more than these
  uint64_t seed = 1;  // which sentences are held out

  // Changes only the speed.
  int threads = 1;  // >= 1
  // Keeps the corpus as numbers here and takes it from here the next time
  // (corpus_cache.h); "": does not.
  std::string cache_folder;
};

struct EncodedCorpus {
  std::unique_ptr<TokenFile> tokens;  // provisional ids, sentence ends
  std::vector<WordId> ids;            // provisional id -> id
  std::vector<WordId> held_out;       // ids and sentence ends
  Vocabulary vocabulary;
  TextStatistics statistics;
  std::string cache;  // the file that it was taken from; "" if it was read
};

// Reads `corpus` to its end; the token file is made in `folder`. Another
// thread may watch corpus.bytes_read() meanwhile. A cached copy that is damaged
// is written again. Errors: those of the corpus, of the token file and the
// cache (a full disk), of VocabularyBuilder::Freeze; Cancelled if `cancelled`,
// asked from any thread, gives true (empty: never).
absl::StatusOr<EncodedCorpus> EncodeCorpus(
    Corpus& corpus, const EncoderOptions& options, absl::string_view folder,
    const std::function<bool()>& cancelled);

}  // namespace lexprobe

#endif  // LEXPROBE_NGRAM_CORPUS_ENCODER_H_
