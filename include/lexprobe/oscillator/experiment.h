// Experiment: everything that decides what is trained, on what, and how. It
// is written into each model and checkpoint, as JSON.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_EXPERIMENT_H_
#define LEXPROBE_OSCILLATOR_EXPERIMENT_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/oscillator/dynamics.h"
#include "lexprobe/oscillator/network_options.h"
#include "lexprobe/oscillator/samples.h"

namespace lexprobe {

struct FitOptions {
  int64_t epochs = 100;         // passes over the samples: 1 to 1,000,000
  int64_t batch_size = 128;     // samples a step: 1 to 1,000,000
  double learning_rate = 1e-3;  // of Adam, at the start: above 0
  // Share of it left at the end of a half cosine (Loshchilov & Hutter 2017):
  // above 0, at most 1; 1 is a constant rate.
  double final_rate = 0.01;
  uint64_t seed = 1;  // the one source of randomness
};

// InvalidArgument naming the field, its value and what is allowed.
absl::Status Validate(const FitOptions& options);

struct Experiment {
  Oscillator oscillator;
  SampleOptions samples;
  NetworkOptions network;
  FitOptions fit;
};

absl::Status Validate(const Experiment& experiment);

// One JSON object with one member a setting, named as the command's options
// are. Equal experiments give equal text.
std::string ToJson(const Experiment& experiment);

// InvalidArgument naming the member if one is missing, of the wrong type,
// unknown or not valid.
absl::StatusOr<Experiment> ExperimentFromJson(absl::string_view text);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_EXPERIMENT_H_
