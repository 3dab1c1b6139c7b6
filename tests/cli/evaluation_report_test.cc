#include "cli/evaluation_report.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::HasSubstr;

Accuracy AccuracyOf(int64_t correct) {
  Accuracy accuracy;
  accuracy.name = "family";
  accuracy.pairs = 23;
  accuracy.questions = 506;
  accuracy.covered = 400;
  accuracy.correct = correct;
  accuracy.honest = 100;
  accuracy.interval = Interval95{0.4, 0.6};
  return accuracy;
}

EvaluationReport Report() {
  EvaluationReport report;
  report.settings = {.model = "m",
                     .model_checksum = 255,
                     .rows = 1003,
                     .case_rule = "words folded",
                     .resamples = 7,
                     .seed = 3};
  report.analogies.push_back(
      {"q.txt",
       AnswerRule::kCosMul,
       {AccuracyOf(200)},
       {{AccuracyOf(40)}, {AccuracyOf(20)}, {AccuracyOf(0)}}});
  SimilarityResult similarity;
  similarity.pairs = 353;
  similarity.covered = 350;
  similarity.spearman = 0.5;
  similarity.pearson = std::numeric_limits<double>::quiet_NaN();
  report.similarities.push_back({"s.txt", similarity});
  report.missing_words = {"zyx"};
  return report;
}

TEST(EvaluationReportTest, ReadsAsATable) {
  EXPECT_EQ(
      Render(Report(), OutputForm::kTable),
      "m, 1003 words (checksum 00000000000000ff); words folded; intervals by "
      "pair from 7 resamples, seed 3\n"
      "\n"
      "q.txt, 3CosMul, per cent right (chance 0.1)\n"
      "section  pairs  questions  covered  accuracy  95% interval  honest  "
      "only-b  ignore-a  add-opposite\n"
      "family      23        506      400      50.0  40.0-60.0       25.0  "
      "  10.0       5.0           0.0\n"
      "\n"
      "word similarity\n"
      "file   pairs  covered  Spearman  95% interval  Pearson\n"
      "s.txt    353      350    0.5000  -             -\n");
}

TEST(EvaluationReportTest, ReadsAsMarkdown) {
  const std::string text = Render(Report(), OutputForm::kMarkdown);
  EXPECT_THAT(text, HasSubstr("### q.txt, 3CosMul"));
  EXPECT_THAT(text, HasSubstr("| family | 23 | 506 | 400 | 50.0 |"));
}

TEST(EvaluationReportTest, ReadsAsCsvOfOneShape) {
  EXPECT_EQ(Render(Report(), OutputForm::kCsv),
            "test,file,method,section,pairs,questions,covered,score,low,high,"
            "honest,honest_low,honest_high,only_b,ignore_a,add_opposite,"
            "pearson\n"
            "analogy,q.txt,3CosMul,family,23,506,400,0.5,0.4,0.6,0.25,,,0.1,"
            "0.05,0.0,\n"
            "similarity,s.txt,cosine,,353,353,350,0.5,,,,,,,,,\n");
}

TEST(EvaluationReportTest, ReadsAsJson) {
  const auto json = nlohmann::json::parse(Render(Report(), OutputForm::kJson));
  EXPECT_EQ(json["checksum"], "00000000000000ff");
  EXPECT_EQ(json["chance"], 0.001);
  const auto& section = json["analogies"][0]["sections"][0];
  EXPECT_EQ(section["correct"], 200);
  EXPECT_EQ(section["accuracy"], 0.5);
  EXPECT_EQ(section["interval"], (std::vector<double>{0.4, 0.6}));
  EXPECT_TRUE(section["honest_interval"].is_null());
  EXPECT_EQ(section["baselines"]["only-b"], 0.1);
  EXPECT_TRUE(json["similarities"][0]["pearson"].is_null());
  EXPECT_EQ(json["missing_words"][0], "zyx");
}

TEST(EvaluationReportTest, DoesWithoutBaselines) {
  EvaluationReport report = Report();
  report.analogies[0].baselines.clear();
  EXPECT_THAT(Render(report, OutputForm::kTable),
              HasSubstr("95% interval  honest\n"));
  EXPECT_THAT(Render(report, OutputForm::kCsv), HasSubstr("0.25,,,,,,\n"));
}

TEST(OutputFormTest, NamesTheFormsThereAre) {
  EXPECT_THAT(OutputFormOf("csv"), IsOkAndHolds(OutputForm::kCsv));
  EXPECT_THAT(OutputFormOf("xml"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "--as is \"xml\", must be \"table\", \"json\", \"csv\" "
                       "or \"markdown\""));
}

}  // namespace
}  // namespace lexprobe::cli
