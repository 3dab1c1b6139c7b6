#include "cli/comparison_report.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

using testing::HasSubstr;

ComparisonReport Report() {
  ComparisonReport report;
  report.first.model = "old";
  report.second.model = "new";
  AccuracyComparison group;
  group.name = "family";
  group.pairs = 23;
  group.questions = 400;
  group.first_only = 6;
  group.first_correct = 200;
  group.second_correct = 220;
  group.interval = Interval95{-0.01, 0.11};
  group.test = {.p = 0.0625, .exchanges = 64, .exact = true};
  report.analogies.push_back({"q.txt", AnswerRule::kCosAdd, {group}});
  SimilarityComparison similarity;
  similarity.covered = 350;
  similarity.first_spearman = 0.5;
  similarity.second_spearman = 0.25;
  report.similarities.push_back({"s.txt", 353, similarity});
  return report;
}

TEST(ComparisonReportTest, ReadsAsATable) {
  const std::string text = Render(Report(), OutputForm::kTable);
  EXPECT_THAT(text, HasSubstr("first:  old, "));
  EXPECT_THAT(text, HasSubstr("second: new, "));
  EXPECT_THAT(
      text,
      HasSubstr("section  pairs  questions  first  second  difference  95% "
                "interval        p\n"
                "family      23        400   50.0    55.0        +5.0  -1.0 to "
                "+11.0  0.0625\n"));
  EXPECT_THAT(text, HasSubstr("s.txt    353      350  0.5000  0.2500"));
}

TEST(ComparisonReportTest, ReadsAsMarkdown) {
  EXPECT_THAT(Render(Report(), OutputForm::kMarkdown),
              HasSubstr("| family | 23 | 400 | 50.0 | 55.0 | +5.0 |"));
}

TEST(ComparisonReportTest, ReadsAsCsvOfOneShape) {
  EXPECT_EQ(Render(Report(), OutputForm::kCsv),
            "test,file,method,section,pairs,questions,first_only,second_only,"
            "first,second,difference,low,high,p\n"
            "analogy,q.txt,3CosAdd,family,23,400,6,0,0.5,0.55,0.05,-0.01,0.11,"
            "0.0625\n"
            "similarity,s.txt,cosine,,353,350,,,0.5,0.25,-0.25,,,1.0\n");
}

TEST(ComparisonReportTest, ReadsAsJson) {
  const auto json = nlohmann::json::parse(Render(Report(), OutputForm::kJson));
  const auto& section = json["analogies"][0]["sections"][0];
  EXPECT_EQ(section["difference"], 0.05);
  EXPECT_EQ(section["test"]["p"], 0.0625);
  EXPECT_EQ(section["test"]["exact"], true);
  EXPECT_EQ(json["similarities"][0]["second"], 0.25);
}

}  // namespace
}  // namespace lexprobe::cli
