#include "train/parameter_average.h"

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/local_group.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::Each;
using ::testing::FloatNear;
using ::testing::HasSubstr;

// Two rows of two numbers, and a dense array of one.
struct Model {
  std::vector<float> embedding = {1, 2, 3, 4};
  std::vector<float> dense = {10};
  StageParameters parameters{absl::MakeSpan(embedding), 2, 1, 1, true};

  Model() { parameters.AddDense(absl::MakeSpan(dense)); }
};

absl::Status AverageOf(ParameterAverage& average, int64_t steps) {
  RoundState state;
  average.Average(steps, &state);
  return state.status;
}

// How far a sum of movements goes at once, and in the end.
constexpr float AtOnce(float ranks, float sum) {
  return sum / ranks * (1 + (1 - 1 / ranks));
}

TEST(ParameterAverageTest, KeepsStepsThatOnlyOneRankMade) {
  LocalGroup(3).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    if (all.rank() == 1) {
      model.embedding[2] += 5;
      model.parameters.accumulators()[1] += 9;
    }
    ASSERT_THAT(AverageOf(average, 1), IsOk());
    EXPECT_THAT(model.embedding[2], FloatNear(3 + AtOnce(3, 5), 1e-6f));
    for (int time = 0; time < 60; ++time) {
      ASSERT_THAT(AverageOf(average, 1), IsOk());
    }
    EXPECT_THAT(model.embedding[2], FloatNear(8, 1e-5f));
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
    ASSERT_THAT(AverageOf(average, 1), IsOk());
    EXPECT_THAT(
        model.embedding[0],
        FloatNear(1 + AtOnce(2, 2) * std::sqrt(4.001f / 8.001f), 1e-5f));
    EXPECT_THAT(model.parameters.accumulators()[0], FloatNear(8.001f, 1e-5f));
  });
}

TEST(ParameterAverageTest, GoesOnFromItsStateAsIfItHadNotStopped) {
  LocalGroup(2).Run([](Communicator& all) {
    Model whole, stopped;
    ParameterAverage average(&whole.parameters, &all);
    ParameterAverage first(&stopped.parameters, &all);
    for (Model* model : {&whole, &stopped}) {
      model->embedding[1] += 3;
      model->dense[0] += 2;
      model->parameters.dense()[0].squares[0] = 1;
    }
    ASSERT_THAT(AverageOf(average, 1), IsOk());
    ASSERT_THAT(AverageOf(first, 1), IsOk());
    ParameterAverage second(&stopped.parameters, &all);
    ASSERT_THAT(second.RestoreState(first.State()), IsOk());
    ASSERT_THAT(AverageOf(average, 1), IsOk());
    ASSERT_THAT(AverageOf(second, 1), IsOk());
    EXPECT_GT(whole.embedding[1], 2 + AtOnce(2, 6));
    EXPECT_EQ(stopped.embedding, whole.embedding);
    EXPECT_EQ(stopped.dense, whole.dense);
    EXPECT_EQ(second.State(), average.State());
  });
}

TEST(ParameterAverageTest, LeavesTheMomentumOfOtherProcessesAlone) {
  std::string of_three;
  LocalGroup(3).Run([&](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    model.embedding[0] += 1;
    ASSERT_THAT(AverageOf(average, 1), IsOk());
    if (all.rank() == 0) of_three = average.State();
  });
  LocalGroup(2).Run([&](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    const std::string before = average.State();
    ASSERT_THAT(average.RestoreState(of_three), IsOk());
    EXPECT_EQ(average.State(), before);
  });
}

TEST(ParameterAverageTest, RefusesEveryStateThatIsCutShort) {
  LocalGroup(2).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    const std::string state = average.State();
    for (size_t size = 0; size < state.size(); ++size) {
      EXPECT_THAT(
          average.RestoreState(state.substr(0, size)),
          StatusIs(absl::StatusCode::kDataLoss, HasSubstr("bytes needed")))
          << size;
    }
  });
}

