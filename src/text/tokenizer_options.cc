#include "lexprobe/text/tokenizer_options.h"

#include "text/choice.h"

namespace lexprobe {
namespace {

constexpr Choice<CaseMode> kCaseModes[] = {
    {"fold", CaseMode::kFold},
    {"keep", CaseMode::kKeep},
};
constexpr Choice<NumberMode> kNumberModes[] = {
    {"class", NumberMode::kClass},
    {"digits", NumberMode::kDigits},
    {"keep", NumberMode::kKeep},
};
constexpr Choice<PunctuationMode> kPunctuationModes[] = {
    {"keep", PunctuationMode::kKeep},
    {"drop", PunctuationMode::kDrop},
};
constexpr Choice<HyphenMode> kHyphenModes[] = {
    {"keep", HyphenMode::kKeep},
    {"split", HyphenMode::kSplit},
};

}  // namespace

absl::StatusOr<CaseMode> ParseCaseMode(absl::string_view name) {
  return ParseChoice("case", name, absl::MakeConstSpan(kCaseModes));
}
absl::StatusOr<NumberMode> ParseNumberMode(absl::string_view name) {
  return ParseChoice("numbers", name, absl::MakeConstSpan(kNumberModes));
}
absl::StatusOr<PunctuationMode> ParsePunctuationMode(absl::string_view name) {
  return ParseChoice("punctuation", name,
                     absl::MakeConstSpan(kPunctuationModes));
}
absl::StatusOr<HyphenMode> ParseHyphenMode(absl::string_view name) {
  return ParseChoice("hyphens", name, absl::MakeConstSpan(kHyphenModes));
}

absl::string_view NameOf(CaseMode mode) {
  return NameOfChoice(mode, absl::MakeConstSpan(kCaseModes));
}
absl::string_view NameOf(NumberMode mode) {
  return NameOfChoice(mode, absl::MakeConstSpan(kNumberModes));
}
absl::string_view NameOf(PunctuationMode mode) {
  return NameOfChoice(mode, absl::MakeConstSpan(kPunctuationModes));
}
absl::string_view NameOf(HyphenMode mode) {
  return NameOfChoice(mode, absl::MakeConstSpan(kHyphenModes));
}

}  // namespace lexprobe
