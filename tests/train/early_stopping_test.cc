#include "train/early_stopping.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;

class EarlyStoppingTest : public testing::Test {
 protected:
  EarlyStoppingTest() : data_(MakeNetworkData({.dim = 3, .hidden = 2}, 4)) {}

  void Fill(float value) {
    std::fill(data_.embedding.begin(), data_.embedding.end(), value);
    std::fill(data_.first_bias.begin(), data_.first_bias.end(), value);
  }

  NetworkData data_;
};

TEST_F(EarlyStoppingTest, StopsAfterSoManyThatAreNoBetter) {
  EarlyStopping early(2, data_.view());
  for (const double auc : {0.6, 0.5, 0.7, 0.7}) {
    early.Judge(auc);
    EXPECT_FALSE(early.stop()) << auc;
  }
  early.Judge(0.69);
  EXPECT_TRUE(early.stop());
  EXPECT_EQ(early.best_auc(), 0.7);
}

TEST_F(EarlyStoppingTest, GivesTheBestNumbersBack) {
  EarlyStopping early(5, data_.view());
  Fill(1);
  early.Judge(0.6);
  EXPECT_FALSE(early.UseBest());
  Fill(2);
  early.Judge(0.7);
  Fill(3);
  early.Judge(0.65);
  EXPECT_TRUE(early.UseBest());
  EXPECT_THAT(data_.embedding, Each(2));
  EXPECT_THAT(data_.first_bias, Each(2));
}

TEST_F(EarlyStoppingTest, WithoutPatienceItNeverStopsAndKeepsNothing) {
  EarlyStopping early(0, data_.view());
  Fill(1);
  early.Judge(0.6);
  Fill(2);
  for (int i = 0; i < 100; ++i) early.Judge(0.5);
  EXPECT_FALSE(early.stop());
  EXPECT_FALSE(early.UseBest());
  EXPECT_THAT(data_.embedding, Each(2));
  EXPECT_EQ(early.State(), "");
}

TEST_F(EarlyStoppingTest, GoesOnFromItsState) {
  EarlyStopping early(3, data_.view());
  Fill(1);
  early.Judge(0.6);
  Fill(2);
  early.Judge(0.5);
  early.Judge(0.5);
  EarlyStopping later(3, data_.view());
  ASSERT_THAT(later.RestoreState(early.State()), IsOk());
  EXPECT_FALSE(later.stop());
  later.Judge(0.55);
  EXPECT_TRUE(later.stop());
  EXPECT_TRUE(later.UseBest());
  EXPECT_THAT(data_.embedding, Each(1));
}

TEST_F(EarlyStoppingTest, AStateThatIsCutIsRefused) {
  EarlyStopping early(3, data_.view());
  early.Judge(0.6);
  const std::string state = early.State();
  for (size_t length = 1; length < state.size(); ++length) {
    EarlyStopping later(3, data_.view());
    EXPECT_THAT(later.RestoreState(state.substr(0, length)),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("needed")))
        << length;
  }
}

}  // namespace
}  // namespace lexprobe
