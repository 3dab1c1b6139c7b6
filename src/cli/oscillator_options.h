// What the subcommands of `oscillator` share: the options of an experiment,
// of how a model is tested, and the files of a model folder.

#ifndef LEXPROBE_CLI_OSCILLATOR_OPTIONS_H_
#define LEXPROBE_CLI_OSCILLATOR_OPTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cli/options.h"
#include "lexprobe/oscillator/experiment.h"
#include "lexprobe/oscillator/model_file.h"
#include "lexprobe/oscillator/subject.h"
#include "lexprobe/stats/hypothesis.h"
#include "lexprobe/stats/multiple_testing.h"
#include "lexprobe/stats/test_options.h"

namespace lexprobe::cli {

// "LOW:HIGH", for options. InvalidArgument naming the option.
absl::StatusOr<Range> ParseRange(absl::string_view option,
                                 absl::string_view text);
// "16,32,32,16".
absl::StatusOr<std::vector<int>> ParseWidths(absl::string_view option,
                                             absl::string_view text);

// The options of an experiment whose values are words, lists and ranges.
struct ExperimentChoices {
  std::string amplitude_range, time_range, kind, hidden, activation;

  static ExperimentChoices From(const Experiment& experiment);
  // InvalidArgument naming the option, the value and what is allowed.
  absl::Status Resolve(Experiment* experiment) const;
};

void AddExperimentOptions(Experiment& experiment, ExperimentChoices& choices,
                          po::options_description& options);

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

#endif  // LEXPROBE_CLI_OSCILLATOR_OPTIONS_H_
