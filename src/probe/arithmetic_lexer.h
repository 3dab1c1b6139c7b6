// The tokens of an arithmetic over words: what arithmetic.h parses.

#ifndef LEXPROBE_PROBE_ARITHMETIC_LEXER_H_
#define LEXPROBE_PROBE_ARITHMETIC_LEXER_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

struct Token {
  enum Kind { kEnd, kNumber, kWord, kSign } kind = kEnd;
  size_t begin = 0;  // byte in the text
  std::string text;  // the word; the one character of a sign
  double number = 0;
};

// U+2212, the typographic minus.
inline constexpr absl::string_view kMinusSign = "\xE2\x88\x92";

// What ends a word or number.
bool IsDelimiter(char c);

// InvalidArgument: "column 5: what"; `position` is a byte in `text`.
absl::Status ErrorAt(absl::string_view text, size_t position,
                     absl::string_view what);

// One token at a time of a text, which must outlive it.
class ArithmeticLexer {
 public:
  explicit ArithmeticLexer(absl::string_view text) : text_(text) {}

  // kEnd after the last. InvalidArgument with the column of what cannot be
  // read.
  absl::StatusOr<Token> Next();

 private:
  bool IsSpaceAt(size_t i) const;
  absl::StatusOr<Token> Quoted(Token token);
  absl::StatusOr<Token> Plain(Token token);

  absl::string_view text_;
  size_t at_ = 0;
};

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_ARITHMETIC_LEXER_H_
