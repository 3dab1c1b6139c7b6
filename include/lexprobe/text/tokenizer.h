// Tokenizer: a piece of text to words and marks, and where sentences end.
//
// The text is first made clean: invalid UTF-8 is replaced by U+FFFD and
// counted, the rest composed (NFC) and put into lower case (`letter_case`);
// typographic quotes and dashes become ASCII; control characters, NUL among
// them (counted), become white space; soft hyphens, joiners and other
// invisible characters vanish. Then:
//
// - A word is a run of letters, marks and digits, with single apostrophes,
//   hyphens (`hyphens`) and underscores inside it: don't, o'clock, well-known,
//   new_york, mp3, 1930s. A final 's is a token of its own (dog 's, it 's), as
//   in the Penn Treebank. Single letters with periods are one word: u.s., e.g.
// - A number is a run of digits, with single . , : / between them: 1,000.5 and
//   10:30 (`numbers`).
// - Every other character is a token of its own (`punctuation`); a run of the
//   same mark is one. Every dash is "-", an ellipsis "...", a quote " or '.
// - A Han character is a token; kana, Thai and other scripts without spaces
//   stay as they stand between spaces. An emoji is one token, with all that is
//   joined to it.
// - A sentence ends at . ! ? and closing quotes or brackets before white
//   space, unless a small letter follows (in text that has capitals), or a
//   title, month or other abbreviation stands before the period, or an initial
//   (J. Smith); the period of these is dropped. It ends at the full stops of
//   other scripts, and where the piece ends. It is cut every
//   kMaxSentenceTokens.
//
// The same bytes always give the same tokens. Allocates nothing once its
// buffers have grown. Not thread-safe; give each thread one.

#ifndef LEXPROBE_TEXT_TOKENIZER_H_
#define LEXPROBE_TEXT_TOKENIZER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/text/tokenizer_options.h"

namespace lexprobe {

struct Tokens {
  // From the first byte of each token on, so many bytes may be read.
  static constexpr size_t kReadable = 16;

  std::vector<absl::string_view> words;  // words and marks
  // Where each sentence ends, as a number of words; rising, the last one is
  // words.size(). Empty if there are no words.
  std::vector<size_t> sentence_ends;

  void Clear() {
    words.clear();
    sentence_ends.clear();
  }
  size_t sentences() const { return sentence_ends.size(); }
  // REQUIRES: index < sentences()
  absl::Span<const absl::string_view> sentence(size_t index) const {
    const size_t begin = index == 0 ? 0 : sentence_ends[index - 1];
    return absl::MakeConstSpan(words).subspan(begin,
                                              sentence_ends[index] - begin);
  }
};

// The token of every number, for NumberMode::kClass.
inline constexpr char kNumberToken[Tokens::kReadable] = "<number>";

// What had to be mended in a piece.
struct TextDamage {
  int64_t invalid_utf8 = 0;         // parts replaced by U+FFFD
  size_t first_invalid_offset = 0;  // byte of the first, if there is one
  int64_t nul_bytes = 0;
};

class Tokenizer {
 public:
  static constexpr size_t kMaxSentenceTokens = 1000;

  explicit Tokenizer(const TokenizerOptions& options);
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  // Refills `*tokens` with the tokens of `piece`: a line, or a paragraph of
  // several. They stay valid until the next call, and no longer than `piece`.
  // Gives what had to be mended.
  TextDamage Tokenize(absl::string_view piece, Tokens* tokens);

  const TokenizerOptions& options() const { return options_; }

 private:
  struct Parts;

  // In a buffer, with bytes behind it that may be read.
  absl::string_view Repair(absl::string_view piece, TextDamage* damage);
  static void SplitAtSpaces(absl::string_view text, Tokens* tokens);

  TokenizerOptions options_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_TOKENIZER_H_
