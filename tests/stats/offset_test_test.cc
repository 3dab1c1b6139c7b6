#include "lexprobe/stats/offset_test.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/stats/verdict.h"
#include "stats/planted.h"
#include "stats/uniformity.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// The fewest resamples that there may be: speed for tests of p.
constexpr TestOptions kQuick = {.resamples = 100};

OffsetHypothesis Asking(int pairs, double minimum_pcs) {
  OffsetHypothesis hypothesis;
  hypothesis.known = PlantedPairs(pairs);
  hypothesis.minimum_pcs = minimum_pcs;
  return hypothesis;
}

TestResult Tested(const EmbeddingTable& table,
                  const OffsetHypothesis& hypothesis, uint64_t seed = 1) {
  return TestOffset(hypothesis, NeighborIndex(table), kQuick, Random(seed));
}

Verdict DecideAlone(const TestResult& result) {
  return Decide({{&result, 0.05}}, Correction::kHolm)[0];
}

const Measure& Find(const TestResult& result, absl::string_view name) {
  for (const Measure& measure : result.measures) {
    if (measure.name == name) return measure;
  }
  ADD_FAILURE() << "no measure " << name;
  return result.measures[0];
}

// The share of 24 tables in which the hypothesis is supported.
double Power(const PlantedOptions& planted,
             const OffsetHypothesis& hypothesis) {
  int supported = 0;
  for (uint64_t run = 0; run < 24; ++run) {
    const TestResult result =
        Tested(PlantedTable(planted, Random(run)), hypothesis, run);
    supported += DecideAlone(result).decision == Decision::kSupported;
  }
  return supported / 24.0;
}

TEST(OffsetTest, FindsAPlantedOffsetInFiveEightAndTwentyThreePairs) {
  for (const int pairs : {5, 8, 23}) {
    EXPECT_GE(Power({.pairs = pairs, .dim = 50, .concordance = 0.2},
                    Asking(pairs, 0.6)),
              0.95)
        << pairs;
  }
}

TEST(OffsetTest, FindsASharedDirectionInEightAndTwentyThreePairs) {
  for (const int pairs : {8, 23}) {
    OffsetHypothesis hypothesis = Asking(pairs, 0.6);
    hypothesis.minimum_ocs = 0.1;
    EXPECT_GE(
        Power({.pairs = pairs, .dim = 50, .concordance = 0.3}, hypothesis),
        0.95)
        << pairs;
  }
}

TEST(OffsetTest, HasNoPowerForADirectionInFivePairs) {
  OffsetHypothesis hypothesis = Asking(5, 0.6);
  hypothesis.minimum_ocs = 0.1;
  const TestResult result = Tested(
      PlantedTable({.pairs = 5, .concordance = 0.5}, Random(1)), hypothesis);
  EXPECT_DOUBLE_EQ(result.smallest_p, 1.0 / 16);
  const Verdict verdict = DecideAlone(result);
  EXPECT_EQ(verdict.decision, Decision::kInconclusive);
  EXPECT_THAT(verdict.would_change, HasSubstr("at least 6 pairs instead of 5"));
}

TEST(OffsetTest, TakesPairsThatAreMerelyAlikeForAnOffsetUnlessOcsIsAsked) {
  // b_i is near a_i, and nothing is shared: re-pairing cannot tell, turning
  // pairs round can.
  const PlantedOptions alike = {.pairs = 8, .dim = 50, .concordance = 0};
  OffsetHypothesis hypothesis = Asking(8, 0.6);
  EXPECT_GE(Power(alike, hypothesis), 0.5);
  hypothesis.minimum_ocs = 0.1;
  EXPECT_LE(Power(alike, hypothesis), 0.05);
}

// p-values of 1,000 tables in which no pairing and no direction is there.
std::vector<double> NullP(absl::string_view measure, bool alike,
                          int* supported) {
  std::vector<double> p;
  for (uint64_t run = 0; run < 1000; ++run) {
    const EmbeddingTable table = PlantedTable(
        {.pairs = 7, .dim = 10, .concordance = 0, .alike = alike}, Random(run));
    const TestResult result = Tested(table, Asking(7, 0), run);
    p.push_back(*Find(result, measure).p);
    *supported += DecideAlone(result).decision == Decision::kSupported;
  }
  return p;
}

TEST(OffsetTest, HasUniformPUnderRepairingOfRandomVectors) {
  int supported = 0;
  const std::vector<double> p = NullP("OCS", false, &supported);
  EXPECT_LT(UniformDistance(p), LargestUniformDistance(p.size()));
  // At a minimum PCS of 0, p alone decides.
  EXPECT_LE(supported, MostByLuck(1000, 0.05));
  EXPECT_GE(supported, 20);
}

TEST(OffsetTest, HasUniformPUnderTurningOfPairsThatAreMerelyAlike) {
  int supported = 0;
  const std::vector<double> p = NullP("direction", true, &supported);
  // Values are multiples of 1/64, which adds that much to the distance.
  EXPECT_LT(UniformDistance(p), LargestUniformDistance(p.size()) + 1.0 / 64);
}

