#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/family_model.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using testing::HasSubstr;

constexpr char kQuestions[] =
    ": family\n"
    "queen king mother father\n"
    "QUEEN king aunt uncle\n"
    "mother father aunt uncle\n"
    "queen king sister brother\n";

// The same words as the family, in the wrong places.
constexpr char kBadModel[] =
    "6 2\n"
    "king 1 0\nqueen 0 1\nuncle -1 0\naunt 0 -1\nfather 1 1\nmother 1 -1\n";

class EvaluateCommandTest : public testing::Test {
 protected:
  absl::Status Run(const std::vector<std::string>& args) {
    streams_.emplace();
    return RunEvaluate(args, streams_->io());
  }

  nlohmann::json Json() const { return nlohmann::json::parse(streams_->out()); }

  TemporaryFolder folder_;
  const std::string model_ = folder_.Write("model.vec", kFamilyModel);
  const std::string bad_model_ = folder_.Write("bad.vec", kBadModel);
  const std::string questions_ = folder_.Write("q.txt", kQuestions);
  const std::string judged_ = folder_.Write(
      "s.txt", "king queen 9\nking tree 1\nking uncle 7\nking unicorn 5\n");
  std::optional<TestStreams> streams_;
};

TEST_F(EvaluateCommandTest, CountsCoverageApartFromAccuracy) {
  EXPECT_THAT(Run({"--model", model_, "--questions", questions_, "--json"}),
              IsOk());
  const nlohmann::json section = Json()["analogies"][0]["sections"][0];
  EXPECT_EQ(section["questions"], 4);
  EXPECT_EQ(section["covered"], 3);
  EXPECT_EQ(section["correct"], 3);
  EXPECT_EQ(section["accuracy"], 1.0);
  EXPECT_TRUE(section["baselines"].contains("only-b"));
  EXPECT_THAT(streams_->err(),
              HasSubstr("2 words are not in the vocabulary: brother, sister"));
}

TEST_F(EvaluateCommandTest, KeepsCapitalsOnRequest) {
  EXPECT_THAT(Run({"--model", model_, "--questions", questions_, "--json",
                   "--case", "keep"}),
              IsOk());
  EXPECT_EQ(Json()["analogies"][0]["sections"][0]["covered"], 2);
}

TEST_F(EvaluateCommandTest, ComesOutTheSameWithTheSameSeed) {
  const std::vector<std::string> args = {
      "--model",      model_,  "--questions", questions_,
      "--similarity", judged_, "--seed",      "7"};
  EXPECT_THAT(Run(args), IsOk());
  const std::string first = streams_->out();
  EXPECT_THAT(Run(args), IsOk());
  EXPECT_EQ(streams_->out(), first);
}

TEST_F(EvaluateCommandTest, ScoresSimilarity) {
  EXPECT_THAT(Run({"--model", model_, "--similarity", judged_, "--as", "json"}),
              IsOk());
  const nlohmann::json result = Json()["similarities"][0];
  EXPECT_EQ(result["pairs"], 4);
  EXPECT_EQ(result["covered"], 3);
  EXPECT_NEAR(result["spearman"].get<double>(), 1, 1e-12);
}

TEST_F(EvaluateCommandTest, AnswersBySeveralMethodsWithoutBaselines) {
  EXPECT_THAT(Run({"--model", model_, "--questions", questions_, "--method",
                   "3CosAdd,3CosAvg", "--without-baselines", "--json"}),
              IsOk());
  const nlohmann::json analogies = Json()["analogies"];
  ASSERT_EQ(analogies.size(), 2u);
  EXPECT_EQ(analogies[1]["method"], "3CosAvg");
  EXPECT_EQ(analogies[0]["sections"][0]["questions"], 4);
  // One a pair of words as they are written.
  EXPECT_EQ(analogies[1]["sections"][0]["questions"], 5);
  EXPECT_FALSE(analogies[0]["sections"][0].contains("baselines"));
}

TEST_F(EvaluateCommandTest, ComparesTwoModelsOnWhatBothCover) {
  EXPECT_THAT(Run({"--compare", bad_model_, model_, "--questions", questions_,
                   "--similarity", judged_, "--json"}),
              IsOk());
  const nlohmann::json section = Json()["analogies"][0]["sections"][0];
  EXPECT_EQ(section["questions"], 3);
  EXPECT_EQ(section["second_correct"], 3);
  EXPECT_LT(section["first_correct"], 3);
  EXPECT_EQ(Json()["similarities"][0]["covered"], 2);
}

TEST_F(EvaluateCommandTest, PrintsATableUnlessToldOtherwise) {
  EXPECT_THAT(Run({"--model", model_, "--questions", questions_}), IsOk());
  EXPECT_THAT(streams_->out(), HasSubstr("\nfamily       2          4        3"
                                         "     100.0"));
}

TEST_F(EvaluateCommandTest, RestrictsTheVocabulary) {
  EXPECT_THAT(Run({"--model", model_, "--questions", questions_, "--json",
                   "--restrict-vocab", "4"}),
              IsOk());
  EXPECT_EQ(Json()["words"], 4);
  EXPECT_EQ(Json()["analogies"][0]["sections"][0]["covered"], 1);
}

TEST_F(EvaluateCommandTest, NeedsAModelAndSomethingToAsk) {
  EXPECT_THAT(Run({"--questions", questions_}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--model is missing")));
  EXPECT_THAT(Run({"--model", model_}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("nothing to evaluate on")));
}

}  // namespace
}  // namespace lexprobe::cli
