// From blocks of text to sentences: on one thread as they stand in the
// corpus, or on several at once, block by block.
//
//   LEXPROBE_ASSIGN_OR_RETURN(auto corpus, Corpus::Open(options));
//   LEXPROBE_ASSIGN_OR_RETURN(TextStatistics statistics,
//                             ReadSentences(*corpus, {&first, &second}));

#ifndef LEXPROBE_TEXT_SENTENCES_H_
#define LEXPROBE_TEXT_SENTENCES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/text/corpus.h"
#include "lexprobe/text/tokenizer.h"

namespace lexprobe {

class BlockTokenizer;

// What was seen in a corpus.
struct TextStatistics {
  int64_t bytes = 0;  // of text, after inflating
  int64_t lines = 0;
  int64_t sentences = 0;
  int64_t tokens = 0;
  int64_t nul_bytes = 0;            // taken for white space
  int64_t invalid_utf8 = 0;         // replaced by U+FFFD
  std::string first_invalid_place;  // "file: line 7", if there is one
  int64_t first_invalid_block = 0;  // that holds it

  // Adds what was seen elsewhere; the first place is that in the first block.
  void Add(const TextStatistics& other);
};

// Takes the sentences of some blocks; one for each thread.
class SentenceConsumer {
 public:
  virtual ~SentenceConsumer() = default;

  // The sentences up to EndBlock are those of block `number`, in order.
  virtual void StartBlock(int64_t number) = 0;

  // Those of a line or paragraph, at least one. The views are valid during the
  // call only.
  virtual void Sentences(const Tokens& tokens) = 0;

  // An error stops the reading, on all threads.
  virtual absl::Status EndBlock() = 0;
};

// Reads `corpus` to its end, on as many threads as there are consumers, each
// called by one thread only. Which blocks a consumer gets depends on timing;
// what is in a block, and its number, does not. The caller puts what they made
// into the order of the blocks.
//
// The first error of the corpus or of a consumer, when all threads are done.
// REQUIRES: !consumers.empty()
absl::StatusOr<TextStatistics> ReadSentences(
    Corpus& corpus, absl::Span<SentenceConsumer* const> consumers);

// Sentence by sentence, on the caller's thread. Not thread-safe.
class SentenceReader {
 public:
  // `corpus` must outlive the reader.
  explicit SentenceReader(Corpus* corpus);
  ~SentenceReader();
  SentenceReader(const SentenceReader&) = delete;
  SentenceReader& operator=(const SentenceReader&) = delete;

  // The next sentence, valid until the next call; false at the end.
  absl::StatusOr<bool> Next(absl::Span<const absl::string_view>* words);

  // What was seen so far.
  const TextStatistics& statistics() const;

 private:
  Corpus* const corpus_;
  const std::unique_ptr<BlockTokenizer> tokenizer_;
  TextBlock block_;
  Tokens tokens_;
  size_t next_sentence_ = 0;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_SENTENCES_H_
