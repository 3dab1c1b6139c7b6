#include "lexprobe/probe/arithmetic.h"

#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "lexprobe/base/status_macros.h"
#include "probe/arithmetic_lexer.h"

namespace lexprobe {
namespace {

constexpr int kDeepestBracket = 100;

std::string Described(const Token& token) {
  if (token.kind == Token::kEnd) return "the end";
  return absl::StrCat("\"", token.text, "\"");
}

// A number, or a sum of weighted words.
struct Value {
  bool is_number = true;
  double number = 0;
  size_t begin = 0;  // byte in the text, for messages
  std::string number_text;
  std::vector<ArithmeticTerm> terms;
};

void AddTerm(const ArithmeticTerm& term, std::vector<ArithmeticTerm>* terms) {
  for (ArithmeticTerm& known : *terms) {
    if (known.word == term.word) {
      known.weight += term.weight;
      return;
    }
  }
  terms->push_back(term);
}

void Scale(double factor, Value* value) {
  value->number *= factor;
  for (ArithmeticTerm& term : value->terms) term.weight *= factor;
}

absl::Status NumberAlone(absl::string_view text, const Value& value) {
  if (value.number_text.empty()) {
    return ErrorAt(text, value.begin, "a number without a word");
  }
  return ErrorAt(
      text, value.begin,
      absl::StrCat("the number ", value.number_text,
                   " without a word; if it is a word, put it in quotes"));
}

// Recursive descent over the grammar of the header.
class Parser {
 public:
  explicit Parser(absl::string_view text) : text_(text), lexer_(text) {}

  absl::StatusOr<Value> Parse() {
    LEXPROBE_RETURN_IF_ERROR(Advance());
    if (token_.kind == Token::kEnd) {
      return absl::InvalidArgumentError("an empty expression");
    }
    LEXPROBE_ASSIGN_OR_RETURN(Value value, Sum(0));
    if (token_.kind == Token::kEnd) return value;
    if (token_.text == ")" && token_.kind == Token::kSign) {
      return ErrorAt(text_, token_.begin, "a bracket that was not opened");
    }
    return ErrorAt(text_, token_.begin,
                   absl::StrCat("\"+\", \"-\" or the end is wanted before ",
                                Described(token_)));
  }

 private:
  absl::Status Advance() {
    LEXPROBE_ASSIGN_OR_RETURN(token_, lexer_.Next());
    return absl::OkStatus();
  }

  bool AtSign(char sign) const {
    return token_.kind == Token::kSign && token_.text[0] == sign;
  }

  absl::StatusOr<Value> Sum(int depth) {
    Value sum;
    bool first = true;
    while (first || AtSign('+') || AtSign('-')) {
      const double sign = AtSign('-') ? -1 : 1;
      if (AtSign('+') || AtSign('-')) LEXPROBE_RETURN_IF_ERROR(Advance());
      LEXPROBE_ASSIGN_OR_RETURN(Value product, Product(depth));
      Scale(sign, &product);
      if (first) {
        sum = std::move(product);
        first = false;
      } else {
        LEXPROBE_RETURN_IF_ERROR(Add(product, &sum));
      }
    }
    return sum;
  }

  absl::Status Add(const Value& more, Value* sum) const {
    if (sum->is_number != more.is_number) {
      return NumberAlone(text_, sum->is_number ? *sum : more);
    }
    sum->number += more.number;
    for (const ArithmeticTerm& term : more.terms) AddTerm(term, &sum->terms);
    return absl::OkStatus();
  }

  absl::StatusOr<Value> Product(int depth) {
    LEXPROBE_ASSIGN_OR_RETURN(Value product, Factor(depth));
    while (AtSign('*') || AtSign('/')) {
      const bool divides = AtSign('/');
      LEXPROBE_RETURN_IF_ERROR(Advance());
      LEXPROBE_ASSIGN_OR_RETURN(Value factor, Factor(depth));
      if (divides) {
        LEXPROBE_RETURN_IF_ERROR(Divide(factor, &product));
      } else {
        LEXPROBE_RETURN_IF_ERROR(Multiply(factor, &product));
      }
    }
    return product;
  }

  absl::Status Divide(const Value& factor, Value* product) const {
    if (!factor.is_number) {
      return ErrorAt(text_, factor.begin, "only numbers can divide");
    }
    if (factor.number == 0) {
      return ErrorAt(text_, factor.begin, "division by 0");
    }
    Scale(1 / factor.number, product);
    product->number_text.clear();
    return absl::OkStatus();
  }

