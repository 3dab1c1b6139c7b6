
#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/family_model.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::HasSubstr;

using AxisCommandTest = FamilyCommandTest<RunAxis>;

TEST_F(AxisCommandTest, ListsBothEndsAndPlacesWords) {
  EXPECT_THAT(Run({"--pairs", "queen:king,aunt:uncle", "--top", "1", "father",
                   "tree", "mother"}),
              IsOk());
  EXPECT_EQ(streams_->out(),
            "from   to     agreement\n"
            "queen  king       1.000\n"
            "aunt   uncle      1.000\n"
            "2 pairs; |c| = 2; concordance 1.000\n"
            "\n"
            "A end    cosine  A* end   cosine\n"
            "mother  -0.5774  father  +0.5774\n"
            "\n"
            "the pairs' words\n"
            "word    cosine\n"
            "aunt   -0.4472\n"
            "queen  -0.2673\n"
            "king   +0.2673\n"
            "uncle  +0.4472\n"
            "\n"
            "word     cosine\n"
            "mother  -0.5774\n"
            "tree    +0.0000\n"
            "father  +0.5774\n");
}

TEST_F(AxisCommandTest, TellsMachinesTheSame) {
  EXPECT_THAT(Run({"--pairs", "queen:king", "--json", "tree"}), IsOk());
  const nlohmann::json json = nlohmann::json::parse(streams_->out());
  EXPECT_EQ(json["low_end"][0]["word"], "mother");
  EXPECT_EQ(json["high_end"][0]["word"], "father");
  EXPECT_EQ(json["pair_words"].size(), 2u);
  EXPECT_EQ(json["words"][0]["cosine"], 0.0);
}

TEST_F(AxisCommandTest, RefusesPairsThatCancelEachOtherOut) {
  EXPECT_THAT(Run({"--pairs", "queen:king,king:queen"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("cancel each other out")));
}

}  // namespace
}  // namespace lexprobe::cli
