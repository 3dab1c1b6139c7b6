#include "lexprobe/text/tokenizer_options.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

TEST(TokenizerOptionsTest, ParsesTheNamesItGives) {
  for (const CaseMode mode : {CaseMode::kFold, CaseMode::kKeep}) {
    EXPECT_THAT(ParseCaseMode(NameOf(mode)), IsOkAndHolds(mode));
  }
  for (const NumberMode mode :
       {NumberMode::kClass, NumberMode::kDigits, NumberMode::kKeep}) {
    EXPECT_THAT(ParseNumberMode(NameOf(mode)), IsOkAndHolds(mode));
  }
  for (const PunctuationMode mode :
       {PunctuationMode::kKeep, PunctuationMode::kDrop}) {
    EXPECT_THAT(ParsePunctuationMode(NameOf(mode)), IsOkAndHolds(mode));
  }
  for (const HyphenMode mode : {HyphenMode::kKeep, HyphenMode::kSplit}) {
    EXPECT_THAT(ParseHyphenMode(NameOf(mode)), IsOkAndHolds(mode));
  }
}

TEST(TokenizerOptionsTest, SaysWhatIsAllowed) {
  EXPECT_THAT(ParseCaseMode("lower"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "case is \"lower\", must be \"fold\" or \"keep\""));
  EXPECT_THAT(ParseNumberMode(""),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "numbers is \"\", must be \"class\", \"digits\" or "
                       "\"keep\""));
  EXPECT_THAT(ParsePunctuationMode("Keep"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "punctuation is \"Keep\", must be \"keep\" or "
                       "\"drop\""));
  EXPECT_THAT(ParseHyphenMode("join"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "hyphens is \"join\", must be \"keep\" or \"split\""));
}

}  // namespace
}  // namespace lexprobe
