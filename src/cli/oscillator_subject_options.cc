#include "cli/oscillator_subject_options.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/bound_option.h"
#include "cli/oscillator_hypotheses.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/training_job.h"
#include "lexprobe/oscillator/training_state.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe::cli {
namespace {

absl::StatusOr<OscillatorModel> LoadFrom(const SubjectChoices& choices) {
  if (choices.model.empty()) {
    if (choices.exact) return OscillatorModel{};
    return absl::InvalidArgumentError(
        "--model is missing: the folder of `oscillator train`");
  }
  if (!IsFolder(choices.model)) return LoadOscillatorModel(choices.model);
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path,
                            PathInModel(choices.model, kOscillatorFile));
  return LoadOscillatorModel(path);
}

// The control of a model folder. Null, without an error, if there is none or
// it is of another experiment, as after a stopped training.
absl::StatusOr<std::optional<OscillatorModel>> LoadControl(
    const SubjectChoices& choices, const OscillatorModel& model) {
  if (!IsFolder(choices.model)) return std::nullopt;
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path,
                            PathInModel(choices.model, kDampedFile));
  if (!FileExists(path)) return std::nullopt;
  LEXPROBE_ASSIGN_OR_RETURN(OscillatorModel control, LoadOscillatorModel(path));
  const Experiment expected = DampedExperiment(model.experiment);
  if (ToJson(control.experiment) != ToJson(expected)) return std::nullopt;
  return control;
}

// Settings of an integrator say nothing about a network that has none.
absl::Status CheckIntegrated(const SubjectChoices& choices,
                             const OscillatorModel& model) {
  const SubjectChoices defaults;
  const bool given = choices.integrator != defaults.integrator ||
                     choices.step != defaults.step;
  const NetworkKind kind = model.experiment.network.kind;
  if (!given || (kind != NetworkKind::kFlow && !choices.exact)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "--integrator and --step are for networks that are integrated (",
      NameOf(NetworkKind::kDerivative), ", ", NameOf(NetworkKind::kHamiltonian),
      "); this is ",
      choices.exact ? "the exact solution"
                    : absl::StrCat("a network of kind ", NameOf(kind))));
}

}  // namespace

void AddModelChoice(SubjectChoices& choices, po::options_description& options) {
  options.add_options()  //
      ("model", po::value(&choices.model)->value_name("DIR"),
       "folder of `oscillator train`, or a model file")  //
      ("exact", po::bool_switch(&choices.exact),
       "the exact solution in place of the network: must be supported")  //
      ("untrained", po::bool_switch(&choices.untrained),
       "the network as it was before training: must be refuted")  //
      ("integrator", Bound(choices.integrator),
       "runge-kutta or leapfrog, for networks that are integrated")  //
      ("step", Bound(choices.step), "longest step of the integrator");
}

void AddTestOptions(SubjectChoices& choices, po::options_description& options) {
  options.add_options()  //
      ("hypotheses",
       po::value(&choices.hypotheses)->composing()->value_name("FILE"),
       "TOML file with hypotheses; can be given again; without it, those "
       "that the program was built with")                         //
      ("starts", Bound(choices.starts), "held-out trajectories")  //
      ("times", Bound(choices.times), "moments of each")          //
      ("correction", Bound(choices.correction),
       "of p for the number of hypotheses: holm, benjamini-hochberg or none")  //
      ("permutations", Bound(choices.test.permutations),
       "drawn for each permutation test, at least 9,999")  //
      ("resamples", Bound(choices.test.resamples),
       "of the bootstrap, at least 100")  //
      ("seed", Bound(choices.test.seed),
       "of the test's starts, times, permutations and resamples");
}

absl::StatusOr<IntegrationOptions> SubjectChoices::Integration() const {
  if (integrator == "runge-kutta") {
    return IntegrationOptions{Integrator::kRungeKutta, step};
  }
  if (integrator == "leapfrog") {
    return IntegrationOptions{Integrator::kLeapfrog, step};
  }
  return WrongValue("integrator", integrator, "runge-kutta or leapfrog");
}

absl::StatusOr<Correction> SubjectChoices::CorrectionOf() const {
  const std::optional<Correction> found = CorrectionFromName(correction);
  if (found.has_value()) return *found;
  return WrongValue("correction", correction,
                    "holm, benjamini-hochberg or none");
}

absl::StatusOr<std::vector<Hypothesis>> SubjectChoices::Hypotheses() const {
  if (!hypotheses.empty()) return ReadHypotheses(hypotheses);
  return ParseHypotheses(kOscillatorHypotheses,
                         "data/hypotheses/oscillator.toml");
}

absl::StatusOr<LoadedSubject> LoadSubject(const SubjectChoices& choices) {
  LEXPROBE_ASSIGN_OR_RETURN(const IntegrationOptions integration,
                            choices.Integration());
  LoadedSubject loaded;
  LEXPROBE_ASSIGN_OR_RETURN(loaded.model, LoadFrom(choices));
  LEXPROBE_RETURN_IF_ERROR(CheckIntegrated(choices, loaded.model));
  const SampleOptions& samples = loaded.model.experiment.samples;
  const TrajectoryOptions taken{choices.starts, choices.times,
                                samples.amplitude, samples.time};
  LEXPROBE_RETURN_IF_ERROR(Validate(taken));
  if (choices.exact) {
    Oscillator oscillator = loaded.model.experiment.oscillator;
    oscillator.damping = 0;
    loaded.subject = ExactSubject(oscillator, taken);
    loaded.model.state = {};
    return loaded;
  }
  std::string name = choices.model;
  if (choices.untrained) {
    LEXPROBE_ASSIGN_OR_RETURN(loaded.model.state,
                              StartTraining(loaded.model.experiment));
    absl::StrAppend(&name, ", untrained");
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<OscillatorModel> control,
                            LoadControl(choices, loaded.model));
  LEXPROBE_ASSIGN_OR_RETURN(
      loaded.subject,
      ModelSubject(name, loaded.model, control ? &*control : nullptr, taken,
                   integration));
  return loaded;
}

}  // namespace lexprobe::cli
