#include "cli/hypothesis_text.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// One supported hypothesis with a piece of evidence of every kind.
HypothesisRun GoodRun() {
  TestedHypothesis tested;
  tested.hypothesis.name = "gender";
  tested.hypothesis.statement = "One offset leads from each woman to the man.";
  tested.hypothesis.path = "gender.toml";
  tested.hypothesis.line = 3;
  tested.result.unit = "pairs";
  tested.result.units = 22;
  tested.result.units_given = 23;
  tested.result.dropped = {{"vixen -> fox", "\"vixen\" is not known"}};
  tested.result.method = "3CosAvg";
  tested.result.p = 0.0002;
  tested.result.smallest_p = 0.0001;
  tested.result.p_of = "OCS under re-pairing";
  tested.result.permutations = 9999;
  Measure measure;
  measure.name = "PCS";
  measure.about = "what it is";
  measure.value = 0.76;
  measure.interval = {0.5, 0.9, 0.95, IntervalMethod::kBiasCorrected, 2000};
  measure.p = 0.01;
  measure.note = "sampled";
  Criterion criterion;
  criterion.name = "PCS";
  criterion.bound = 0.6;
  criterion.value = measure.value;
  criterion.interval = *measure.interval;
  tested.result.measures = {measure};
  tested.result.criteria = {criterion};
  tested.result.tables = {
      {"pairs", {"a", "a*"}, {{"queen", "king"}}, "the known ones"}};
  HypothesisRun run;
  run.subject = {"book.vec", 0xabc, 12345, 0, 50};
  run.tested.push_back(std::move(tested));
  Conclude(run);
  return run;
}

std::string Text(const HypothesisRun& run, HypothesisTextOptions options = {}) {
  return HypothesisText(run, options);
}

TEST(HypothesisTextTest, SaysWhatRepeatsTheRun) {
  EXPECT_THAT(Text(GoodRun()),
              AllOf(HasSubstr("  model       book.vec\n"),
                    HasSubstr("  checksum    0000000000000abc\n"),
                    HasSubstr("12,345 words of dimension 50, not cut\n"),
                    HasSubstr("seed 1, 9,999 permutations, 2,000 resamples; "
                              "correction holm over\n"
                              "              1 hypothesis\n")));
}

TEST(HypothesisTextTest, SaysVerdictReasonAndWhatWouldHaveChangedIt) {
  EXPECT_THAT(
      Text(GoodRun()),
      AllOf(
          HasSubstr("\ngender: SUPPORTED\n"),
          HasSubstr("  claim       One offset leads"),
          HasSubstr("  because     corrected p 0.0002 is at most alpha"),
          HasSubstr("  otherwise   a corrected p above 0.05 or PCS below 0.6"),
          HasSubstr("  file        gender.toml:3, kind offset\n")));
}

TEST(HypothesisTextTest, ShowsTheEvidenceAndWhatItsNamesMean) {
  EXPECT_THAT(
      Text(GoodRun()),
      AllOf(HasSubstr("PCS       0.760  0.500 to 0.900    95%  BCa  0.0100  at "
                      "least 0.6: met\n"),
            HasSubstr("  note        PCS: sampled\n"),
            HasSubstr("\n  pairs\n  a      a*\n  queen  king\n"),
            HasSubstr("what the evidence means\n"
                      "  PCS         what it is\n"
                      "  pairs       the known ones\n")));
}

TEST(HypothesisTextTest, NamesAndCountsWhatWasDropped) {
  HypothesisRun run = GoodRun();
  EXPECT_THAT(Text(run),
              AllOf(HasSubstr("  counted     22 of 23 pairs took part\n"
                              "  dropped     1 pair:\n"
                              "              vixen -> fox: \"vixen\" is not "
                              "known\n"),
                    Not(HasSubstr("more; --json"))));
  for (int i = 0; i < 11; ++i) {
    run.tested[0].result.dropped.push_back({absl::StrCat("pair ", i), "rare"});
  }
  EXPECT_THAT(Text(run),
              AllOf(HasSubstr("pair 8: rare"), Not(HasSubstr("pair 9: rare")),
                    HasSubstr("and 2 more; --json lists them")));
}

TEST(HypothesisTextTest, CutsLongTablesAndSaysSo) {
  EXPECT_THAT(Text(GoodRun(), {.table_rows = 0}),
              HasSubstr("and 1 more row; --json lists it\n"));
}

TEST(HypothesisTextTest, EndsWithATableOfVerdicts) {
  HypothesisRun run = GoodRun();
  run.tested.push_back(run.tested[0]);
  run.tested[1].hypothesis.name = "number";
  run.tested[1].result.p = 0.3;
  Conclude(run);
  EXPECT_THAT(
      Text(run),
      testing::EndsWith(
          "\n"
          "hypothesis  verdict             p  corrected p  counted\n"
          "gender      supported     2.0e-04      4.0e-04  22 of 23 pairs\n"
          "number      inconclusive   0.3000       0.3000  22 of 23 pairs\n"
          "\n"
          "1 supported, 0 refuted, 1 inconclusive\n"));
}

TEST(HypothesisTextTest, LeavesTheEvidenceOutWhenBrief) {
  EXPECT_THAT(Text(GoodRun(), {.brief = true}),
              AllOf(HasSubstr("because"), HasSubstr("otherwise"),
                    Not(HasSubstr("0.500 to 0.900")), Not(HasSubstr("queen")),
                    HasSubstr("corrected p")));
}

TEST(HypothesisTextTest, SaysWhenATestCouldNotRun) {
  HypothesisRun run = GoodRun();
  run.tested[0].result = TestResult();
  run.tested[0].result.shortage = "needs at least 5 pairs, and has 0";
  Conclude(run);
  EXPECT_THAT(Text(run), AllOf(HasSubstr("gender: INCONCLUSIVE"),
                               HasSubstr("none: the test could not run")));
}

TEST(HypothesisTextTest, KeepsControlCharactersFromTheTerminal) {
  HypothesisRun run = GoodRun();
  run.tested[0].hypothesis.name = "a\x1b[2J";
  run.tested[0].hypothesis.statement = "b\x1b[2J";
  run.tested[0].result.tables[0].rows[0][0] = "c\x1b[2J";
  EXPECT_THAT(Text(run), Not(HasSubstr("\x1b")));
}

TEST(CheckVerdictsTest, NamesTheVerdictsThatDiffer) {
  const HypothesisRun run = GoodRun();
  EXPECT_THAT(CheckVerdicts(run, Decision::kSupported), IsOk());
  EXPECT_THAT(CheckVerdicts(run, Decision::kRefuted),
              StatusIs(absl::StatusCode::kAborted,
                       HasSubstr("\"gender\" is supported")));
}

}  // namespace
}  // namespace lexprobe::cli
