#include "lexprobe/oscillator/training_state.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

Experiment Small() {
  Experiment experiment;
  experiment.samples.count = 2000;
  experiment.samples.held_out = 10;
  return experiment;
}

TEST(TrainingStateTest, AsksAFlowForTheStateAndAFieldForItsDerivative) {
  const Oscillator oscillator{.mass = 2, .stiffness = 3};
  const std::vector<Sample> samples = {{{0.5, 0.25}, 4, {0.1, 0.2}}};
  const Examples flow = ExamplesOf(oscillator, NetworkKind::kFlow, samples);
  EXPECT_THAT(flow.questions, testing::ElementsAre(0.5, 0.25, 4));
  EXPECT_THAT(flow.answers, testing::ElementsAre(0.1, 0.2));
  const std::vector<Sample> exact = {
      {{0.5, 0.25}, 4, ExactFlow(oscillator, {0.5, 0.25}, 4)}};
  for (const NetworkKind kind :
       {NetworkKind::kDerivative, NetworkKind::kHamiltonian}) {
    const Examples field = ExamplesOf(oscillator, kind, exact);
    EXPECT_THAT(field.questions, testing::ElementsAre(0.5, 0.25));
    EXPECT_THAT(field.answers, testing::ElementsAre(0.125, -1.5));
  }
}

TEST(TrainingStateTest, HoldsOutOtherSamplesThanItTrainsOn) {
  const Examples training = TrainingExamples(Small());
  const Examples held_out = HeldOutExamples(Small());
  EXPECT_EQ(training.questions.size(), 3u * 2000);
  EXPECT_EQ(held_out.questions.size(), 3u * 10);
  EXPECT_NE(training.questions[0], held_out.questions[0]);
}

TEST(TrainingStateTest, StartsFromTheSeed) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TrainingState one,
                                StartTraining(Small()));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TrainingState same,
                                StartTraining(Small()));
  Experiment other = Small();
  other.fit.seed = 2;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TrainingState different,
                                StartTraining(other));
  EXPECT_EQ(one.network.parameters, same.network.parameters);
  EXPECT_NE(one.network.parameters, different.network.parameters);
  EXPECT_EQ(one.epochs_done(), 0);
  EXPECT_EQ(one.first_moment.size(), one.network.parameters.size());
}

TEST(TrainingStateTest, NormalisesBySamplesIfAsked) {
  Experiment experiment = Small();
  experiment.network.normalise = true;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TrainingState state,
                                StartTraining(experiment));
  const Scaling& inputs = state.network.inputs;
  // Times are uniform in 0 .. 20.
  EXPECT_NEAR(inputs.offset[2], 10, 0.5);
  EXPECT_NEAR(inputs.scale[2], 20 / std::sqrt(12.0), 0.2);
  EXPECT_NEAR(inputs.offset[0], 0, 0.05);
  EXPECT_NEAR(state.network.outputs.scale[0], std::sqrt((0.04 + 1) / 4), 0.02);
}

TEST(TrainingStateTest, LeavesTheTimeOfSineFeaturesAsItIs) {
  Experiment experiment = Small();
  experiment.network.normalise = true;
  experiment.network.sine_features = 4;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const TrainingState state,
                                StartTraining(experiment));
  EXPECT_EQ(state.network.inputs.offset[2], 0);
  EXPECT_EQ(state.network.inputs.scale[2], 1);
  EXPECT_NE(state.network.inputs.scale[0], 1);
}

TEST(TrainingStateTest, LowersTheRateAlongHalfACosine) {
  FitOptions options;
  options.learning_rate = 0.2;
  options.final_rate = 0.1;
  EXPECT_DOUBLE_EQ(LearningRateAt(options, 0, 100), 0.2);
  EXPECT_NEAR(LearningRateAt(options, 50, 100), 0.2 * 0.55, 1e-15);
  EXPECT_NEAR(LearningRateAt(options, 100, 100), 0.02, 1e-15);
  options.final_rate = 1;
  EXPECT_DOUBLE_EQ(LearningRateAt(options, 73, 100), 0.2);
}

TEST(TrainingStateTest, RefusesABadExperiment) {
  Experiment experiment = Small();
  experiment.samples.count = 0;
  EXPECT_THAT(StartTraining(experiment),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       testing::HasSubstr("samples is 0")));
}

}  // namespace
}  // namespace lexprobe
