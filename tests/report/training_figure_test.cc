#include "lexprobe/report/training_figure.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kRun[] = R"({"program": "lexprobe", "history": [
  {"stage": "embedding", "epoch": 1, "loss": 4.5, "auc": 0.8,
   "pairs": [{"words": ["dog", "dogs"], "cosine": 0.5},
             {"words": ["dog", "chair"], "cosine": 0.25}]},
  {"stage": "embedding", "epoch": 2, "loss": 4},
  {"stage": "validity", "epoch": 1, "loss": 2, "auc": 0.9,
   "pairs": [{"words": ["dog", "dogs"], "cosine": 0.75},
             {"words": ["dog", "chair"], "cosine": 0.125}]}]})";

constexpr char kLog[] =
    R"({"event": "corpus", "tokens": 7}
{"event": "progress", "stage": "embedding", "epoch": 0.5, "loss": 5}
{"event": "evaluation", "stage": "embedding", "epoch": 1, "loss": 4, "validity": {"auc": 0.75}}
)";

TEST(TrainingFigureTest, ReadsTheHistoryOfARun) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TrainingRecord> records,
                                TrainingRecordsOf(kRun));
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].stage, "embedding");
  EXPECT_EQ(records[0].auc, 0.8);
  EXPECT_EQ(records[1].auc, std::nullopt);
  EXPECT_EQ(records[2].loss, 2);
}

TEST(TrainingFigureTest, ReadsTheLinesOfALog) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TrainingRecord> records,
                                TrainingRecordsOf(kLog));
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].epoch, 0.5);
  EXPECT_EQ(records[0].auc, std::nullopt);
  EXPECT_EQ(records[1].auc, 0.75);
}

TEST(TrainingFigureTest, SaysWhichLineIsNone) {
  EXPECT_THAT(TrainingRecordsOf("{\"event\": \"corpus\"}\n{oops\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("line 2 is not a JSON object")));
  EXPECT_THAT(TrainingRecordsOf("{\"event\": \"corpus\"}\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("no record of a training")));
}

TEST(TrainingFigureTest, DrawsTheLossOfEachStageAndTheAreasTogether) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TrainingRecord> records,
                                TrainingRecordsOf(kRun));
  const Figure figure = TrainingFigure(records);
  ASSERT_EQ(figure.charts.size(), 4u);
  EXPECT_EQ(figure.charts[0].title, "Loss, embedding stage");
  EXPECT_THAT(figure.charts[0].lines[0].y, ElementsAre(4.5, 4));
  EXPECT_THAT(figure.charts[2].lines[1].y, ElementsAre(0.9));
  EXPECT_EQ(figure.charts[2].lines[1].label, "validity");
  EXPECT_EQ(figure.charts[3].lines[0].label, "dog, dogs");
  EXPECT_THAT(figure.charts[3].lines[0].x, ElementsAre(1, 3));
  EXPECT_THAT(figure.charts[3].lines[1].y, ElementsAre(0.25, 0.125));
}

TEST(TrainingFigureTest, ASketchOfPairsThatIsNoneIsLeftOut) {
  constexpr char kOdd[] = R"({"history": [
    {"stage": "embedding", "epoch": 1, "loss": 4, "pairs": 7},
    {"stage": "embedding", "epoch": 2, "loss": 4,
     "pairs": [3, {"words": "dog", "cosine": 1}, {"words": [1, 2]}]}]})";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TrainingRecord> records,
                                TrainingRecordsOf(kOdd));
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[1].pairs, IsEmpty());
  EXPECT_EQ(TrainingFigure(records).charts.size(), 1u);
}

}  // namespace
}  // namespace lexprobe
