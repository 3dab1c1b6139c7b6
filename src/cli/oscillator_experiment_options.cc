#include "cli/oscillator_experiment_options.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/bound_option.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

std::string TextOf(const Range& range) {
  return absl::StrCat(range.low, ":", range.high);
}

}  // namespace

absl::StatusOr<Range> ParseRange(absl::string_view option,
                                 absl::string_view text) {
  const std::vector<absl::string_view> ends = absl::StrSplit(text, ':');
  Range range;
  if (ends.size() != 2 || !absl::SimpleAtod(ends[0], &range.low) ||
      !absl::SimpleAtod(ends[1], &range.high)) {
    return WrongValue(option, text, "LOW:HIGH");
  }
  return range;
}

absl::StatusOr<std::vector<int>> ParseWidths(absl::string_view option,
                                             absl::string_view text) {
  std::vector<int> widths;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    widths.emplace_back();
    if (!absl::SimpleAtoi(part, &widths.back())) {
      return WrongValue(option, text,
                        "a list of whole numbers, as 16,32,32,16,");
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

}  // namespace lexprobe::cli