  absl::Status Multiply(Value& factor, Value* product) const {
    if (!factor.is_number && !product->is_number) {
      return ErrorAt(text_, factor.begin,
                     "words can be multiplied with numbers only");
    }
    const size_t begin = product->begin;
    if (!factor.is_number) std::swap(*product, factor);
    Scale(factor.number, product);
    product->begin = begin;
    product->number_text.clear();
    return absl::OkStatus();
  }

  absl::StatusOr<Value> Factor(int depth) {
    Value value;
    value.begin = token_.begin;
    if (AtSign('(')) return Bracket(depth);
    if (token_.kind == Token::kNumber) {
      value.number = token_.number;
      value.number_text = token_.text;
    } else if (token_.kind == Token::kWord) {
      value.is_number = false;
      value.terms = {{token_.text, 1.0}};
    } else {
      return ErrorAt(
          text_, token_.begin,
          absl::StrCat("a word is wanted where ", Described(token_), " is"));
    }
    LEXPROBE_RETURN_IF_ERROR(Advance());
    return value;
  }

  absl::StatusOr<Value> Bracket(int depth) {
    const size_t begin = token_.begin;
    if (depth == kDeepestBracket) {
      return ErrorAt(text_, begin,
                     absl::StrCat("more than ", kDeepestBracket,
                                  " brackets inside each other"));
    }
    LEXPROBE_RETURN_IF_ERROR(Advance());
    LEXPROBE_ASSIGN_OR_RETURN(Value value, Sum(depth + 1));
    if (!AtSign(')')) {
      return ErrorAt(text_, begin, "a bracket that is not closed");
    }
    LEXPROBE_RETURN_IF_ERROR(Advance());
    value.begin = begin;
    return value;
  }

  absl::string_view text_;
  ArithmeticLexer lexer_;
  Token token_;
};

bool NeedsQuotes(absl::string_view word) {
  for (const char c : word) {
    if (IsDelimiter(c) || c == '\\') return true;
  }
  double number = 0;
  return word.empty() || word.front() == '-' || word.back() == '-' ||
         absl::StartsWith(word, kMinusSign) || absl::SimpleAtod(word, &number);
}

std::string QuotedIfNeeded(absl::string_view word) {
  if (!NeedsQuotes(word)) return std::string(word);
  std::string quoted = "\"";
  for (const char c : word) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

std::string FormatWeight(double weight, int precision) {
  // A plus would be read as a sign.
  return absl::StrReplaceAll(absl::StrFormat("%.*g", precision, weight),
                             {{"e+", "e"}});
}

// The shortest decimal that reads back as `weight`.
std::string FormatWeight(double weight) {
  for (int precision = 1; precision < 17; ++precision) {
    const std::string text = FormatWeight(weight, precision);
    double back = 0;
    if (absl::SimpleAtod(text, &back) && back == weight) return text;
  }
  return FormatWeight(weight, 17);
}

}  // namespace

absl::StatusOr<std::vector<ArithmeticTerm>> ParseArithmetic(
    absl::string_view text) {
  LEXPROBE_ASSIGN_OR_RETURN(Value value, Parser(text).Parse());
  if (value.is_number) return NumberAlone(text, value);
  std::vector<ArithmeticTerm> terms;
  for (ArithmeticTerm& term : value.terms) {
    if (!std::isfinite(term.weight)) {
      return absl::InvalidArgumentError(
          absl::StrCat("the weight of \"", term.word, "\" is not finite"));
    }
    if (term.weight != 0) terms.push_back(std::move(term));
  }
  if (terms.empty()) {
    return absl::InvalidArgumentError(
        "the words cancel each other out: no vector is left");
  }
  return terms;
}

std::string FormatArithmetic(absl::Span<const ArithmeticTerm> terms) {
  std::string text;
  for (const ArithmeticTerm& term : terms) {
    const bool negative = term.weight < 0;
    if (text.empty()) {
      absl::StrAppend(&text, negative ? "-" : "");
    } else {
      absl::StrAppend(&text, negative ? " - " : " + ");
    }
    const double size = std::abs(term.weight);
    if (size != 1) absl::StrAppend(&text, FormatWeight(size), " * ");
    text += QuotedIfNeeded(term.word);
  }
  return text;
}

}  // namespace lexprobe
