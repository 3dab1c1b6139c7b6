#include "cli/oscillator_options.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(OscillatorOptionsTest, ReadsRanges) {
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

TEST(OscillatorOptionsTest, ReadsWidths) {
  EXPECT_THAT(ParseWidths("hidden", "16,32"),
              IsOkAndHolds(ElementsAre(16, 32)));
  for (const char* text : {"", "16,", "16;32", "1.5", "99999999999"}) {
    EXPECT_THAT(
        ParseWidths("hidden", text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--hidden: \"")))
        << text;
  }
}

TEST(OscillatorOptionsTest, ChoicesComeBackAsWhatTheyWere) {
  Experiment experiment;
  experiment.network.kind = NetworkKind::kHamiltonian;
  experiment.network.hidden = {3, 4};
  experiment.samples.time = {1, 2.5};
  Experiment back;
  ASSERT_THAT(ExperimentChoices::From(experiment).Resolve(&back), IsOk());
  EXPECT_EQ(ToJson(back), ToJson(experiment));
}

struct BadChoice {
  void (*spoil)(SubjectChoices& choices);
  absl::StatusCode code;
  const char* message;
};

TEST(OscillatorOptionsTest, RefusesBadChoices) {
  const BadChoice bad[] = {
      {[](SubjectChoices& c) { c.exact = false; },
       absl::StatusCode::kInvalidArgument, "--model is missing"},
      {[](SubjectChoices& c) { c.integrator = "euler"; },
       absl::StatusCode::kInvalidArgument,
       "--integrator: \"euler\" where runge-kutta or leapfrog is meant"},
      {[](SubjectChoices& c) { c.starts = 0; },
       absl::StatusCode::kInvalidArgument, "starts is 0"},
      {[](SubjectChoices& c) {
         c.exact = false;
         c.model = "/nowhere";
       },
       absl::StatusCode::kNotFound, "/nowhere"},
  };
  for (const BadChoice& each : bad) {
    SubjectChoices choices;
    choices.exact = true;
    each.spoil(choices);
    EXPECT_THAT(LoadSubject(choices).status(),
                StatusIs(each.code, HasSubstr(each.message)));
  }
  SubjectChoices choices;
  choices.correction = "bonferroni";
  EXPECT_THAT(choices.CorrectionOf(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--correction: \"bonferroni\"")));
}

TEST(OscillatorOptionsTest, TheBuiltInHypothesesAreThoseOfTheFile) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<Hypothesis> built_in,
                                SubjectChoices{}.Hypotheses());
  SubjectChoices choices;
  choices.hypotheses = {std::string(LEXPROBE_DATA_DIR) +
                        "/hypotheses/oscillator.toml"};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<Hypothesis> file,
                                choices.Hypotheses());
  ASSERT_EQ(built_in.size(), file.size());
  for (size_t i = 0; i < file.size(); ++i) {
    EXPECT_EQ(built_in[i].name, file[i].name);
    EXPECT_EQ(built_in[i].line, file[i].line);
  }
}

}  // namespace
}  // namespace lexprobe::cli
