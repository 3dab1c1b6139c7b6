#include "lexprobe/oscillator/experiment.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

Experiment Unusual() {
  Experiment experiment;
  experiment.oscillator = {.mass = 2.5, .stiffness = 0.1, .damping = 1e-3};
  experiment.samples.count = 123;
  experiment.samples.held_out = 45;
  experiment.samples.amplitude = {0.25, 3};
  experiment.samples.time = {1, 7.5};
  experiment.samples.noise = 0.01;
  experiment.network.kind = NetworkKind::kFlow;
  experiment.network.hidden = {5, 7};
  experiment.network.activation = NetworkActivation::kSine;
  experiment.network.normalise = true;
  experiment.network.sine_features = 3;
  experiment.network.highest_frequency = 2.5;
  experiment.network.first_layer_scale = 4;
  experiment.fit = {.epochs = 9,
                    .batch_size = 31,
                    .learning_rate = 0.1,
                    .final_rate = 0.5,
                    .seed = 18446744073709551615u};
  return experiment;
}

std::string With(const std::string& from, const std::string& to) {
  const std::string text = ToJson(Experiment{});
  const std::string changed = absl::StrReplaceAll(text, {{from, to}});
  EXPECT_NE(changed, text) << from;
  return changed;
}

TEST(ExperimentTest, ComesBackFromJsonAsItWas) {
  const std::string text = ToJson(Unusual());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const Experiment back,
                                ExperimentFromJson(text));
  EXPECT_EQ(ToJson(back), text);
  EXPECT_EQ(back.fit.seed, 18446744073709551615u);
  EXPECT_EQ(back.oscillator.stiffness, 0.1);
  EXPECT_EQ(back.samples.time.high, 7.5);
  EXPECT_THAT(back.network.hidden, testing::ElementsAre(5, 7));
  EXPECT_NE(text, ToJson(Experiment{}));
}

TEST(ExperimentTest, NamesTheSettingThatIsWrong) {
  struct Case {
    std::string text;
    const char* message;
  };
  const std::vector<Case> cases = {
      {"", "settings are not a JSON object"},
      {"[1]", "settings are not a JSON object"},
      {"{}", "setting \"mass\" is missing"},
      {With("\"mass\":1.0", "\"mass\":\"1\""),
       "setting \"mass\": not a number"},
      {With("\"samples\":50000", "\"samples\":5e4"),
       "setting \"samples\": not a whole number"},
      {With("\"sine-features\":0", "\"sine-features\":99999999999"),
       "setting \"sine-features\": not within range"},
      {With("\"seed\":1", "\"seed\":-1"), "setting \"seed\": not within"},
      {With("\"normalise\":false", "\"normalise\":0"),
       "setting \"normalise\": not true or false"},
      {With("[16,32,32,16]", "7"), "setting \"hidden\": not a list"},
      {With("[0.0,20.0]", "[0]"), "setting \"time-range\": not a pair"},
      {With("\"relu\"", "\"gelu\""), "setting \"activation\": activation is"},
      {With("\"flow\"", "3"), "setting \"kind\": not a name"},
      {With("\"mass\":1.0", "\"mass\":0"), "mass is 0; it must be"},
      {With("{\"mass\"", "{\"extra\":1,\"mass\""),
       "21 settings where 20 are known"},
  };
  for (const Case& each : cases) {
    EXPECT_THAT(
        ExperimentFromJson(each.text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(each.message)))
        << each.text;
  }
}

TEST(ExperimentTest, RefusesBadFitOptions) {
  struct Case {
    void (*spoil)(FitOptions& options);
    const char* message;
  };
  const std::vector<Case> cases = {
      {[](FitOptions& o) { o.epochs = 0; },
       "epochs is 0; it must be from 1 to 1000000"},
      {[](FitOptions& o) { o.batch_size = 0; }, "batch-size is 0"},
      {[](FitOptions& o) { o.learning_rate = 0; },
       "learning-rate is 0; it must be a number above 0"},
      {[](FitOptions& o) { o.learning_rate = std::nan(""); },
       "learning-rate is nan"},
      {[](FitOptions& o) { o.final_rate = 0; },
       "final-rate is 0; it must be above 0 and at most 1"},
      {[](FitOptions& o) { o.final_rate = 1.5; }, "final-rate is 1.5"},
      {[](FitOptions& o) { o.final_rate = std::nan(""); }, "final-rate is nan"},
  };
  for (const Case& each : cases) {
    Experiment experiment;
    each.spoil(experiment.fit);
    EXPECT_THAT(
        Validate(experiment),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(each.message)));
  }
}

}  // namespace
}  // namespace lexprobe
