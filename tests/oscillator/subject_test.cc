#include "lexprobe/oscillator/subject.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/oscillator/trainer.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

std::vector<Hypothesis> TheHypotheses() {
  return *ReadHypotheses(
      {std::string(LEXPROBE_DATA_DIR) + "/hypotheses/oscillator.toml"});
}

std::vector<Hypothesis> Parse(const std::string& lines) {
  return *ParseHypotheses(
      "[[hypothesis]]\nname = \"h\"\nstatement = \"s\"\nkind = "
      "\"conservation\"\nalpha = 0.05\nepsilon = 0.01\nepsilon_q95 = 0.05\n" +
          lines,
      "h.toml");
}

HypothesisRun RunAll(const OscillatorSubject& subject) {
  return *TestOscillator(TheHypotheses(), subject, {}, Correction::kHolm);
}

bool IsControl(const TestedHypothesis& tested) {
  return absl::StartsWith(tested.hypothesis.name, "control");
}

OscillatorModel Untrained(NetworkKind kind, uint64_t seed) {
  OscillatorModel model;
  model.experiment.network.kind = kind;
  model.experiment.network.activation = NetworkActivation::kTanh;
  model.experiment.fit.seed = seed;
  model.state = *StartTraining(model.experiment);
  return model;
}

// A quick fit of damped motion.
OscillatorModel TrainedOnDamping() {
  OscillatorModel model;
  Experiment& experiment = model.experiment;
  experiment.oscillator = DampedControl({});
  experiment.network.activation = NetworkActivation::kTanh;
  experiment.network.normalise = true;
  experiment.samples.count = 5000;
  experiment.samples.time = {0, 10};
  experiment.fit.epochs = 10;
  experiment.fit.learning_rate = 0.01;
  model.state = *StartTraining(experiment);
  EXPECT_THAT(
      ContinueTraining(experiment, model.state,
                       [](const TrainingState&) { return absl::OkStatus(); }),
      IsOk());
  return model;
}

TEST(SubjectTest, TheExactSolutionIsSupportedAndTheControlsAreRefuted) {
  for (const Oscillator& oscillator :
       {Oscillator{}, Oscillator{.mass = 2, .stiffness = 3}}) {
    for (const TestedHypothesis& each :
         RunAll(ExactSubject(oscillator, {})).tested) {
      // The exact solution keeps its energy at any time.
      const bool refuted =
          IsControl(each) && each.hypothesis.name != "control: beyond training";
      EXPECT_EQ(each.verdict.decision,
                refuted ? Decision::kRefuted : Decision::kSupported)
          << each.hypothesis.name << ": " << each.verdict.reason;
    }
  }
}

TEST(SubjectTest, AnUntrainedNetworkIsRefutedOnAll) {
  for (const uint64_t seed : {1, 2, 3}) {
    const OscillatorModel model = Untrained(NetworkKind::kFlow, seed);
    LEXPROBE_ASSERT_OK_AND_ASSIGN(
        const OscillatorSubject subject,
        ModelSubject("untrained", model, nullptr, {}, {}));
    for (const TestedHypothesis& each : RunAll(subject).tested) {
      EXPECT_EQ(each.verdict.decision, Decision::kRefuted)
          << each.hypothesis.name << ": " << each.verdict.reason;
    }
  }
}

TEST(SubjectTest, AModelTrainedOnADampedOscillatorIsRefuted) {
  const OscillatorModel model = Untrained(NetworkKind::kFlow, 1);
  const OscillatorModel damped = TrainedOnDamping();
  TrajectoryOptions taken;
  taken.time = {0, 10};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const OscillatorSubject subject,
      ModelSubject("model", model, &damped, taken, {}));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const HypothesisRun run,
      TestOscillator(Parse("quantity = \"energy\"\nmodel = \"damped\"\n"),
                     subject, {}, Correction::kHolm));
  const TestedHypothesis& tested = run.tested.front();
  EXPECT_EQ(tested.verdict.decision, Decision::kRefuted);
  // The sign: energy is lost.
  EXPECT_EQ(tested.result.measures.front().name, "mean delta");
  EXPECT_LT(tested.result.measures.front().value, -0.2);
}

TEST(SubjectTest, GivesTheSameVerdictsForTheSameSeed) {
  const OscillatorSubject subject = ExactSubject({}, {.starts = 20});
  EXPECT_EQ(ToJson(RunAll(subject)), ToJson(RunAll(subject)));
}

TEST(SubjectTest, TakesTimesBeyondTheTrainingRange) {
  TrajectoryOptions taken;
  taken.starts = 12;
  taken.time = {5, 8};
  const OscillatorSubject subject = ExactSubject({}, taken);
  const auto method_of = [&](const std::string& lines) {
    return TestOscillator(Parse("quantity = \"energy\"\n" + lines), subject, {},
                          Correction::kHolm)
        ->tested.front()
        .result.method;
  };
  EXPECT_THAT(method_of(""), HasSubstr("exact solution; times 5 to 8;"));
  EXPECT_THAT(method_of("model = \"beyond training\"\n"),
              HasSubstr("times 8 to 11;"));
  EXPECT_THAT(method_of("time_range = [1, 2]\n"), HasSubstr("times 1 to 2;"));
  EXPECT_THAT(method_of("model = \"damped\"\n"), HasSubstr("damping 0.1;"));
}

TEST(SubjectTest, NamesWhatAHypothesisAsksInVain) {
  struct Case {
    std::vector<Hypothesis> hypotheses;
    const char* message;
  };
  std::vector<Case> cases;
  cases.push_back(
      {Parse("quantity = \"entropy\"\n"), "h.toml:1: quantity is \"entropy\""});
  cases.push_back({Parse("quantity = \"energy\"\nmodel = \"other\"\n"),
                   "h.toml:1: model is \"other\"; it must be \"beyond "
                   "training\", \"damped\" or not given"});
  cases.push_back({*ParseHypotheses("[[hypothesis]]\nname = \"g\"\nstatement "
                                    "= \"s\"\nkind = \"offset\"\nalpha = "
                                    "0.05\nminimum_pcs = 0.6\nknown = [[\"a\","
                                    " \"b\"], [\"c\", \"d\"]]\n",
                                    "g.toml"),
                   "g.toml:1: kind is \"offset\", which is about words"});
  const OscillatorSubject subject = ExactSubject({}, {});
  for (Case& each : cases) {
    EXPECT_THAT(
        TestOscillator(std::move(each.hypotheses), subject, {},
                       Correction::kHolm),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(each.message)));
  }
  OscillatorSubject alone = ExactSubject({}, {});
  alone.damped = nullptr;
  EXPECT_THAT(
      TestOscillator(Parse("quantity = \"energy\"\nmodel = \"damped\"\n"),
                     alone, {}, Correction::kHolm),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("no model of a damped oscillator")));
}

TEST(SubjectTest, TestsAgainstTheUndampedOscillator) {
  OscillatorModel model = TrainedOnDamping();
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const OscillatorSubject subject,
                                ModelSubject("damped", model, nullptr, {}, {}));
  EXPECT_EQ(subject.oscillator.damping, 0);
  EXPECT_NE(subject.checksum, 0u);
}

}  // namespace
}  // namespace lexprobe
