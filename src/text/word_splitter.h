// WordSplitter: the second half of the tokenizer. Cuts clean text (cleaner.h)
// into words, numbers and marks, and finds where sentences end. Looks at
// bytes only.
//
// Not thread-safe.

#ifndef LEXPROBE_TEXT_WORD_SPLITTER_H_
#define LEXPROBE_TEXT_WORD_SPLITTER_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "lexprobe/text/tokenizer.h"
#include "lexprobe/text/tokenizer_options.h"
#include "text/cleaner.h"
#include "text/word_bits.h"

namespace lexprobe {

class WordSplitter {
 public:
  explicit WordSplitter(const TokenizerOptions& options) : options_(options) {}

  // Refills `*tokens`, with views into `clean`, whose digits may be changed
  // (NumberMode::kDigits), and into constants.
  void Split(const CleanText& clean, Tokens* tokens);

 private:
  // Each takes what begins at byte `i`, and gives the byte after it.
  size_t TakeWord(size_t begin);
  size_t TakeUnusualWord(size_t begin);
  size_t TakeMark(size_t i);
  size_t TakeStops(size_t i);
  size_t TakeApostrophe(size_t i);
  size_t TakeClosers(size_t i);
  // For a word just read, before its period at byte `end`.
  size_t TakePeriodOf(size_t begin, size_t end);
  size_t EndOfAcronym(size_t begin, size_t end) const;
  size_t EndOfNumber(size_t end) const;

  bool EndsAtSplittingHyphen(size_t end, uint8_t classes) const;
  bool IsInitial(size_t begin, size_t end) const;
  bool IsAbbreviated(size_t begin, size_t end) const;
  bool SmallLetterFollows(size_t i) const;
  size_t SkipSpaces(size_t i) const;

  void AddWord(size_t begin, size_t end, uint8_t classes);
  void AddMark(absl::string_view mark);
  void EndSentence();
  void FinishSentences();

  absl::string_view Text(size_t begin, size_t end) const {
    return absl::string_view(clean_.text + begin, end - begin);
  }

  const TokenizerOptions options_;
  WordBits word_bits_;
  CleanText clean_;
  Tokens* tokens_ = nullptr;
  bool sentence_has_word_ = false;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_WORD_SPLITTER_H_
