#include "lexprobe/oscillator/experiment.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "oscillator/option_checks.h"

namespace lexprobe {
namespace {

using Json = nlohmann::ordered_json;

// Walks the settings in one order, for writing and for reading: a visitor is
// called with each name and field. Names are those of the command's options.
template <typename AnyExperiment, typename Visitor>
void Visit(AnyExperiment& e, Visitor&& visit) {
  visit("mass", e.oscillator.mass);
  visit("stiffness", e.oscillator.stiffness);
  visit("damping", e.oscillator.damping);
  visit("samples", e.samples.count);
  visit("held-out", e.samples.held_out);
  visit("amplitude-range", e.samples.amplitude);
  visit("time-range", e.samples.time);
  visit("noise", e.samples.noise);
  visit("kind", e.network.kind);
  visit("hidden", e.network.hidden);
  visit("activation", e.network.activation);
  visit("normalise", e.network.normalise);
  visit("sine-features", e.network.sine_features);
  visit("highest-frequency", e.network.highest_frequency);
  visit("first-layer-scale", e.network.first_layer_scale);
  visit("epochs", e.fit.epochs);
  visit("batch-size", e.fit.batch_size);
  visit("learning-rate", e.fit.learning_rate);
  visit("final-rate", e.fit.final_rate);
  visit("seed", e.fit.seed);
}

Json ToValue(double value) { return value; }
Json ToValue(int64_t value) { return value; }
Json ToValue(int value) { return value; }
Json ToValue(uint64_t value) { return value; }
Json ToValue(bool value) { return value; }
Json ToValue(const std::vector<int>& value) { return value; }
Json ToValue(const Range& value) { return {value.low, value.high}; }
Json ToValue(NetworkActivation value) { return std::string(NameOf(value)); }
Json ToValue(NetworkKind value) { return std::string(NameOf(value)); }

absl::Status Wrong(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("not ", what));
}

absl::Status FromValue(const Json& json, double& out) {
  if (!json.is_number()) return Wrong("a number");
  out = json.get<double>();
  return absl::OkStatus();
}

template <typename Integer>
requires std::is_integral_v<Integer> absl::Status FromValue(const Json& json,
                                                            Integer& out) {
  if (!json.is_number_integer()) return Wrong("a whole number");
  if (json.is_number_unsigned()) {
    const uint64_t value = json.get<uint64_t>();
    if (!std::in_range<Integer>(value)) return Wrong("within range");
    out = static_cast<Integer>(value);
    return absl::OkStatus();
  }
  const int64_t value = json.get<int64_t>();
  if (!std::in_range<Integer>(value)) return Wrong("within range");
  out = static_cast<Integer>(value);
  return absl::OkStatus();
}

absl::Status FromValue(const Json& json, bool& out) {
  if (!json.is_boolean()) return Wrong("true or false");
  out = json.get<bool>();
  return absl::OkStatus();
}

absl::Status FromValue(const Json& json, std::vector<int>& out) {
  if (!json.is_array()) return Wrong("a list of whole numbers");
  out.clear();
  for (const Json& element : json) {
    out.emplace_back();
    LEXPROBE_RETURN_IF_ERROR(FromValue(element, out.back()));
  }
  return absl::OkStatus();
}

absl::Status FromValue(const Json& json, Range& out) {
  if (!json.is_array() || json.size() != 2) return Wrong("a pair of numbers");
  LEXPROBE_RETURN_IF_ERROR(FromValue(json[0], out.low));
  return FromValue(json[1], out.high);
}

absl::Status FromValue(const Json& json, NetworkActivation& out) {
  if (!json.is_string()) return Wrong("a name");
  LEXPROBE_ASSIGN_OR_RETURN(out,
                            NetworkActivationFrom(json.get<std::string>()));
  return absl::OkStatus();
}

absl::Status FromValue(const Json& json, NetworkKind& out) {
  if (!json.is_string()) return Wrong("a name");
  LEXPROBE_ASSIGN_OR_RETURN(out, NetworkKindFrom(json.get<std::string>()));
  return absl::OkStatus();
}

}  // namespace

absl::Status Validate(const FitOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(CheckFromTo("epochs", options.epochs, 1, 1000000));
  LEXPROBE_RETURN_IF_ERROR(
      CheckFromTo("batch-size", options.batch_size, 1, 1000000));
  LEXPROBE_RETURN_IF_ERROR(CheckAbove("learning-rate", options.learning_rate));
  if (!(options.final_rate > 0) || !(options.final_rate <= 1)) {
    return absl::InvalidArgumentError(
        absl::StrCat("final-rate is ", options.final_rate,
                     "; it must be above 0 and at most 1"));
  }
  return absl::OkStatus();
}

absl::Status Validate(const Experiment& experiment) {
  LEXPROBE_RETURN_IF_ERROR(Validate(experiment.oscillator));
  LEXPROBE_RETURN_IF_ERROR(Validate(experiment.samples));
  LEXPROBE_RETURN_IF_ERROR(Validate(experiment.network));
  return Validate(experiment.fit);
}

std::string ToJson(const Experiment& experiment) {
  Json json = Json::object();
  Visit(experiment, [&json](const char* name, const auto& field) {
    json[name] = ToValue(field);
  });
  return json.dump();
}

absl::StatusOr<Experiment> ExperimentFromJson(absl::string_view text) {
  const Json json = Json::parse(text.begin(), text.end(), nullptr,
                                /*allow_exceptions=*/false);
  if (!json.is_object()) {
    return absl::InvalidArgumentError("settings are not a JSON object");
  }
  Experiment experiment;
  absl::Status status;
  size_t known = 0;
  Visit(experiment, [&](const char* name, auto& field) {
    if (!status.ok()) return;
    ++known;
    const auto found = json.find(name);
    status = found == json.end()
                 ? absl::InvalidArgumentError(
                       absl::StrCat("setting \"", name, "\" is missing"))
                 : Annotate(FromValue(*found, field),
                            absl::StrCat("setting \"", name, "\""));
  });
  LEXPROBE_RETURN_IF_ERROR(status);
  if (json.size() != known) {
    return absl::InvalidArgumentError(absl::StrCat(
        "there are ", json.size(), " settings where ", known, " are known"));
  }
  LEXPROBE_RETURN_IF_ERROR(Validate(experiment));
  return experiment;
}

}  // namespace lexprobe
