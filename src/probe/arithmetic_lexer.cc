#include "probe/arithmetic_lexer.h"

#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace lexprobe {

bool IsDelimiter(char c) {
  return absl::ascii_isspace(static_cast<unsigned char>(c)) || c == '+' ||
         c == '*' || c == '/' || c == '(' || c == ')' || c == '"';
}

absl::Status ErrorAt(absl::string_view text, size_t position,
                     absl::string_view what) {
  size_t column = 1;
  for (const char c : text.substr(0, position)) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++column;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("column ", column, ": ", what));
}

absl::StatusOr<Token> ArithmeticLexer::Next() {
  while (at_ < text_.size() && IsSpaceAt(at_)) ++at_;
  Token token;
  token.begin = at_;
  if (at_ == text_.size()) return token;
  if (absl::StartsWith(text_.substr(at_), kMinusSign)) {
    at_ += kMinusSign.size();
    token.kind = Token::kSign;
    token.text = "-";
    return token;
  }
  const char c = text_[at_];
  // A minus inside a word never gets here: words take it along.
  if (c == '-' || (IsDelimiter(c) && c != '"')) {
    ++at_;
    token.kind = Token::kSign;
    token.text = std::string(1, c);
    return token;
  }
  if (c == '"') return Quoted(std::move(token));
  return Plain(std::move(token));
}

bool ArithmeticLexer::IsSpaceAt(size_t i) const {
  return absl::ascii_isspace(static_cast<unsigned char>(text_[i]));
}

absl::StatusOr<Token> ArithmeticLexer::Quoted(Token token) {
  token.kind = Token::kWord;
  for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
    if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    token.text += text_[at_];
  }
  if (at_ == text_.size()) {
    return ErrorAt(text_, token.begin, "a quote that is not closed");
  }
  ++at_;
  if (token.text.empty()) {
    return ErrorAt(text_, token.begin, "an empty word");
  }
  return token;
}

absl::StatusOr<Token> ArithmeticLexer::Plain(Token token) {
  size_t end = at_;
  while (end < text_.size() && !IsDelimiter(text_[end])) ++end;
  const absl::string_view text = text_.substr(at_, end - at_);
  at_ = end;
  token.text = std::string(text);
  const bool digit_first = absl::ascii_isdigit(
      static_cast<unsigned char>(text[text[0] == '.' && text.size() > 1]));
  if (digit_first && absl::SimpleAtod(text, &token.number)) {
    token.kind = Token::kNumber;
    if (std::isfinite(token.number)) return token;
    return ErrorAt(text_, token.begin,
                   absl::StrCat("the number ", text, " is too large"));
  }
  token.kind = Token::kWord;
  if (text.back() == '-') {
    return ErrorAt(
        text_, token.begin + text.size() - 1,
        absl::StrCat("put a space before the minus, or quotes around \"", text,
                     "\" if that is a word"));
  }
  return token;
}

}  // namespace lexprobe
