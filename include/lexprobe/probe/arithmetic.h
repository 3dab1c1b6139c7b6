// Vector arithmetic as people write it: "king - queen + mother",
// "0.5 * (king - man) + woman".
//
//   sum     = ["+" | "-"] product { ("+" | "-") product }
//   product = factor { "*" factor | "/" factor }
//   factor  = number | word | "(" sum ")"
//
// A product holds at most one word or bracket of words; what divides is a
// number. A hyphen inside a word belongs to it ("well-known"): a minus has a
// space before it, or stands at the start, or after an operator or bracket.
// Words in double quotes may hold anything (\" and \\ stand for " and \).
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_ARITHMETIC_H_
#define LEXPROBE_PROBE_ARITHMETIC_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

struct ArithmeticTerm {
  std::string word;
  double weight = 0;

  friend bool operator==(const ArithmeticTerm&,
                         const ArithmeticTerm&) = default;
};

// The words of `text` in order of first appearance with the weights that they
// come to, none of them 0. InvalidArgument with the column (in characters,
// from 1) if `text` is not a sum of words, if a weight is not finite, or if
// nothing is left ("king - king").
absl::StatusOr<std::vector<ArithmeticTerm>> ParseArithmetic(
    absl::string_view text);

// "king - queen + 0.5 * mother": ParseArithmetic gives the same terms back.
std::string FormatArithmetic(absl::Span<const ArithmeticTerm> terms);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_ARITHMETIC_H_
