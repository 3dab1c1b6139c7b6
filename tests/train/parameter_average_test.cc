#include "train/parameter_average.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/local_group.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::Each;
using ::testing::FloatNear;

// Two rows of two numbers, and a dense array of one.
struct Model {
  std::vector<float> embedding = {1, 2, 3, 4};
  std::vector<float> dense = {10};
  StageParameters parameters{absl::MakeSpan(embedding), 2, 1, 1, true};

  Model() { parameters.AddDense(absl::MakeSpan(dense)); }
};

TEST(ParameterAverageTest, KeepsStepsThatOnlyOneRankMade) {
  LocalGroup(3).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    if (all.rank() == 1) {
      model.embedding[2] += 5;
      model.parameters.accumulators()[1] += 9;
    }
    ASSERT_THAT(average.Average(), IsOk());
    EXPECT_THAT(model.embedding[2], FloatNear(8, 1e-6f));
    EXPECT_EQ(model.embedding[3], 4);
    EXPECT_EQ(model.embedding[0], 1);
    EXPECT_THAT(model.parameters.accumulators()[1], FloatNear(9.001f, 1e-5f));
  });
}

TEST(ParameterAverageTest, ShortensStepsThatAllMadeAsAdagradWould) {
  LocalGroup(2).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    model.embedding[0] += 1;
    model.parameters.accumulators()[0] += 4;
    ASSERT_THAT(average.Average(), IsOk());
    EXPECT_THAT(model.embedding[0],
                FloatNear(1 + 2 * std::sqrt(4.001f / 8.001f), 1e-5f));
    EXPECT_THAT(model.parameters.accumulators()[0], FloatNear(8.001f, 1e-5f));
  });
}

TEST(ParameterAverageTest, MovesDenseParametersLikeTheirMeanAndFurther) {
  LocalGroup(4).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    model.dense[0] += static_cast<float>(all.rank());
    model.parameters.dense()[0].squares[0] = 8;
    ASSERT_THAT(average.Average(), IsOk());
    EXPECT_THAT(model.dense[0], FloatNear(10 + std::sqrt(2.0f) * 1.5f, 1e-5f));
    EXPECT_THAT(model.parameters.dense()[0].squares, Each(8));
  });
}

TEST(ParameterAverageTest, ChangesNothingWhenNobodyMoved) {
  LocalGroup(2).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    for (int time = 0; time < 3; ++time) {
      ASSERT_THAT(average.Average(), IsOk());
    }
    EXPECT_EQ(model.embedding, (std::vector<float>{1, 2, 3, 4}));
    EXPECT_EQ(model.dense[0], 10);
  });
}

}  // namespace
}  // namespace lexprobe
