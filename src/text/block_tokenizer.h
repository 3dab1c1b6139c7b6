// BlockTokenizer: takes blocks of text apart into lines or paragraphs,
// tokenizes each, and keeps count of what it saw.
//
// Not thread-safe; give each thread one.

#ifndef LEXPROBE_TEXT_BLOCK_TOKENIZER_H_
#define LEXPROBE_TEXT_BLOCK_TOKENIZER_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "lexprobe/text/corpus.h"
#include "lexprobe/text/sentences.h"
#include "lexprobe/text/tokenizer.h"

namespace lexprobe {

class BlockTokenizer {
 public:
  explicit BlockTokenizer(const CorpusOptions& options)
      : newline_(options.newline), tokenizer_(options.tokenizer) {}

  // Goes to the start of `block`, which must outlive its use here.
  void Start(const TextBlock* block);

  // Refills `*tokens` from the next line or paragraph that has any; false, and
  // none, at the end of the block.
  bool Next(Tokens* tokens);

  const TextStatistics& statistics() const { return statistics_; }

 private:
  absl::string_view TakeLine();
  absl::string_view TakeParagraph();
  void Note(const TextDamage& damage, absl::string_view piece, int64_t line);

  const NewlineMode newline_;
  Tokenizer tokenizer_;
  const TextBlock* block_ = nullptr;
  absl::string_view rest_;  // of the block
  int64_t line_ = 0;        // that `rest_` begins in
  TextStatistics statistics_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_BLOCK_TOKENIZER_H_
