#include "cli/minimal_pair_report.h"

#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Seven of group a, of which six are right; in group b one cannot be scored,
// and one is a tie.
std::vector<JudgedMinimalPair> Judged() {
  std::vector<JudgedMinimalPair> judged(
      6, {{"a", "dogs bark", "dogs barks"}, 0.5});
  judged.push_back({{"a", "cats purr", "cats purrs"}, -2.0});
  judged.push_back({{"b", "birds sing", "birds zzz"}, std::nullopt});
  judged.push_back({{"b", "fish swim", "fish \x1b[31m"}, 0.0});
  return judged;
}

struct Output {
  std::istringstream in;
  std::ostringstream out, err;
  Streams io{in, out, err};
};

TEST(MinimalPairReportTest, CountsGroupsAndAll) {
  Output output;
  PrintMinimalPairsAsJson(Judged(), output.io);
  const auto json = nlohmann::json::parse(output.out.str());
  const auto counts = [&](int group) {
    const auto& one = json["groups"][static_cast<size_t>(group)];
    return std::vector<int>{one["pairs"], one["scored"], one["preferred"]};
  };
  ASSERT_EQ(json["groups"].size(), 3u);
  EXPECT_EQ(counts(0), (std::vector{7, 7, 6}));
  EXPECT_EQ(counts(1), (std::vector{2, 1, 0}));
  EXPECT_EQ(counts(2), (std::vector{9, 8, 6}));
  EXPECT_NEAR(json["groups"][0]["p"].get<double>(), 8.0 / 128, 1e-12);
  EXPECT_EQ(json["groups"][2]["group"], "all");
  ASSERT_EQ(json["pairs"].size(), 9u);
  EXPECT_TRUE(json["pairs"][7]["difference"].is_null());
}

TEST(MinimalPairReportTest, ReadsAsATableWithTheWorstPairs) {
  Output output;
  PrintMinimalPairs(Judged(), /*worst=*/1, output.io);
  EXPECT_THAT(output.out.str(), HasSubstr("a          7       7"));
  EXPECT_THAT(output.out.str(), HasSubstr("85.7%"));
  EXPECT_THAT(output.out.str(), HasSubstr("0.062"));
  EXPECT_THAT(output.out.str(), HasSubstr("-2.00  cats purr"));
  EXPECT_THAT(output.out.str(), Not(HasSubstr("fish")));
}

TEST(MinimalPairReportTest, ATieIsNotPreferredAndNothingReachesTheTerminal) {
  Output output;
  PrintMinimalPairs(Judged(), /*worst=*/5, output.io);
  EXPECT_THAT(output.out.str(), HasSubstr("fish swim"));
  EXPECT_THAT(output.out.str(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(output.out.str(), Not(HasSubstr("birds")));
}

}  // namespace
}  // namespace lexprobe::cli
