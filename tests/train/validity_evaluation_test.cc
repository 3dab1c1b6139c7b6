#include "lexprobe/train/validity_evaluation.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/train/network_file.h"
#include "lexprobe/vocab/vocabulary.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

double SlowAreaUnderCurve(const std::vector<float>& valid,
                          const std::vector<float>& corrupted) {
  double wins = 0;
  for (const float v : valid) {
    for (const float c : corrupted) wins += v > c ? 1 : v == c ? 0.5 : 0;
  }
  return wins / double(valid.size()) / double(corrupted.size());
}

TEST(AreaUnderCurveTest, AgreesWithComparingEveryPair) {
  Random random(3);
  std::vector<float> valid, corrupted;
  for (int i = 0; i < 200; ++i) {
    valid.push_back(float(random.Below(20)));
    corrupted.push_back(float(random.Below(15)));
  }
  EXPECT_NEAR(AreaUnderCurve(valid, corrupted),
              SlowAreaUnderCurve(valid, corrupted), 1e-12);
}

TEST(AreaUnderCurveTest, IsOneForAPerfectOrderAndAHalfForNone) {
  EXPECT_EQ(AreaUnderCurve({2, 3}, {0, 1}), 1);
  EXPECT_EQ(AreaUnderCurve({0, 1}, {2, 3}), 0);
  EXPECT_EQ(AreaUnderCurve({1, 1}, {1, 1}), 0.5);
  EXPECT_EQ(AreaUnderCurve({}, {1}), 0.5);
}

TEST(CalibrationTest, FindsTheScaleAndOffsetThatMadeTheLabels) {
  Random random(5);
  const Calibration truth = {0.7, -0.4};
  std::vector<float> valid, corrupted;
  for (int i = 0; i < 100000; ++i) {
    const double logit = 3 * random.Normal();
    (random.Uniform() < truth.ProbabilityOf(logit) ? valid : corrupted)
        .push_back(float(logit));
  }
  const Calibration fitted = FitCalibration(valid, corrupted);
  EXPECT_NEAR(fitted.scale, truth.scale, 0.02);
  EXPECT_NEAR(fitted.offset, truth.offset, 0.03);
}

TEST(CalibrationTest, StaysFiniteWhenTheClassesDoNotOverlap) {
  const Calibration fitted = FitCalibration({5, 6, 7}, {-5, -6, -7});
  EXPECT_TRUE(std::isfinite(fitted.scale));
  EXPECT_GT(fitted.ProbabilityOf(6), 0.7);
  EXPECT_LT(fitted.ProbabilityOf(-6), 0.3);
}

TEST(ValidityReportTest, CountsPairsTiesAndReliability) {
  const ValidityReport report = ReportOn({2, 1, 3, 3}, {1, 1, 4, 0});
  EXPECT_EQ(report.ngrams, 4);
  EXPECT_DOUBLE_EQ(report.paired, (1 + 0.5 + 0 + 1) / 4);
  int64_t judged = 0;
  for (const ReliabilityBin& bin : report.reliability) judged += bin.count;
  EXPECT_EQ(judged, 4);  // the second half of both
}

TEST(ValidityReportTest, IsEmptyWithoutHeldOutText) {
  EXPECT_EQ(ReportOn({}, {}).ngrams, 0);
}

class EvaluateValidityTest : public testing::Test {
 protected:
  EvaluateValidityTest() {
    auto built = Vocabulary::FromEntries(
        {{"<unk>", 0}, {"a", 10}, {"b", 10}, {"c", 10}, {"d", 10}});
    vocabulary_ = std::make_unique<Vocabulary>(*std::move(built));
    corruptor_ =
        std::make_unique<Corruptor>(*Corruptor::Create(*vocabulary_, 0.75));
    ModelOptions options;
    options.order = 2;
    options.dim = 2;
    options.hidden = 1;
    network_ = MakeNetworkData(options, 5);
  }

  ValidityReport Evaluate(const std::vector<WordId>& held_out) {
    return EvaluateValidity(network_.options, network_.view(), held_out,
                            *corruptor_, Random(1));
  }

  std::unique_ptr<Vocabulary> vocabulary_;
  std::unique_ptr<Corruptor> corruptor_;
  NetworkData network_;
};

TEST_F(EvaluateValidityTest, LeavesOutUnknownWordsAndSentenceEnds) {
  // N-grams of two: "1 2", "3 4", "4 1".
  EXPECT_EQ(Evaluate({1, 2, 0, 3, 4, 1, -1}).ngrams, 3);
  EXPECT_EQ(Evaluate({1, 0, 2, -1, 3}).ngrams, 0);
}

TEST_F(EvaluateValidityTest, GivesAHalfForANetworkThatKnowsNothing) {
  const ValidityReport report = Evaluate({1, 2, 3, 4, 1, 2, 3, 4});
  EXPECT_DOUBLE_EQ(report.auc, 0.5);
  EXPECT_DOUBLE_EQ(report.paired, 0.5);
}

TEST_F(EvaluateValidityTest, GivesOneForANetworkThatKnowsTheText) {
  // The text is "a a a ..."; the network likes a, and nothing else.
  network_.embedding[2] = 1;
  network_.first_weight = {1, 1, 0, 0, 1, 1, 0, 0};
  const ValidityReport report = Evaluate({1, 1, 1, 1, 1, 1});
  EXPECT_DOUBLE_EQ(report.auc, 1);
  EXPECT_DOUBLE_EQ(report.paired, 1);
}

}  // namespace
}  // namespace lexprobe
