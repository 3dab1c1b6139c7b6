// The options of how an oscillator's model is tested, and the model they name.

#ifndef LEXPROBE_CLI_OSCILLATOR_SUBJECT_OPTIONS_H_
#define LEXPROBE_CLI_OSCILLATOR_SUBJECT_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/options.h"
#include "lexprobe/oscillator/model_file.h"
#include "lexprobe/oscillator/subject.h"
#include "lexprobe/stats/hypothesis.h"
#include "lexprobe/stats/multiple_testing.h"
#include "lexprobe/stats/test_options.h"

namespace lexprobe::cli {

// How trajectories are taken and hypotheses are tested.
struct SubjectChoices {
  std::string model;
  bool exact = false;
  bool untrained = false;
  std::string integrator = "runge-kutta";
  double step = IntegrationOptions{}.step;
  int starts = TrajectoryOptions{}.starts;
  int times = TrajectoryOptions{}.times;
  std::vector<std::string> hypotheses;  // files; none: the built-in ones
  std::string correction = "holm";
  TestOptions test;

  absl::StatusOr<IntegrationOptions> Integration() const;
  absl::StatusOr<Correction> CorrectionOf() const;
  // Those of the files, or the ones of data/hypotheses/oscillator.toml that
  // the program was built with.
  absl::StatusOr<std::vector<Hypothesis>> Hypotheses() const;
};

void AddModelChoice(SubjectChoices& choices, po::options_description& options);
void AddTestOptions(SubjectChoices& choices, po::options_description& options);

// A subject, and what it came from.
struct LoadedSubject {
  OscillatorSubject subject;
  OscillatorModel model;  // with settings only, if exact
};

// InvalidArgument if there is no --model where one is needed, or a choice is
// not valid; NotFound if the folder holds no model; DataLoss.
absl::StatusOr<LoadedSubject> LoadSubject(const SubjectChoices& choices);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_OSCILLATOR_SUBJECT_OPTIONS_H_
