#include "cli/ranked_answer_output.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"

namespace lexprobe::cli {
namespace {

const RankedAnswer kAnswer = {.rows = {{0, 0.9f, 0, 1}, {1, 0.5f, 1, 2}},
                              .margin = 0.25f,
                              .honest_margin = 0.4f};

TEST(RankedAnswerOutputTest, ShowsBothRanksAndADashForTheQuestionsWords) {
  const EmbeddingTable table = TableOf({"mother", "father"}, {1, 2});
  EXPECT_EQ(ToTable(table, ScoreKind::kCosine, kAnswer),
            "rank  honest  word    cosine\n"
            "   -       1  mother  0.9000\n"
            "   1       2  father  0.5000\n"
            "margin to the runner-up: 0.2500 (honest: 0.4000)\n");
}

TEST(RankedAnswerOutputTest, ShowsDistancesAsPositiveNumbers) {
  const EmbeddingTable table = TableOf({"mother", "father"}, {1, 2});
  const RankedAnswer answer = {.rows = {{1, -2.5f, 1, 1}}};
  EXPECT_EQ(ToJson(table, ScoreKind::kEuclidean, answer).dump(),
            R"({"answers":[{"word":"father","rank":1,"honest_rank":1,)"
            R"("distance":2.5}],"margin":0.0,"honest_margin":0.0})");
}

TEST(RankedAnswerOutputTest, GivesTheQuestionsWordsANullRankInJson) {
  const EmbeddingTable table = TableOf({"mother", "father"}, {1, 2});
  const Json json = ToJson(table, ScoreKind::kCosMul, kAnswer);
  EXPECT_TRUE(json["answers"][0]["rank"].is_null());
  EXPECT_EQ(json["answers"][0]["score"].dump(), "0.9");
  EXPECT_EQ(json["margin"].dump(), "0.25");
}

}  // namespace
}  // namespace lexprobe::cli
