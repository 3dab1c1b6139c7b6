#include "lexprobe/probe/arithmetic.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Term = ArithmeticTerm;
using Terms = std::vector<ArithmeticTerm>;

struct GoodCase {
  const char* text;
  Terms terms;
};

TEST(ParseArithmeticTest, ReadsSumsOfWords) {
  const std::vector<GoodCase> cases = {
      {"king", {{"king", 1}}},
      {"king - queen + mother", {{"king", 1}, {"queen", -1}, {"mother", 1}}},
      {"king+queen", {{"king", 1}, {"queen", 1}}},
      {"king -queen", {{"king", 1}, {"queen", -1}}},
      {"-king + queen", {{"king", -1}, {"queen", 1}}},
      {"+king", {{"king", 1}}},
      {"  king\t-\tqueen ", {{"king", 1}, {"queen", -1}}},
      {"king \xE2\x88\x92 queen", {{"king", 1}, {"queen", -1}}},
      {"na\xC3\xAFve - \xE7\x8C\xAB",
       {{"na\xC3\xAFve", 1}, {"\xE7\x8C\xAB", -1}}},
      {"king - king + queen", {{"queen", 1}}},
      {"a + b + a", {{"a", 2}, {"b", 1}}},
  };
  for (const GoodCase& c : cases) {
    EXPECT_THAT(ParseArithmetic(c.text), IsOkAndHolds(c.terms)) << c.text;
  }
}

TEST(ParseArithmeticTest, ReadsWeightsAndBrackets) {
  const std::vector<GoodCase> cases = {
      {"0.5 * (king - man) + woman",
       {{"king", 0.5}, {"man", -0.5}, {"woman", 1}}},
      {"(king - man) * 0.5", {{"king", 0.5}, {"man", -0.5}}},
      {"king / 4", {{"king", 0.25}}},
      {"-(king - (man - woman))", {{"king", -1}, {"man", 1}, {"woman", -1}}},
      {"2 * 3 * king / 4", {{"king", 1.5}}},
      {"(1 + 2) * king", {{"king", 3}}},
      {".5 * king", {{"king", 0.5}}},
      {"1e-2*king", {{"king", 0.01}}},
      {"((king))", {{"king", 1}}},
      {"0 * king + queen", {{"queen", 1}}},
  };
  for (const GoodCase& c : cases) {
    EXPECT_THAT(ParseArithmetic(c.text), IsOkAndHolds(c.terms)) << c.text;
  }
}

TEST(ParseArithmeticTest, KnowsAHyphenFromAMinus) {
  EXPECT_THAT(
      ParseArithmetic("well-known - jack-of-all-trades"),
      IsOkAndHolds(Terms{{"well-known", 1}, {"jack-of-all-trades", -1}}));
  EXPECT_THAT(ParseArithmetic("king- queen"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "column 5: put a space before the minus, or quotes "
                       "around \"king-\" if that is a word"));
}

TEST(ParseArithmeticTest, TakesOddWordsInQuotes) {
  EXPECT_THAT(
      ParseArithmetic(R"("c++" - "1984" + "-ing" + "say \"no\" \\")"),
      IsOkAndHolds(
          Terms{{"c++", 1}, {"1984", -1}, {"-ing", 1}, {R"(say "no" \)", 1}}));
}

TEST(ParseArithmeticTest, TakesWordsThatOnlyBeginLikeNumbers) {
  EXPECT_THAT(ParseArithmetic("2nd + 1e + nan + inf + ..."),
              IsOkAndHolds(Terms{
                  {"2nd", 1}, {"1e", 1}, {"nan", 1}, {"inf", 1}, {"...", 1}}));
}

TEST(ParseArithmeticTest, SaysWhatIsWrongAndWhere) {
  struct BadCase {
    const char* text;
    const char* message;
  };
  const BadCase cases[] = {
      {"", "an empty expression"},
      {"   ", "an empty expression"},
      {"king queen",
       "column 6: \"+\", \"-\" or the end is wanted before \"queen\""},
      {"king +", "column 7: a word is wanted where the end is"},
      {"king + * queen", "column 8: a word is wanted where \"*\" is"},
      {"(king - queen", "column 1: a bracket that is not closed"},
      {"king) - queen", "column 5: a bracket that was not opened"},
      {"()", "column 2: a word is wanted where \")\" is"},
      {"king * queen", "column 8: words can be multiplied with numbers only"},
      {"2 / king", "column 5: only numbers can divide"},
      {"king / 0", "column 8: division by 0"},
      {"king / (1 - 1)", "column 8: division by 0"},
      {"king - 1984",
       "column 8: the number 1984 without a word; if it is a word, put it in "
       "quotes"},
      {"1984 - king", "column 1: the number 1984 without a word"},
      {"2 * 3", "column 1: a number without a word"},
      {"king - king", "the words cancel each other out: no vector is left"},
      {"0 * king", "the words cancel each other out"},
      {"king + \"queen", "column 8: a quote that is not closed"},
      {"king + \"\"", "column 8: an empty word"},
      {"1e999 * king", "column 1: the number 1e999 is too large"},
      {"1e300 * 1e300 * king", "the weight of \"king\" is not finite"},
      {"\xC3\xA9t\xC3\xA9 queen", "column 5:"},
  };
  for (const BadCase& c : cases) {
    EXPECT_THAT(
        ParseArithmetic(c.text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(c.message)))
        << c.text;
  }
}

TEST(ParseArithmeticTest, RefusesBracketsTooDeepRatherThanRunOutOfStack) {
  const std::string deep(100'000, '(');
  EXPECT_THAT(ParseArithmetic(deep),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "column 101: more than 100 brackets inside each other"));
  std::string allowed(100, '(');
  allowed += "king" + std::string(100, ')');
  EXPECT_THAT(ParseArithmetic(allowed), IsOkAndHolds(Terms{{"king", 1}}));
}

TEST(FormatArithmeticTest, IsReadBackAsTheSameTerms) {
  const std::vector<Terms> cases = {
      {{"king", 1}, {"queen", -1}, {"mother", 1}},
      {{"king", -1}},
      {{"king", 0.5}, {"man", -1.0 / 3}, {"woman", 1e20}, {"child", 1e-7}},
      {{"c++", 1}, {"-ing", -2}, {"say \"no\" \\", 1}, {"12", 1}, {"x-", 1}},
      {{"\xE2\x88\x92", 1}, {"a b", 1}},
  };
  for (const Terms& terms : cases) {
    const std::string text = FormatArithmetic(terms);
    EXPECT_THAT(ParseArithmetic(text), IsOkAndHolds(terms)) << text;
  }
}

TEST(FormatArithmeticTest, ReadsAsPeopleWrite) {
  EXPECT_EQ(
      FormatArithmetic(Terms{{"king", 1}, {"queen", -1}, {"mother", 0.5}}),
      "king - queen + 0.5 * mother");
  EXPECT_EQ(FormatArithmetic(Terms{{"king", -1}, {"c++", 2}}),
            "-king + 2 * \"c++\"");
}

}  // namespace
}  // namespace lexprobe