TEST(OffsetTest, HasUniformPOnShuffledPairsOfAPlantedOffset) {
  std::vector<double> p;
  int supported = 0;
  for (uint64_t run = 0; run < 1000; ++run) {
    const EmbeddingTable table =
        PlantedTable({.pairs = 7, .dim = 10, .concordance = 0.3}, Random(run));
    OffsetHypothesis hypothesis = Asking(7, 0.6);
    std::vector<std::string> partners;
    for (const WordPair& pair : hypothesis.known) partners.push_back(pair.to);
    Random random(run);
    random.Shuffle(partners);
    for (size_t i = 0; i < partners.size(); ++i) {
      hypothesis.known[i].to = partners[i];
    }
    const TestResult result = Tested(table, hypothesis, run);
    p.push_back(*Find(result, "OCS").p);
    supported += DecideAlone(result).decision == Decision::kSupported;
  }
  EXPECT_LT(UniformDistance(p), LargestUniformDistance(p.size()));
  EXPECT_LE(supported, MostByLuck(1000, 0.05));
}

TEST(OffsetTest, IsInconclusiveOnThreePairsAndSaysThatFiveAreNeeded) {
  const TestResult result =
      Tested(PlantedTable({.pairs = 3, .concordance = 0.9}, Random(1)),
             Asking(3, 0.6));
  EXPECT_NEAR(result.smallest_p, 1.0 / 6, 1e-12);
  const Verdict verdict = DecideAlone(result);
  EXPECT_EQ(verdict.decision, Decision::kInconclusive);
  EXPECT_THAT(verdict.reason,
              HasSubstr("needs at least 5 pairs, and has 3, with which the "
                        "smallest possible p is 1/6 = 0.167"));
}

TEST(OffsetTest, IsInconclusiveOnFourPairsOneOrNone) {
  for (const int pairs : {0, 1, 2, 4}) {
    const TestResult result =
        Tested(PlantedTable({.pairs = 5, .concordance = 0.9}, Random(1)),
               Asking(pairs, 0.6));
    const Verdict verdict = DecideAlone(result);
    EXPECT_EQ(verdict.decision, Decision::kInconclusive) << pairs;
    EXPECT_THAT(verdict.reason, HasSubstr("needs at least 5 pairs")) << pairs;
  }
}

TEST(OffsetTest, ChangesItsVerdictWithTheThreshold) {
  const EmbeddingTable table =
      PlantedTable({.pairs = 12, .dim = 50, .concordance = 0.15}, Random(3));
  const auto decision = [&table](double minimum_pcs) {
    return DecideAlone(Tested(table, Asking(12, minimum_pcs))).decision;
  };
  EXPECT_EQ(decision(0.6), Decision::kSupported);
  EXPECT_EQ(decision(0.99), Decision::kRefuted);
}

TEST(OffsetTest, LetsTheGainInHitsDecideWhereTheFileAsksForIt) {
  OffsetHypothesis hypothesis;
  hypothesis.known = PlantedPairs(10);
  hypothesis.minimum_hit1_gain = 0.2;
  hypothesis.method = AnalogyMethod::kEuclidean;
  const EmbeddingTable strong = PlantedTable(
      {.pairs = 10, .dim = 50, .concordance = 0.8, .others = 200}, Random(1));
  const TestResult result = Tested(strong, hypothesis);
  EXPECT_GT(Find(result, "hit@1 gain").value, 0.5);
  EXPECT_EQ(DecideAlone(result).decision, Decision::kSupported);
  ASSERT_THAT(result.criteria, SizeIs(1));
  EXPECT_EQ(result.criteria[0].name, "hit@1 gain");
  EXPECT_GE(result.p, *Find(result, "hit@1 gain").p);
  // Words far from their partners: only-b and the offset both miss.
  const EmbeddingTable weak = PlantedTable(
      {.pairs = 10, .dim = 50, .concordance = 0, .alike = false, .others = 200},
      Random(1));
  EXPECT_NE(DecideAlone(Tested(weak, hypothesis)).decision,
            Decision::kSupported);
}

TEST(OffsetTest, TakesTheLargestPOfWhatIsClaimed) {
  OffsetHypothesis hypothesis = Asking(8, 0.6);
  hypothesis.minimum_ocs = 0.1;
  hypothesis.minimum_hit1_gain = 0;
  const TestResult result = Tested(
      PlantedTable({.pairs = 8, .concordance = 0.3, .others = 100}, Random(2)),
      hypothesis);
  const double largest =
      std::max({*Find(result, "OCS").p, *Find(result, "direction").p,
                *Find(result, "hit@1 gain").p});
  EXPECT_DOUBLE_EQ(result.p, largest);
  EXPECT_DOUBLE_EQ(result.smallest_p, 2.0 / 256);
  EXPECT_THAT(result.nulls, SizeIs(3));
  EXPECT_THAT(result.criteria, SizeIs(3));
}

