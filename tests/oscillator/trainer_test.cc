#include "lexprobe/oscillator/trainer.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/oscillator/network.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

Experiment Small(NetworkKind kind = NetworkKind::kFlow) {
  Experiment experiment;
  experiment.samples.count = 600;
  experiment.samples.held_out = 200;
  experiment.samples.time = {0, 3};
  experiment.network.kind = kind;
  experiment.network.hidden = {8, 8};
  experiment.network.activation = NetworkActivation::kTanh;
  experiment.fit.epochs = 6;
  experiment.fit.batch_size = 50;
  experiment.fit.learning_rate = 0.01;
  return experiment;
}

absl::Status GoOn(const TrainingState&) { return absl::OkStatus(); }

TrainingState Trained(const Experiment& experiment) {
  TrainingState state = *StartTraining(experiment);
  EXPECT_THAT(ContinueTraining(experiment, state, GoOn), IsOk());
  return state;
}

// What the network, evaluated without LibTorch, gives as the answers.
std::vector<double> AnswersOf(const NetworkParts& parts,
                              const Examples& examples) {
  const Network network = *Network::FromParts(parts);
  std::vector<double> answers(examples.answers.size());
  if (parts.options.kind != NetworkKind::kHamiltonian) {
    network.Evaluate(examples.questions, absl::MakeSpan(answers));
    return answers;
  }
  network.Gradient(examples.questions, absl::MakeSpan(answers));
  for (size_t i = 0; i < answers.size(); i += 2) {
    std::swap(answers[i], answers[i + 1]);
    answers[i + 1] = -answers[i + 1];
  }
  return answers;
}

// The loss as the trainer has it: mean squared error of scaled answers.
double LossOf(const NetworkParts& parts, const Examples& examples) {
  const std::vector<double> answers = AnswersOf(parts, examples);
  const std::vector<double>& scale = parts.outputs.scale;
  double sum = 0;
  for (size_t i = 0; i < answers.size(); ++i) {
    const double error =
        (answers[i] - examples.answers[i]) / scale[i % scale.size()];
    sum += error * error;
  }
  return sum / static_cast<double>(answers.size());
}

std::vector<Experiment> AllKinds() {
  std::vector<Experiment> all;
  for (const NetworkKind kind : {NetworkKind::kFlow, NetworkKind::kDerivative,
                                 NetworkKind::kHamiltonian}) {
    for (const bool normalise : {false, true}) {
      all.push_back(Small(kind));
      all.back().network.normalise = normalise;
    }
  }
  all.push_back(Small());
  all.back().network.sine_features = 3;
  all.back().network.activation = NetworkActivation::kSilu;
  all.push_back(Small());
  all.back().network.activation = NetworkActivation::kSine;
  all.back().network.first_layer_scale = 2;
  return all;
}

TEST(TrainerTest, GradientIsTheFiniteDifferenceOfTheLoss) {
  for (Experiment experiment : AllKinds()) {
    // One step over all samples: Adam's first moment is then a tenth of the
    // gradient where it started.
    experiment.fit.epochs = 1;
    experiment.fit.batch_size = experiment.samples.count;
    TrainingState state = *StartTraining(experiment);
    const NetworkParts start = state.network;
    ASSERT_THAT(ContinueTraining(experiment, state, GoOn), IsOk());
    const Examples examples = TrainingExamples(experiment);
    for (size_t i = 0; i < start.parameters.size(); i += 5) {
      constexpr float kStep = 1e-2F;
      NetworkParts above = start, below = start;
      above.parameters[i] += kStep;
      below.parameters[i] -= kStep;
      const double width = static_cast<double>(above.parameters[i]) -
                           static_cast<double>(below.parameters[i]);
      const double slope =
          (LossOf(above, examples) - LossOf(below, examples)) / width;
      EXPECT_NEAR(10 * state.first_moment[i], slope,
                  1e-3 + 1e-3 * std::abs(slope))
          << NameOf(experiment.network.kind) << " parameter " << i;
    }
  }
}

