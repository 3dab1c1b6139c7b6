#include "cli/oscillator_experiment_options.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(OscillatorExperimentOptionsTest, ReadsRanges) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const Range range,
                                ParseRange("time-range", "0.5:20"));
  EXPECT_EQ(range.low, 0.5);
  EXPECT_EQ(range.high, 20);
  for (const char* text : {"", "20", "0-20", "0:1:2", "a:b", ":"}) {
    EXPECT_THAT(ParseRange("time-range", text),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("where LOW:HIGH is meant")))
        << text;
  }
}

TEST(OscillatorExperimentOptionsTest, ReadsWidths) {
  EXPECT_THAT(ParseWidths("hidden", "16,32"),
              IsOkAndHolds(ElementsAre(16, 32)));
  for (const char* text : {"", "16,", "16;32", "1.5", "99999999999"}) {
    EXPECT_THAT(
        ParseWidths("hidden", text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--hidden: \"")))
        << text;
  }
}

TEST(OscillatorExperimentOptionsTest, ChoicesComeBackAsWhatTheyWere) {
  Experiment experiment;
  experiment.network.kind = NetworkKind::kHamiltonian;
  experiment.network.hidden = {3, 4};
  experiment.samples.time = {1, 2.5};
  Experiment back;
  ASSERT_THAT(ExperimentChoices::From(experiment).Resolve(&back), IsOk());
  EXPECT_EQ(ToJson(back), ToJson(experiment));
}

}  // namespace
}  // namespace lexprobe::cli