TEST(OffsetTest, DoesNotRefuteAGainOnFewPairsOfWhichNoneHits) {
  // No pair hits: the bootstrap alone would be sure of a gain of 0.
  const TestResult result =
      Tested(PlantedTable(
                 {.pairs = 6, .concordance = 0, .alike = false, .others = 300},
                 Random(1)),
             Asking(6, 0.6));
  const Measure& gain = Find(result, "hit@1 gain");
  EXPECT_EQ(gain.value, 0);
  EXPECT_EQ(gain.interval->method, IntervalMethod::kUnseen);
  EXPECT_GT(gain.interval->high, 0.4);
}

TEST(OffsetTest, NamesAndCountsWhatItDrops) {
  OffsetHypothesis hypothesis = Asking(7, 0.6);
  hypothesis.known.push_back({"a0", "nowhere"});
  hypothesis.known.push_back({"other1", "other3"});
  hypothesis.predict.push_back({"missing", "gone"});
  EmbeddingTable table =
      PlantedTable({.pairs = 7, .concordance = 0.5, .others = 4}, Random(1));
  // Cut after other2, and other1 made a row of zeros.
  EmbeddingTableParts parts;
  parts.dim = table.dim();
  for (int64_t row = 0; row < table.rows(); ++row) {
    parts.words.emplace_back(table.WordOf(row));
    for (const float x : table.VectorOf(row)) {
      parts.matrix.push_back(table.WordOf(row) == "other1" ? 0 : x);
    }
  }
  table = *EmbeddingTable::FromParts(std::move(parts));
  const TestResult result =
      TestOffset(hypothesis, NeighborIndex(table, 17), kQuick, Random(1));
  EXPECT_EQ(result.units, 7);
  EXPECT_EQ(result.units_given, 9);
  ASSERT_THAT(result.dropped, SizeIs(3));
  EXPECT_EQ(result.dropped[0].item, "a0 -> nowhere");
  EXPECT_EQ(result.dropped[0].reason, "\"nowhere\" is not in the vocabulary");
  EXPECT_EQ(result.dropped[1].reason,
            "\"other1\" has a vector of zeros, \"other3\" is number 18 of the "
            "vocabulary, which is cut at 17");
  EXPECT_EQ(result.dropped[2].item, "missing -> gone");
}

TEST(OffsetTest, PredictsByTheKnownPairsOnly) {
  const EmbeddingTable table = PlantedTable(
      {.pairs = 9, .dim = 50, .concordance = 0.9, .others = 100}, Random(1));
  OffsetHypothesis hypothesis = Asking(8, 0.6);
  hypothesis.predict = {{"a8", "b8"}};
  const TestResult result = Tested(table, hypothesis);
  const EvidenceTable& predicted = result.tables.back();
  EXPECT_EQ(predicted.title, "predicted pairs, by the known ones");
  ASSERT_THAT(predicted.rows, SizeIs(1));
  EXPECT_THAT(predicted.rows[0],
              ElementsAre("a8", "b8", "1", "1", testing::_, "b8"));
  // Whatever is asked, the evidence from the known pairs stays.
  hypothesis.predict.clear();
  const TestResult without = Tested(table, hypothesis);
  EXPECT_EQ(without.p, result.p);
  EXPECT_EQ(without.measures[0].value, result.measures[0].value);
}

TEST(OffsetTest, IsRepeatedBitForBitByItsSeed) {
  const EmbeddingTable table =
      PlantedTable({.pairs = 12, .concordance = 0.1}, Random(1));
  const auto run = [&table](uint64_t seed) {
    return Tested(table, Asking(12, 0.6), seed);
  };
  const TestResult first = run(5), again = run(5), other = run(6);
  EXPECT_EQ(first.p, again.p);
  EXPECT_EQ(first.nulls[0].values, again.nulls[0].values);
  for (size_t i = 0; i < first.measures.size(); ++i) {
    if (!first.measures[i].interval) continue;
    EXPECT_EQ(first.measures[i].interval->low, again.measures[i].interval->low);
    EXPECT_EQ(first.measures[i].value, other.measures[i].value);
  }
  EXPECT_NE(first.nulls[0].values, other.nulls[0].values);
}

TEST(OffsetTest, ReportsEveryBaselineAndChance) {
  const TestResult result = Tested(
      PlantedTable({.pairs = 6, .others = 88}, Random(1)), Asking(6, 0.6));
  const EvidenceTable& scores = result.tables[0];
  ASSERT_THAT(scores.rows, SizeIs(5));
  EXPECT_THAT(scores.rows[4], ElementsAre("chance", "0.010", "0.051", "0.052",
                                          "0.010", "0.050", "0.052"));
  EXPECT_EQ(scores.rows[1][0], "only-b");
  // Honestly, the word itself is always nearest to itself.
  EXPECT_EQ(scores.rows[1][4], "0.000");
}

}  // namespace
}  // namespace lexprobe