TEST(TrainerTest, HeldOutErrorIsThatOfTheNetworkEvaluatedWithoutLibTorch) {
  for (const Experiment& experiment : AllKinds()) {
    const TrainingState state = Trained(experiment);
    const Examples examples = HeldOutExamples(experiment);
    const std::vector<double> answers = AnswersOf(state.network, examples);
    double share = 0;
    for (size_t column = 0; column < 2; ++column) {
      double mean = 0, variance = 0, squares = 0;
      const double count = static_cast<double>(answers.size()) / 2;
      for (size_t i = column; i < answers.size(); i += 2) {
        mean += examples.answers[i] / count;
      }
      for (size_t i = column; i < answers.size(); i += 2) {
        variance += std::pow(examples.answers[i] - mean, 2);
        squares += std::pow(examples.answers[i] - answers[i], 2);
      }
      share += squares / variance / 2;
    }
    EXPECT_NEAR(state.history.back().held_out_error, std::sqrt(share), 1e-4)
        << NameOf(experiment.network.kind);
  }
}

TEST(TrainerTest, LearnsWhatItIsTaught) {
  for (Experiment experiment : AllKinds()) {
    experiment.fit.epochs = 30;
    const TrainingState state = Trained(experiment);
    EXPECT_LT(state.history.back().held_out_error, 0.5)
        << NameOf(experiment.network.kind);
    EXPECT_LT(state.history.back().held_out_error,
              state.history.front().held_out_error);
  }
}

TEST(TrainerTest, TheSameSeedGivesTheSameParameters) {
  EXPECT_EQ(Trained(Small()).network.parameters,
            Trained(Small()).network.parameters);
  Experiment other = Small();
  other.fit.seed = 2;
  EXPECT_NE(Trained(Small()).network.parameters,
            Trained(other).network.parameters);
}

TEST(TrainerTest, AResumedRunEndsAsOneThatWasNeverStopped) {
  const Experiment experiment = Small();
  TrainingState state = *StartTraining(experiment);
  const absl::Status stopped = ContinueTraining(
      experiment, state, [](const TrainingState& here) -> absl::Status {
        if (here.epochs_done() == 2) return absl::CancelledError("enough");
        return absl::OkStatus();
      });
  EXPECT_THAT(stopped, StatusIs(absl::StatusCode::kCancelled, "enough"));
  EXPECT_EQ(state.epochs_done(), 2);
  ASSERT_THAT(ContinueTraining(experiment, state, GoOn), IsOk());
  const TrainingState whole = Trained(experiment);
  EXPECT_EQ(state.network.parameters, whole.network.parameters);
  EXPECT_EQ(state.second_moment, whole.second_moment);
  ASSERT_EQ(state.epochs_done(), 6);
  EXPECT_EQ(state.history.back().training_error,
            whole.history.back().training_error);
}

TEST(TrainerTest, NamesTheEpochInWhichTheErrorIsNoLongerANumber) {
  Experiment experiment = Small();
  experiment.network.activation = NetworkActivation::kRelu;
  experiment.fit.learning_rate = 1e30;
  TrainingState state = *StartTraining(experiment);
  EXPECT_THAT(ContinueTraining(experiment, state, GoOn),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("no longer a number in epoch 1; "
                                 "learning-rate is 1e+30: try a smaller")));
  EXPECT_EQ(state.epochs_done(), 0);
  for (const float value : state.network.parameters) {
    EXPECT_TRUE(std::isfinite(value));
  }
}

TEST(TrainerTest, RefusesAFinishedModelAndABadExperiment) {
  TrainingState state = *StartTraining(Small());
  state.first_moment.clear();
  EXPECT_THAT(ContinueTraining(Small(), state, GoOn),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("a finished model cannot be trained on")));
  Experiment bad = Small();
  bad.fit.epochs = 0;
  EXPECT_THAT(
      ContinueTraining(bad, state, GoOn),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("epochs is 0")));
}

}  // namespace
}  // namespace lexprobe
