#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/oscillator/training_job.h"
#include "nlohmann/json.hpp"
#include "support/temporary_folder.h"
#include "support/tiny_oscillator.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

TEST(OscillatorTrainCommandTest, TrainsWritesAndSaysWhatToTryNext) {
  const TemporaryFolder folder;
  const std::string model = folder.File("spring");
  TestStreams streams;
  ASSERT_THAT(RunOscillatorWith(TinyTraining(model), &streams), IsOk());
  EXPECT_THAT(streams.out(), HasSubstr("after 3 epochs"));
  EXPECT_THAT(streams.err(), HasSubstr("oscillator test --model " + model));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const OscillatorModel loaded,
      LoadOscillatorModel(JoinPath(model, kOscillatorFile)));
  EXPECT_EQ(loaded.experiment.samples.time.high, 5);
  const auto run = nlohmann::json::parse(folder.Read("spring/run.json"));
  EXPECT_EQ(run["settings"]["samples"], 300);
  EXPECT_EQ(run["history"].size(), 3u);
}

TEST(OscillatorTrainCommandTest, ResumesOnlyWithTheSettingsOfTheFolder) {
  const TemporaryFolder folder;
  const std::string model = folder.File("spring");
  TrainTinyOscillator(model);
  EXPECT_THAT(RunOscillatorWith({"train", "--model", model, "--resume"}),
              IsOk());
  EXPECT_THAT(RunOscillatorWith(
                  {"train", "--model", model, "--resume", "--epochs", "9"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("from which those given differ")));
}

TEST(OscillatorTrainCommandTest, WritesOverAModelOnlyIfAsked) {
  const TemporaryFolder folder;
  const std::string model = folder.File("spring");
  TrainTinyOscillator(model);
  EXPECT_THAT(RunOscillatorWith(TinyTraining(model)),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("--overwrite replaces it")));
  EXPECT_THAT(RunOscillatorWith(Join(TinyTraining(model), {"--overwrite"})),
              IsOk());
}

struct BadOption {
  std::vector<std::string> args;
  const char* message;
};

TEST(OscillatorTrainCommandTest, NamesTheOptionThatIsWrong) {
  const TemporaryFolder folder;
  const BadOption bad[] = {
      {{}, "--model is missing"},
      {{"--mass", "0"}, "mass is 0; it must be a number above 0"},
      {{"--stiffness", "-1"}, "stiffness is -1"},
      {{"--damping", "nan"}, "damping is nan"},
      {{"--samples", "0"}, "samples is 0; it must be from 1"},
      {{"--samples", "many"}, "--samples: \"many\""},
      {{"--held-out", "0"}, "held-out is 0"},
      {{"--hidden", "16;32"}, "--hidden: \"16;32\""},
      {{"--hidden", "0"}, "width of a hidden layer is 0"},
      {{"--activation", "gelu"}, "activation is \"gelu\""},
      {{"--kind", "magic"}, "kind is \"magic\""},
      {{"--time-range", "20"}, "--time-range: \"20\""},
      {{"--time-range", "5:5"}, "time-range is 5:5"},
      {{"--amplitude-range", "0:1"}, "amplitude-range is 0:1"},
      {{"--noise", "-1"}, "noise is -1"},
      {{"--sine-features", "-1"}, "sine-features is -1"},
      {{"--highest-frequency", "0"}, "highest-frequency is 0"},
      {{"--first-layer-scale", "0"}, "first-layer-scale is 0"},
      {{"--epochs", "0"}, "epochs is 0"},
      {{"--batch-size", "0"}, "batch-size is 0"},
      {{"--learning-rate", "0"}, "learning-rate is 0"},
      {{"--final-rate", "2"}, "final-rate is 2"},
      {{"--seed", "-1"}, "--seed: \"-1\""},
      {{"--checkpoint-every", "0"}, "--checkpoint-every is 0"},
      {{"--activaton", "relu"}, "did you mean --activation?"},
  };
  for (const BadOption& each : bad) {
    std::vector<std::string> args{"train"};
    if (!each.args.empty()) args = {"train", "--model", folder.File("m")};
    EXPECT_THAT(
        RunOscillatorWith(Join(args, each.args)),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(each.message)));
    EXPECT_FALSE(FileExists(folder.File("m"))) << each.message;
  }
}

}  // namespace
}  // namespace lexprobe
