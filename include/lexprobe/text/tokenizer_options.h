// TokenizerOptions: how a line of text becomes tokens. Each choice has the
// name that the command line and our files give it.
// Thread-safe: no state.

#ifndef LEXPROBE_TEXT_TOKENIZER_OPTIONS_H_
#define LEXPROBE_TEXT_TOKENIZER_OPTIONS_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

enum class CaseMode {
  kFold,  // "fold": everything in lower case
  kKeep,  // "keep"
};

enum class NumberMode {
  kClass,   // "class": every number is the one token "<number>"
  kDigits,  // "digits": every digit is 0, so that 1984 and 1776 are 0000
  kKeep,    // "keep": every number is a token of its own
};

enum class PunctuationMode {
  kKeep,  // "keep": every mark is a token
  kDrop,  // "drop": marks only end words and sentences
};

enum class HyphenMode {
  kKeep,   // "keep": well-known is one token
  kSplit,  // "split": well known, two
};

// All fields change the result.
struct TokenizerOptions {
  CaseMode letter_case = CaseMode::kFold;
  NumberMode numbers = NumberMode::kClass;
  PunctuationMode punctuation = PunctuationMode::kKeep;
  HyphenMode hyphens = HyphenMode::kKeep;
  // A sentence ends at . ! ? and the like, not only with its line.
  bool sentence_boundaries = true;
  // The tokens are what stands between ASCII white space, taken as it is; the
  // choices above do not matter.
  bool pretokenized = false;
};

// The choice that `name` names. InvalidArgument: `case is "lower", must be
// "fold" or "keep"`.
absl::StatusOr<CaseMode> ParseCaseMode(absl::string_view name);
absl::StatusOr<NumberMode> ParseNumberMode(absl::string_view name);
absl::StatusOr<PunctuationMode> ParsePunctuationMode(absl::string_view name);
absl::StatusOr<HyphenMode> ParseHyphenMode(absl::string_view name);

absl::string_view NameOf(CaseMode mode);
absl::string_view NameOf(NumberMode mode);
absl::string_view NameOf(PunctuationMode mode);
absl::string_view NameOf(HyphenMode mode);

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_TOKENIZER_OPTIONS_H_
