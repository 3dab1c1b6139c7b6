
#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/family_model.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::HasSubstr;

using ConceptCommandTest = FamilyCommandTest<RunConcept>;

TEST_F(ConceptCommandTest, ShowsTheConceptAndWhereItLeads) {
  EXPECT_THAT(Run({"--pairs", "queen:king,aunt:uncle", "--apply", "mother",
                   "--top", "1"}),
              IsOk());
  EXPECT_THAT(streams_->out(),
              HasSubstr("2 pairs; |c| = 2; concordance 1.000\n"));
  EXPECT_THAT(streams_->out(), HasSubstr("mother + c  (3CosAvg)\n"));
  EXPECT_THAT(streams_->out(), HasSubstr("   1       1  father  1.0000\n"));
}

TEST_F(ConceptCommandTest, TellsMachinesTheSame) {
  EXPECT_THAT(Run({"--pairs", "queen:king,aunt:uncle", "--apply",
                   "mother,queen", "--json", "--method", "euclidean"}),
              IsOk());
  const nlohmann::json json = nlohmann::json::parse(streams_->out());
  EXPECT_EQ(json["concordance"], 1.0);
  EXPECT_EQ(json["method"], "euclidean");
  ASSERT_EQ(json["applied"].size(), 2u);
  EXPECT_EQ(json["applied"][0]["answers"][0]["word"], "father");
  EXPECT_EQ(json["applied"][0]["answers"][0]["distance"], 0.0);
  // king is a word of the pairs: first, but not by custom.
  EXPECT_EQ(json["applied"][1]["answers"][0]["word"], "king");
  EXPECT_TRUE(json["applied"][1]["answers"][0]["rank"].is_null());
}

TEST_F(ConceptCommandTest, SaysWhatIsWrong) {
  EXPECT_THAT(Run({}), StatusIs(absl::StatusCode::kInvalidArgument,
                                HasSubstr("--pairs is missing")));
  EXPECT_THAT(Run({"--pairs", "queen-king"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("\"queen-king\" is not a pair")));
  EXPECT_THAT(Run({"--pairs", "queen:kin"}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("\"kin\"")));
  EXPECT_THAT(Run({"--pairs", "queen:king", "--method", "3CosMul"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("must be 3CosAvg or euclidean")));
}

}  // namespace
}  // namespace lexprobe::cli