// Against RMSprop itself: squares after the steps of all, one after the other.
TEST(ParameterAverageTest, SquaresBecomeWhatOneProcessWouldHaveHad) {
  constexpr int kSteps = 30, kRanks = 3;
  constexpr double kDecay = 0.999;
  LocalGroup(kRanks).Run([](Communicator& all) {
    Model model;
    float& square = model.parameters.dense()[0].squares[0];
    square = 5;
    ParameterAverage average(&model.parameters, &all);
    double expected = 5;
    for (int step = 0; step < kSteps; ++step) {
      square = static_cast<float>(kDecay * static_cast<double>(square) +
                                  (1 - kDecay) * 40);
    }
    for (int step = 0; step < kRanks * kSteps; ++step) {
      expected = kDecay * expected + (1 - kDecay) * 40;
    }
    ASSERT_THAT(AverageOf(average, kSteps), IsOk());
    EXPECT_NEAR(static_cast<double>(square), expected, 1e-3 * expected);
  });
}

TEST(ParameterAverageTest, AddsUpMovementsOfDenseParameters) {
  LocalGroup(4).Run([](Communicator& all) {
    Model model;
    model.parameters.dense()[0].squares[0] = 8;
    ParameterAverage average(&model.parameters, &all);
    model.dense[0] += static_cast<float>(all.rank());
    ASSERT_THAT(AverageOf(average, 0), IsOk());
    EXPECT_THAT(model.dense[0], FloatNear(10 + AtOnce(4, 6), 1e-5f));
    EXPECT_THAT(model.parameters.dense()[0].squares, Each(FloatNear(8, 1e-5f)));
  });
}

// The first steps, whose squares each rank sees alone, are the longest.
TEST(ParameterAverageTest, ShortensTheFirstMovementsAsRmspropWould) {
  LocalGroup(4).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    model.dense[0] += 1;
    model.parameters.dense()[0].squares[0] = 0.001f;
    ASSERT_THAT(AverageOf(average, 1), IsOk());
    EXPECT_THAT(model.dense[0],
                FloatNear(10 + AtOnce(4, 4) / std::sqrt(4.0f), 1e-2f));
    EXPECT_THAT(model.parameters.dense()[0].squares,
                Each(FloatNear(0.004f, 1e-4f)));
  });
}

// Sums of whole ways would go four times as far, and ever farther away.
TEST(ParameterAverageTest, ReachesAPlaceThatEachRankReachesByItself) {
  LocalGroup(4).Run([](Communicator& all) {
    Model model;
    model.parameters.dense()[0].squares[0] = 8;
    ParameterAverage average(&model.parameters, &all);
    for (int time = 0; time < 3; ++time) {
      model.embedding[0] = 7;
      model.dense[0] = 20;
      ASSERT_THAT(AverageOf(average, 0), IsOk());
    }
    EXPECT_THAT(model.embedding[0], FloatNear(7, 1e-4f));
    EXPECT_THAT(model.dense[0], FloatNear(20, 1e-4f));
  });
}

TEST(ParameterAverageTest, AllStopWhenOneWantsToAndAreDoneWhenAllAre) {
  LocalGroup(2).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    RoundState state = {absl::OkStatus(), all.rank() == 1, all.rank() == 0};
    average.Average(1, &state);
    ASSERT_THAT(state.status, IsOk());
    EXPECT_TRUE(state.stop);
    EXPECT_FALSE(state.done);
    state.done = true;
    average.Average(1, &state);
    EXPECT_TRUE(state.done);
  });
}

TEST(ParameterAverageTest, AFailureOfOneRankEndsAllUnderItsName) {
  LocalGroup(2).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    RoundState state;
    if (all.rank() == 1) state.status = absl::DataLossError("torn");
    average.Average(1, &state);
    EXPECT_THAT(state.status,
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("torn")));
  });
}

TEST(ParameterAverageTest, ChangesNothingWhenNobodyMoved) {
  LocalGroup(2).Run([](Communicator& all) {
    Model model;
    ParameterAverage average(&model.parameters, &all);
    for (int time = 0; time < 3; ++time) {
      ASSERT_THAT(AverageOf(average, 1), IsOk());
    }
    EXPECT_EQ(model.embedding, (std::vector<float>{1, 2, 3, 4}));
    EXPECT_EQ(model.dense[0], 10);
  });
}

}  // namespace
}  // namespace lexprobe
