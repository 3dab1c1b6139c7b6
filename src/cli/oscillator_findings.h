// What a model of the oscillator shows: figure, verdicts, the energy's bias.

#ifndef LEXPROBE_CLI_OSCILLATOR_FINDINGS_H_
#define LEXPROBE_CLI_OSCILLATOR_FINDINGS_H_

#include <string>

#include "absl/status/statusor.h"
#include "cli/oscillator_subject_options.h"
#include "lexprobe/oscillator/energy_bias.h"
#include "lexprobe/oscillator/page.h"
#include "lexprobe/report/svg_chart.h"
#include "lexprobe/stats/hypothesis_run.h"

namespace lexprobe::cli {

struct OscillatorFindings {
  HypothesisRun run;
  EnergyBias bias;
};

// Tests the hypotheses of the choices. Errors of reading them, and
// InvalidArgument for a choice that is not valid.
absl::StatusOr<OscillatorFindings> TestSubject(const SubjectChoices& choices,
                                               const LoadedSubject& loaded);

Figure FigureOf(const SubjectChoices& choices, const LoadedSubject& loaded);

// All of it by `render`, which is OscillatorPage() or OscillatorSection().
// Errors of TestSubject().
absl::StatusOr<std::string> RenderFindings(
    const SubjectChoices& choices, const LoadedSubject& loaded,
    std::string (*render)(const OscillatorPageInput& input));

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_OSCILLATOR_FINDINGS_H_
