#include "lexprobe/stats/hypothesis_run.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stats/planted.h"
#include "stats/uniformity.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

Hypothesis Planted(absl::string_view name, int pairs) {
  Hypothesis hypothesis;
  hypothesis.name = std::string(name);
  hypothesis.statement = "An offset was planted.";
  hypothesis.path = "h.toml";
  hypothesis.line = 3;
  OffsetHypothesis body;
  body.known = PlantedPairs(pairs);
  body.minimum_pcs = 0.6;
  hypothesis.body = body;
  return hypothesis;
}

absl::StatusOr<HypothesisRun> Tested(std::vector<Hypothesis> hypotheses,
                                     const TestOptions& options = {
                                         .resamples = 100}) {
  const EmbeddingTable table =
      PlantedTable({.pairs = 8, .concordance = 0.5}, Random(1));
  return TestHypotheses(std::move(hypotheses), NeighborIndex(table), options,
                        Correction::kHolm);
}

TEST(TestHypothesesTest, CorrectsOverTheRunAndDecides) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const HypothesisRun run,
                                Tested({Planted("one", 8), Planted("two", 7)}));
  ASSERT_THAT(run.tested, SizeIs(2));
  EXPECT_DOUBLE_EQ(run.tested[0].verdict.corrected_p,
                   2 * run.tested[0].result.p);
  EXPECT_EQ(run.tested[0].verdict.decision, Decision::kSupported);
  EXPECT_EQ(run.subject.words, 16);
  EXPECT_EQ(run.subject.dim, 20);
}

TEST(TestHypothesesTest, GivesAHypothesisTheSameEvidenceInAnyCompany) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const HypothesisRun alone,
                                Tested({Planted("one", 8)}));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const HypothesisRun together,
      Tested({Planted("zero", 7), Planted("one", 8)}));
  EXPECT_EQ(alone.tested[0].result.p, together.tested[1].result.p);
  EXPECT_EQ(alone.tested[0].result.measures[0].interval->low,
            together.tested[1].result.measures[0].interval->low);
}

TEST(TestHypothesesTest, RefusesAHypothesisThatIsNotAboutWords) {
  Hypothesis hypothesis = Planted("energy", 8);
  hypothesis.body = ConservationHypothesis();
  EXPECT_THAT(Tested({hypothesis}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("h.toml:3: \"energy\" is of kind "
                                 "\"conservation\"")));
}

TEST(TestHypothesesTest, RefusesOptionsOutOfRange) {
  EXPECT_THAT(Tested({Planted("one", 8)}, {.permutations = 999}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("permutations is 999")));
  EXPECT_THAT(Tested({Planted("one", 8)}, {.resamples = 99}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("resamples is 99")));
  EXPECT_THAT(
      Tested({Planted("one", 8)}, {.threads = 0}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("threads is 0")));
}

TEST(TestHypothesesTest, SupportsAnythingFalseInAtMostAlphaOfTheRuns) {
  // Six hypotheses about words that nothing pairs, in each run.
  int runs_with_support = 0;
  constexpr int kRuns = 200;
  for (uint64_t i = 0; i < kRuns; ++i) {
    const EmbeddingTable table = PlantedTable(
        {.pairs = 36, .dim = 10, .concordance = 0, .alike = false}, Random(i));
    HypothesisRun run;
    for (int k = 0; k < 6; ++k) {
      OffsetHypothesis body;
      for (int pair = 6 * k; pair < 6 * (k + 1); ++pair) {
        body.known.push_back(PlantedPairs(36)[static_cast<size_t>(pair)]);
      }
      body.minimum_pcs = 0;  // p alone decides
      run.tested.push_back({{}, {}, {}});
      run.tested.back().result =
          TestOffset(body, NeighborIndex(table), {.resamples = 100}, Random(i));
    }
    Conclude(run);
    bool any = false;
    for (const TestedHypothesis& tested : run.tested) {
      any |= tested.verdict.decision == Decision::kSupported;
    }
    runs_with_support += any;
  }
  EXPECT_LE(runs_with_support, MostByLuck(kRuns, 0.05));
  EXPECT_GT(runs_with_support, 0);  // or it would have no power to be wrong
}

TEST(ConcludeTest, JudgesAnewAfterAnotherCorrection) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(HypothesisRun run,
                                Tested({Planted("one", 8), Planted("two", 7)}));
  run.correction = Correction::kNone;
  Conclude(run);
  EXPECT_DOUBLE_EQ(run.tested[0].verdict.corrected_p, run.tested[0].result.p);
}

}  // namespace
}  // namespace lexprobe
