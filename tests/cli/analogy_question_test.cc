#include "cli/analogy_question.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Terms = std::vector<ArithmeticTerm>;

const Terms kKingQueenMother = {{"king", 1}, {"queen", -1}, {"mother", 1}};

TEST(ParseQuestionArgumentsTest, TakesThreeWordsInTheirOrder) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const AnalogyWords question,
      ParseQuestionArguments({"queen", "king", "mother"}));
  EXPECT_THAT(question.words, ElementsAre("queen", "king", "mother"));
  EXPECT_EQ(question.expected, "");
  EXPECT_THAT(question.terms, IsEmpty());
}

TEST(ParseQuestionArgumentsTest, TakesAFourthWordAsTheAnswerLookedFor) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const AnalogyWords question,
      ParseQuestionArguments({"queen", "king", "mother", "father"}));
  EXPECT_THAT(question.words, ElementsAre("queen", "king", "mother"));
  EXPECT_EQ(question.expected, "father");
}

TEST(ParseQuestionArgumentsTest, TakesOddWordsAsTheyAre) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const AnalogyWords question,
      ParseQuestionArguments({"c", "c++", "new york"}));
  EXPECT_THAT(question.words, ElementsAre("c", "c++", "new york"));
}

TEST(ParseQuestionArgumentsTest, ReadsArithmeticInOneArgumentOrSeveral) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{
           {"king - queen + mother"}, {"king", "-", "queen", "+", "mother"}}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const AnalogyWords question,
                                  ParseQuestionArguments(arguments));
    EXPECT_THAT(question.words, IsEmpty());
    EXPECT_EQ(question.terms, kKingQueenMother);
  }
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AnalogyWords difference,
                                ParseQuestionArguments({"king", "-", "queen"}));
  EXPECT_EQ(difference.terms, (Terms{{"king", 1}, {"queen", -1}}));
}

TEST(ParseQuestionLineTest, KnowsWordsFromArithmetic) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AnalogyWords words,
                                ParseQuestionLine("queen\tking  mother"));
  EXPECT_THAT(words.words, ElementsAre("queen", "king", "mother"));
  for (const char* line :
       {"king - queen + mother", "king -queen +mother", "king+mother - queen",
        "(king - queen + mother)", "king - \"queen\" + mother"}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const AnalogyWords sum,
                                  ParseQuestionLine(line));
    EXPECT_THAT(sum.words, IsEmpty()) << line;
    EXPECT_THAT(sum.terms, testing::UnorderedElementsAreArray(kKingQueenMother))
        << line;
  }
}

TEST(ParseQuestionLineTest, SaysWhatAQuestionIs) {
  EXPECT_THAT(ParseQuestionLine("king"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("\"king\" is one word; an analogy is three")));
  EXPECT_THAT(
      ParseQuestionLine("king queen"),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("column 6: ")));
  EXPECT_THAT(
      ParseQuestionLine("a b c d e"),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("column 3: ")));
}

}  // namespace
}  // namespace lexprobe::cli
