// Cleaner: the first half of the tokenizer. Makes a piece of text valid,
// composed, folded and plain, so that the second half need only look at bytes:
// in clean text every byte above ASCII belongs to a word, tokens that are no
// words have spaces around them, and there are no control characters but
// kSentenceEndMark and the space.
//
// Not thread-safe. Allocates nothing once its buffers have grown.

#ifndef LEXPROBE_TEXT_CLEANER_H_
#define LEXPROBE_TEXT_CLEANER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "lexprobe/text/tokenizer.h"
#include "lexprobe/text/tokenizer_options.h"
#include "text/character_table.h"

namespace lexprobe {

// Owned by the cleaner. Behind the last byte of `text` stand kPadding spaces.
struct CleanText {
  static constexpr size_t kPadding = Tokens::kReadable;

  char* text = nullptr;  // to be written to as the tokenizer likes
  size_t size = 0;
  // For the first byte of each letter in `text`: an ASCII capital or small
  // letter if it was a capital or small letter before folding.
  const char* cases = nullptr;
  bool has_capitals = false;
};

class Cleaner {
 public:
  explicit Cleaner(const TokenizerOptions& options);

  // The result is valid until the next call, and no longer than `piece`.
  CleanText Clean(absl::string_view piece, TextDamage* damage);

 private:
  // How far the pass over text beyond ASCII has come.
  struct Pass {
    absl::string_view rest;
    size_t written = 0;  // bytes of text_ and cases_
    bool after_letter = false;
    bool end_pending = false;  // a full stop; closers may still follow
    uint8_t last_class = 0;    // combining class of the last one written
    size_t starter = 0;        // where the last character of class 0 begins
  };

  bool IsFolding() const { return options_.letter_case == CaseMode::kFold; }
  void Reserve(size_t input_size);
  CleanText Finish(size_t size, const char* cases, bool has_capitals);
  // Gives the size of what is now in text_.
  // REQUIRES: text is valid UTF-8
  size_t CleanUnicode(absl::string_view text);
  void TakeAscii(Pass& pass);
  void TakeCharacter(Pass& pass);
  void TakeEmoji(uint32_t code_point, Pass& pass);
  void Put(const CharacterEntry& entry, Pass& pass);
  void PutPendingEnd(Pass& pass);
  void ComposeEnd(Pass& pass);

  const TokenizerOptions options_;
  CharacterTable table_;
  std::string text_;
  std::string cases_;
  std::string repaired_;
  std::string composed_;
  bool has_capitals_ = false;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_CLEANER_H_
