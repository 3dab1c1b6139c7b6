#include "cli/oscillator_subject_options.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::HasSubstr;

struct BadChoice {
  void (*spoil)(SubjectChoices& choices);
  absl::StatusCode code;
  const char* message;
};

TEST(OscillatorSubjectOptionsTest, RefusesBadChoices) {
  const BadChoice bad[] = {
      {[](SubjectChoices& c) { c.exact = false; },
       absl::StatusCode::kInvalidArgument, "--model is missing"},
      {[](SubjectChoices& c) { c.integrator = "euler"; },
       absl::StatusCode::kInvalidArgument,
       "--integrator: \"euler\" where runge-kutta or leapfrog is meant"},
      {[](SubjectChoices& c) { c.integrator = "leapfrog"; },
       absl::StatusCode::kInvalidArgument,
       "networks that are integrated (derivative, hamiltonian); this is the "
       "exact solution"},
      {[](SubjectChoices& c) {
         c.exact = false;
         c.model = LEXPROBE_TESTS_DIR "/old_files/0.1.0/spring";
         c.step = 0.5;
       },
       absl::StatusCode::kInvalidArgument, "this is a network of kind flow"},
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

TEST(OscillatorSubjectOptionsTest, TheBuiltInHypothesesAreThoseOfTheFile) {
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
