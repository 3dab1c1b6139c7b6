// The options of an oscillator's experiment: what is trained, on what, and how.

#ifndef LEXPROBE_CLI_OSCILLATOR_EXPERIMENT_OPTIONS_H_
#define LEXPROBE_CLI_OSCILLATOR_EXPERIMENT_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cli/options.h"
#include "lexprobe/oscillator/experiment.h"

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

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_OSCILLATOR_EXPERIMENT_OPTIONS_H_
