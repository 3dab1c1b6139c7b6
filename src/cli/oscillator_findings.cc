#include "cli/oscillator_findings.h"

#include <utility>
#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/figure.h"

namespace lexprobe::cli {
namespace {

Random RandomOf(const SubjectChoices& choices) {
  return Random(choices.test.seed).Fork("oscillator");
}

}  // namespace

absl::StatusOr<OscillatorFindings> TestSubject(const SubjectChoices& choices,
                                               const LoadedSubject& loaded) {
  const OscillatorSubject& subject = loaded.subject;
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            choices.Hypotheses());
  LEXPROBE_ASSIGN_OR_RETURN(const Correction correction,
                            choices.CorrectionOf());
  LEXPROBE_ASSIGN_OR_RETURN(
      HypothesisRun run,
      TestOscillator(std::move(hypotheses), subject, choices.test, correction));
  return OscillatorFindings{
      std::move(run), MeasureEnergyBias(subject.oscillator, *subject.flow,
                                        subject.taken, RandomOf(choices))};
}

Figure FigureOf(const SubjectChoices& choices, const LoadedSubject& loaded) {
  return OscillatorFigure(loaded.subject, loaded.model.state.history,
                          RandomOf(choices));
}

absl::StatusOr<std::string> RenderFindings(
    const SubjectChoices& choices, const LoadedSubject& loaded,
    std::string (*render)(const OscillatorPageInput& input)) {
  LEXPROBE_ASSIGN_OR_RETURN(const OscillatorFindings found,
                            TestSubject(choices, loaded));
  return render({loaded.subject, loaded.model.experiment,
                 FigureOf(choices, loaded), found.run, found.bias});
}

}  // namespace lexprobe::cli
