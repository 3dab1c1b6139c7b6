#include "lexprobe/stats/ordering_test.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/stats/verdict.h"
#include "stats/uniformity.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr TestOptions kQuick = {.resamples = 200};

// Sets of pairs whose distances are given: pair k of set s is ("x_s_k",
// "y_s_k"), the first at 100 (k + 1) on a line, the second that much further.
struct Line {
  EmbeddingTable table;
  OrderingHypothesis hypothesis;
};
Line LineWith(const std::vector<std::vector<float>>& distances) {
  EmbeddingTableParts parts;
  parts.dim = 1;
  OrderingHypothesis hypothesis;
  for (size_t s = 0; s < distances.size(); ++s) {
    DistanceSet set;
    set.name = absl::StrCat("set ", s + 1);
    for (size_t k = 0; k < distances[s].size(); ++k) {
      set.pairs.push_back(
          {absl::StrCat("x_", s, "_", k), absl::StrCat("y_", s, "_", k)});
      parts.words.push_back(set.pairs[k].from);
      parts.words.push_back(set.pairs[k].to);
      const float start = 100 * static_cast<float>(k + 1);
      parts.matrix.push_back(start);
      parts.matrix.push_back(start + distances[s][k]);
    }
    hypothesis.sets.push_back(std::move(set));
  }
  hypothesis.minimum_ratio = 1.5;
  return {*EmbeddingTable::FromParts(std::move(parts)), std::move(hypothesis)};
}

TestResult Tested(const Line& line) {
  return TestOrdering(line.hypothesis, NeighborIndex(line.table), kQuick,
                      Random(1));
}

Verdict DecideAlone(const TestResult& result) {
  return Decide({{&result, 0.05}}, Correction::kHolm)[0];
}

TEST(OrderingTest, MeasuresByHand) {
  // Medians 3 and 8; every later distance is the larger: 1 of 10 over 5.
  const TestResult result =
      Tested(LineWith({{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}}));
  ASSERT_THAT(result.measures, SizeIs(1));
  EXPECT_EQ(result.measures[0].name, "ratio 2/1");
  EXPECT_NEAR(result.measures[0].value, 8.0 / 3, 1e-12);
  EXPECT_NEAR(result.p, 1.0 / 252, 1e-12);
  EXPECT_NEAR(result.smallest_p, 1.0 / 252, 1e-12);
  EXPECT_EQ(result.measures[0].interval->method, IntervalMethod::kPercentile);
  EXPECT_EQ(DecideAlone(result).decision, Decision::kSupported);
}

TEST(OrderingTest, ClaimsEveryStep) {
  // The second step goes nowhere.
  const TestResult result = Tested(
      LineWith({{1, 2, 3, 4, 5}, {11, 12, 13, 14, 15}, {11, 12, 13, 14, 15}}));
  ASSERT_THAT(result.measures, SizeIs(2));
  EXPECT_LT(*result.measures[0].p, 0.01);
  EXPECT_GT(*result.measures[1].p, 0.4);
  EXPECT_EQ(result.p, *result.measures[1].p);
  EXPECT_EQ(result.p_of, "difference of mean distances, step 2");
  EXPECT_NE(DecideAlone(result).decision, Decision::kSupported);
}

TEST(OrderingTest, RefutesTheWrongOrder) {
  const TestResult result =
      Tested(LineWith({{11, 12, 13, 14, 15}, {1, 2, 3, 4, 5}}));
  EXPECT_EQ(DecideAlone(result).decision, Decision::kRefuted);
}

TEST(OrderingTest, ChangesItsVerdictWithTheMargin) {
  Line line = LineWith({{10, 11, 12, 13, 14}, {20, 21, 22, 23, 24}});
  EXPECT_EQ(DecideAlone(Tested(line)).decision, Decision::kSupported);
  line.hypothesis.minimum_ratio = 3;
  EXPECT_EQ(DecideAlone(Tested(line)).decision, Decision::kRefuted);
}

TEST(OrderingTest, IsInconclusiveOnTheThreeDistancesOfOneExample) {
  const TestResult result = Tested(LineWith({{1}, {2}, {9}}));
  EXPECT_THAT(result.shortage,
              HasSubstr("at least 5 distances in each set, and has 1, 1, 1"));
  EXPECT_EQ(DecideAlone(result).decision, Decision::kInconclusive);
}

TEST(OrderingTest, IsInconclusiveWhenASetIsGone) {
  Line line = LineWith({{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}});
  for (WordPair& pair : line.hypothesis.sets[1].pairs) pair.to = "nowhere";
  const TestResult result = Tested(line);
  EXPECT_THAT(result.dropped, SizeIs(5));
  EXPECT_EQ(result.units, 0);
  EXPECT_EQ(result.units_given, 5);
  EXPECT_EQ(DecideAlone(result).decision, Decision::kInconclusive);
}

TEST(OrderingTest, KnowsCosineDistance) {
  EmbeddingTableParts parts;
  parts.dim = 2;
  parts.words = {"east", "north", "far east"};
  parts.matrix = {1, 0, 0, 1, 5, 0};
  const EmbeddingTable table = *EmbeddingTable::FromParts(parts);
  OrderingHypothesis hypothesis;
  hypothesis.sets = {{"same", {{"east", "far east"}}},
                     {"square", {{"east", "north"}}}};
  hypothesis.distance = Distance::kCosine;
  const TestResult result =
      TestOrdering(hypothesis, NeighborIndex(table), kQuick, Random(1));
  EXPECT_THAT(result.tables[1].rows[0],
              ElementsAre("1", "east", "far east", "0.000"));
  EXPECT_THAT(result.tables[1].rows[1],
              ElementsAre("2", "east", "north", "1.000"));
  hypothesis.distance = Distance::kEuclidean;
  EXPECT_THAT(TestOrdering(hypothesis, NeighborIndex(table), kQuick, Random(1))
                  .tables[1]
                  .rows[0][3],
              "4.000");
}

TEST(OrderingTest, HasUniformPWhenSetsAreAlike) {
  std::vector<double> p;
  Random random(3);
  for (int run = 0; run < 1000; ++run) {
    std::vector<std::vector<float>> distances(2, std::vector<float>(6));
    for (std::vector<float>& set : distances) {
      for (float& d : set) {
        d = static_cast<float>(10 + random.Normal());
      }
    }
    Line line = LineWith(distances);
    p.push_back(TestOrdering(line.hypothesis, NeighborIndex(line.table),
                             {.resamples = 100}, Random(1))
                    .p);
  }
  // Values are multiples of 1/924.
  EXPECT_LT(UniformDistance(p), LargestUniformDistance(p.size()) + 1.0 / 924);
}

TEST(DistanceTest, IsFoundByItsName) {
  for (const Distance distance : {Distance::kEuclidean, Distance::kCosine}) {
    EXPECT_EQ(DistanceFromName(NameOf(distance)), distance);
  }
  EXPECT_EQ(DistanceFromName("manhattan"), std::nullopt);
}

}  // namespace
}  // namespace lexprobe
