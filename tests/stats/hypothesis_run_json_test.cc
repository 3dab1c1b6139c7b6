#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/stats/hypothesis_run.h"
#include "nlohmann/json.hpp"
#include "stats/planted.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using Json = nlohmann::json;
using testing::SizeIs;

HypothesisRun OneRun() {
  const EmbeddingTable table =
      PlantedTable({.pairs = 8, .concordance = 0.5}, Random(1));
  Hypothesis hypothesis;
  hypothesis.name = "one \"<&> \xff";
  hypothesis.path = "h.toml";
  OffsetHypothesis body;
  body.known = PlantedPairs(8);
  body.known.push_back({"nowhere", "gone"});
  body.minimum_pcs = 0.6;
  hypothesis.body = body;
  HypothesisRun run =
      *TestHypotheses({hypothesis}, NeighborIndex(table),
                      {.seed = 7, .resamples = 100}, Correction::kHolm);
  run.subject.model = "model.vec";
  run.subject.vocabulary_cut = 16;
  return run;
}

TEST(ToJsonTest, HoldsAllThatRepeatsTheRun) {
  const Json json = Json::parse(ToJson(OneRun()));
  EXPECT_EQ(json["model"], "model.vec");
  EXPECT_THAT(json["checksum"].get<std::string>(), SizeIs(16));
  EXPECT_EQ(json["words"], 16);
  EXPECT_EQ(json["vocabulary_cut"], 16);
  EXPECT_EQ(json["seed"], 7);
  EXPECT_EQ(json["permutations"], 9999);
  EXPECT_EQ(json["resamples"], 100);
  EXPECT_EQ(json["correction"], "holm");
}

TEST(ToJsonTest, HoldsEvidenceAndVerdict) {
  const HypothesisRun run = OneRun();
  const Json json = Json::parse(ToJson(run));
  const Json& one = json["hypotheses"][0];
  EXPECT_EQ(one["verdict"], "supported");
  EXPECT_EQ(one["kind"], "offset");
  EXPECT_EQ(one["p"], run.tested[0].result.p);
  EXPECT_EQ(one["corrected_p"], run.tested[0].verdict.corrected_p);
  EXPECT_EQ(one["units"], 8);
  EXPECT_EQ(one["units_given"], 9);
  EXPECT_EQ(one["dropped"][0]["item"], "nowhere -> gone");
  EXPECT_EQ(one["criteria"][0]["name"], "PCS");
  EXPECT_EQ(one["criteria"][0]["met"], true);
  EXPECT_EQ(one["measures"][0]["name"], "OCS");
  EXPECT_EQ(one["tables"][0]["rows"].size(), 5u);
}

TEST(ToJsonTest, CountsEveryPermutationInTheHistogram) {
  const Json json = Json::parse(ToJson(OneRun()));
  const Json& null = json["hypotheses"][0]["nulls"][0];
  EXPECT_EQ(null["exact"], true);
  int64_t total = 0;
  for (const Json& count : null["histogram"]["counts"]) {
    total += count.get<int64_t>();
  }
  EXPECT_EQ(total, 40'320);
  EXPECT_LE(null["histogram"]["low"], null["observed"]);
  EXPECT_GE(null["histogram"]["high"], null["observed"]);
}

TEST(ToJsonTest, WritesWhatIsNotFiniteAsNull) {
  HypothesisRun run = OneRun();
  run.tested[0].result.measures[0].value =
      std::numeric_limits<double>::quiet_NaN();
  run.tested[0].result.measures[0].interval = PercentileInterval({}, 0.95);
  const Json json = Json::parse(ToJson(run));
  const Json& measure = json["hypotheses"][0]["measures"][0];
  EXPECT_TRUE(measure["value"].is_null());
  EXPECT_TRUE(measure["interval"]["low"].is_null());
  EXPECT_EQ(measure["interval"]["method"], "undefined");
}

}  // namespace
}  // namespace lexprobe
