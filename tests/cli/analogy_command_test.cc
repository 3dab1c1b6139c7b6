
#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/family_model.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class AnalogyCommandTest : public FamilyCommandTest<RunAnalogy> {
 protected:
  nlohmann::json Json() const { return nlohmann::json::parse(streams_->out()); }
};

TEST_F(AnalogyCommandTest, AnswersThatMotherIsToFatherAsQueenToKing) {
  EXPECT_THAT(Run({"queen", "king", "mother", "--top", "1"}), IsOk());
  EXPECT_THAT(streams_->out(), StartsWith("queen is to king as mother is to ?  "
                                          "(king - queen + mother; 3CosAdd)\n"
                                          "rank  honest  word    cosine\n"));
  EXPECT_THAT(streams_->out(), HasSubstr("  father  "));
  EXPECT_THAT(streams_->out(), HasSubstr("margin to the runner-up: "));
}

TEST_F(AnalogyCommandTest, ArithmeticIsTheSameQuestion) {
  EXPECT_THAT(Run({"queen", "king", "mother", "--json"}), IsOk());
  const nlohmann::json words = Json();
  EXPECT_THAT(Run({"king - queen + mother", "--json"}), IsOk());
  const nlohmann::json sum = Json();
  EXPECT_EQ(words["answers"], sum["answers"]);
  EXPECT_EQ(words["formula"], sum["formula"]);
  EXPECT_EQ(words["reading"], "queen is to king as mother is to ?");
  EXPECT_FALSE(sum.contains("reading"));
}

TEST_F(AnalogyCommandTest, KeepsTheQuestionsWordsInTheHonestRanking) {
  EXPECT_THAT(Run({"queen", "king", "mother", "--json"}), IsOk());
  const nlohmann::json answers = Json()["answers"];
  int own_words = 0;
  for (size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i]["honest_rank"], i + 1);
    own_words += answers[i]["rank"].is_null() ? 1 : 0;
  }
  EXPECT_EQ(own_words, 3);
  EXPECT_EQ(answers.size(), 9u);
}

TEST_F(AnalogyCommandTest, TellsTheRanksOfTheAnswerLookedFor) {
  EXPECT_THAT(Run({"queen", "king", "mother", "tree", "--top", "1"}), IsOk());
  EXPECT_THAT(streams_->out(), EndsWith("tree: rank 4, honest 7 of 9\n"));
  EXPECT_THAT(Run({"queen", "king", "mother", "father", "--json"}), IsOk());
  EXPECT_EQ(Json()["expected"]["word"], "father");
  EXPECT_EQ(Json()["expected"]["rank"], 1);
}

TEST_F(AnalogyCommandTest, AnswersByEveryMethod) {
  for (const char* method :
       {"3CosAdd", "3cosmul", "PairDirection", "3CosAvg", "euclidean"}) {
    EXPECT_THAT(Run({"queen", "king", "mother", "father", "--json", "--method",
                     method}),
                IsOk());
    EXPECT_EQ(Json()["expected"]["rank"], 1) << method;
  }
  EXPECT_THAT(Run({"queen", "king", "mother", "--method", "guess"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("method \"guess\"; known are 3CosAdd")));
}

TEST_F(AnalogyCommandTest, RefusesArithmeticByMethodsOfThreeWords) {
  EXPECT_THAT(Run({"king - queen", "--method", "3CosMul"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("3CosMul takes three words")));
  EXPECT_THAT(Run({"king - queen + mother", "--method", "euclidean", "--json"}),
              IsOk());
  const nlohmann::json json = Json();
  for (const nlohmann::json& answer : json["answers"]) {
    if (answer["rank"] != 1) continue;
    EXPECT_EQ(answer["word"], "father");
    EXPECT_EQ(answer["distance"], 0.0);
  }
}

TEST_F(AnalogyCommandTest, NamesUnknownWordsAndBadArithmetic) {
  EXPECT_THAT(Run({"queen", "kin", "mother"}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("\"kin\"")));
  EXPECT_THAT(Run({"queen", "king", "mother", "fater"}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("\"fater\"")));
  EXPECT_THAT(Run({"king - (queen"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("column 8: a bracket that is not closed")));
}

TEST_F(AnalogyCommandTest, ReadsHyphenatedWords) {
  EXPECT_THAT(Run({"well-known - tree + Paris", "--top", "1"}), IsOk());
  EXPECT_THAT(streams_->out(),
              StartsWith("(well-known - tree + Paris; 3CosAdd)\n"));
}

TEST_F(AnalogyCommandTest, AnswersQuestionsFromStandardInput) {
  EXPECT_THAT(
      Run({"--json", "--top", "1"}, "queen king mother\nking - queen + aunt\n"),
      IsOk());
  EXPECT_THAT(streams_->out(),
              HasSubstr("\"formula\":\"king - queen + mother"));
  EXPECT_THAT(streams_->out(), HasSubstr("\"formula\":\"king - queen + aunt"));
}

}  // namespace
}  // namespace lexprobe::cli
