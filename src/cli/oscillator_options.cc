#include "cli/oscillator_options.h"

#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/oscillator_hypotheses.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/training_job.h"
#include "lexprobe/oscillator/training_state.h"

namespace lexprobe::cli {
namespace {

// A flag bound to a field, with the field's value as its default.
template <typename T>
po::typed_value<T>* Bound(T& field) {
  return po::value(&field)->default_value(field);
}

absl::Status Wrong(absl::string_view option, absl::string_view text,
                   absl::string_view meant) {
  return absl::InvalidArgumentError(absl::StrCat(
      "--", option, ": \"", text, "\" where ", meant, " is meant"));
}

std::string TextOf(const Range& range) {
  return absl::StrCat(range.low, ":", range.high);
}

absl::StatusOr<OscillatorModel> LoadFrom(const SubjectChoices& choices) {
  if (choices.model.empty()) {
    if (choices.exact) return OscillatorModel{};
    return absl::InvalidArgumentError(
        "--model is missing: the folder of `oscillator train`");
  }
  const std::string path = IsFolder(choices.model)
                               ? JoinPath(choices.model, kOscillatorFile)
                               : choices.model;
  return LoadOscillatorModel(path);
}

// The control of a model folder. Null, without an error, if there is none or
// it is of another experiment, as after a stopped training.
absl::StatusOr<std::optional<OscillatorModel>> LoadControl(
    const SubjectChoices& choices, const OscillatorModel& model) {
  const std::string path = JoinPath(choices.model, kDampedFile);
  if (!IsFolder(choices.model) || !FileExists(path)) return std::nullopt;
  LEXPROBE_ASSIGN_OR_RETURN(OscillatorModel control, LoadOscillatorModel(path));
  const Experiment expected = DampedExperiment(model.experiment);
  if (ToJson(control.experiment) != ToJson(expected)) return std::nullopt;
  return control;
}

}  // namespace

absl::StatusOr<Range> ParseRange(absl::string_view option,
                                 absl::string_view text) {
  const std::vector<absl::string_view> ends = absl::StrSplit(text, ':');
  Range range;
  if (ends.size() != 2 || !absl::SimpleAtod(ends[0], &range.low) ||
      !absl::SimpleAtod(ends[1], &range.high)) {
    return Wrong(option, text, "LOW:HIGH");
  }
  return range;
}

absl::StatusOr<std::vector<int>> ParseWidths(absl::string_view option,
                                             absl::string_view text) {
  std::vector<int> widths;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    widths.emplace_back();
    if (!absl::SimpleAtoi(part, &widths.back())) {
      return Wrong(option, text, "a list of whole numbers, as 16,32,32,16,");
    }
  }
  return widths;
}

ExperimentChoices ExperimentChoices::From(const Experiment& experiment) {
  return {TextOf(experiment.samples.amplitude), TextOf(experiment.samples.time),
          std::string(NameOf(experiment.network.kind)),
          absl::StrJoin(experiment.network.hidden, ","),
          std::string(NameOf(experiment.network.activation))};
}

absl::Status ExperimentChoices::Resolve(Experiment* experiment) const {
  LEXPROBE_ASSIGN_OR_RETURN(experiment->samples.amplitude,
                            ParseRange("amplitude-range", amplitude_range));
  LEXPROBE_ASSIGN_OR_RETURN(experiment->samples.time,
                            ParseRange("time-range", time_range));
  LEXPROBE_ASSIGN_OR_RETURN(experiment->network.kind, NetworkKindFrom(kind));
  LEXPROBE_ASSIGN_OR_RETURN(experiment->network.hidden,
                            ParseWidths("hidden", hidden));
  LEXPROBE_ASSIGN_OR_RETURN(experiment->network.activation,
                            NetworkActivationFrom(activation));
  return Validate(*experiment);
}

void AddExperimentOptions(Experiment& experiment, ExperimentChoices& choices,
                          po::options_description& options) {
  po::options_description oscillator("Oscillator and samples");
  oscillator.add_options()                                                 //
      ("mass", Bound(experiment.oscillator.mass), "m, above 0")            //
      ("stiffness", Bound(experiment.oscillator.stiffness), "k, above 0")  //
      ("damping", Bound(experiment.oscillator.damping),
       "c in dp/dt = -k x - (c/m) p, at least 0")  //
      ("samples", Bound(experiment.samples.count),
       "samples to train on, 1 to 100,000,000")  //
      ("held-out", Bound(experiment.samples.held_out),
       "samples for the held-out error")  //
      ("amplitude-range", Bound(choices.amplitude_range),
       "of the starts, LOW:HIGH, in the length sqrt(x^2 + p^2/(m k))")       //
      ("time-range", Bound(choices.time_range), "of the samples, LOW:HIGH")  //
      ("noise", Bound(experiment.samples.noise),
       "standard deviation of what is added to each target");
  po::options_description network("Network");
  network.add_options()  //
      ("kind", Bound(choices.kind),
       "flow: (x0, p0, t) -> (x, p), the experiment; derivative and "
       "hamiltonian are told more, and integrated")                        //
      ("hidden", Bound(choices.hidden), "widths of the hidden layers")     //
      ("activation", Bound(choices.activation), "relu, tanh, silu, sine")  //
      ("normalise", po::bool_switch(&experiment.network.normalise),
       "scale inputs and targets to mean 0 and variance 1")  //
      ("sine-features", Bound(experiment.network.sine_features),
       "above 0: sines and cosines of t at this many learned frequencies in "
       "place of t itself")  //
      ("highest-frequency", Bound(experiment.network.highest_frequency),
       "the frequencies start evenly spaced up to this one")  //
      ("first-layer-scale", Bound(experiment.network.first_layer_scale),
       "multiplies the first layer's starting weights");
  po::options_description fit("Training");
  fit.add_options()                                                        //
      ("epochs", Bound(experiment.fit.epochs), "passes over the samples")  //
      ("batch-size", Bound(experiment.fit.batch_size), "samples a step")   //
      ("learning-rate", Bound(experiment.fit.learning_rate),
       "of Adam, at the start")  //
      ("final-rate", Bound(experiment.fit.final_rate),
       "share of it that is left at the end of a half cosine; 1: constant")  //
      ("seed", Bound(experiment.fit.seed), "the one source of randomness");
  options.add(oscillator).add(network).add(fit);
}

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
       "for the number of hypotheses: holm, benjamini-hochberg, none")  //
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
  return Wrong("integrator", integrator, "runge-kutta or leapfrog");
}

absl::StatusOr<Correction> SubjectChoices::CorrectionOf() const {
  const std::optional<Correction> found = CorrectionFromName(correction);
  if (found.has_value()) return *found;
  return Wrong("correction", correction, "holm, benjamini-hochberg or none");
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
