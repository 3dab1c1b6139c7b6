#include "cli/oscillator_section.h"

#include <utility>
#include <vector>

#include "cli/oscillator_subject_options.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/random.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/energy_bias.h"
#include "lexprobe/oscillator/figure.h"
#include "lexprobe/oscillator/page.h"
#include "lexprobe/oscillator/training_job.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe::cli {
namespace {

absl::StatusOr<std::string> Render(
    const std::string& model,
    std::string (*render)(const OscillatorPageInput& input)) {
  SubjectChoices choices;
  choices.model = model;
  LEXPROBE_ASSIGN_OR_RETURN(const LoadedSubject loaded, LoadSubject(choices));
  const OscillatorSubject& subject = loaded.subject;
  const Random random = Random(choices.test.seed).Fork("oscillator");
  const Figure figure =
      OscillatorFigure(subject, loaded.model.state.history, random);
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            choices.Hypotheses());
  LEXPROBE_ASSIGN_OR_RETURN(const HypothesisRun run,
                            TestOscillator(std::move(hypotheses), subject,
                                           choices.test, Correction::kHolm));
  const EnergyBias bias = MeasureEnergyBias(subject.oscillator, *subject.flow,
                                            subject.taken, random);
  return render({subject, loaded.model.experiment, figure, run, bias});
}

}  // namespace

bool IsOscillatorFolder(const std::string& path) {
  return IsFolder(path) && FileExists(JoinPath(path, kOscillatorFile)) &&
         !FileExists(JoinPath(path, kEmbeddingsFile));
}

absl::StatusOr<std::string> OscillatorSectionFor(const std::string& model) {
  return Render(model, OscillatorSection);
}

absl::StatusOr<std::string> OscillatorPageFor(const std::string& model) {
  return Render(model, OscillatorPage);
}

}  // namespace lexprobe::cli
