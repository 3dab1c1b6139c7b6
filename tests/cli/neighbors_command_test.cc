
#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/family_model.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::HasSubstr;

using NeighborsCommandTest = FamilyCommandTest<RunNeighbors>;

TEST_F(NeighborsCommandTest, ListsTheNearestWordsOfEach) {
  EXPECT_THAT(Run({"king", "aunt", "--top", "2"}), IsOk());
  EXPECT_EQ(streams_->out(),
            "king\n"
            "rank  word   cosine\n"
            "   1  queen  0.8571\n"
            "   2  uncle  0.8367\n"
            "\n"
            "aunt\n"
            "rank  word    cosine\n"
            "   1  queen   0.8367\n"
            "   2  mother  0.7746\n");
}

TEST_F(NeighborsCommandTest, MeasuresDistancesOnRequest) {
  EXPECT_THAT(Run({"king", "--top", "1", "--metric", "euclidean"}), IsOk());
  EXPECT_EQ(streams_->out(),
            "king\n"
            "rank  word   distance\n"
            "   1  queen    2.0000\n");
}

TEST_F(NeighborsCommandTest, PrintsOneJsonValueAWord) {
  EXPECT_THAT(Run({"king", "--top", "1", "--metric", "euclidean", "--json"}),
              IsOk());
  EXPECT_EQ(streams_->out(),
            R"({"word":"king","neighbors":[{"word":"queen","distance":2.0}]})"
            "\n");
}

TEST_F(NeighborsCommandTest, NamesUnknownWordsWithTheClosest) {
  EXPECT_THAT(Run({"king", "qeen"}),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("\"qeen\" is not in the vocabulary; did you "
                                 "mean \"queen\"")));
  EXPECT_EQ(streams_->out(), "");
}

TEST_F(NeighborsCommandTest, ReadsWordsFromStandardInput) {
  EXPECT_THAT(Run({"--top", "1", "--json"}, "king\nqeen\naunt\n"),
              StatusIs(absl::StatusCode::kNotFound, "1 line has no answer"));
  EXPECT_THAT(streams_->out(), HasSubstr("{\"word\":\"king\""));
  EXPECT_THAT(streams_->out(), HasSubstr("{\"question\":\"qeen\""));
  EXPECT_THAT(streams_->out(), HasSubstr("{\"word\":\"aunt\""));
}

TEST_F(NeighborsCommandTest, SearchesTheFirstWordsOnlyWhenRestricted) {
  EXPECT_THAT(Run({"king", "--restrict-vocab", "3"}), IsOk());
  EXPECT_EQ(streams_->out(),
            "king\n"
            "rank  word   cosine\n"
            "   1  queen  0.8571\n"
            "   2  uncle  0.8367\n");
}

TEST_F(NeighborsCommandTest, RefusesAMetricItDoesNotKnow) {
  EXPECT_THAT(Run({"king", "--metric", "manhattan"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "--metric is \"manhattan\", must be \"cosine\" or "
                       "\"euclidean\""));
  EXPECT_THAT(
      Run({"king", "--top", "0"}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--top is 0")));
}

}  // namespace
}  // namespace lexprobe::cli
