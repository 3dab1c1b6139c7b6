#include "lexprobe/train/presets.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace lexprobe {
namespace {

void UseFast(TrainOptions* options) {
  options->embedding.replicas = 1;
  options->validity.epochs = 0.4;
}

void UseBalanced(TrainOptions*) {}

void UseThorough(TrainOptions* options) {
  options->embedding.epochs = 4;
  options->embedding.replicas = 8;
  options->embedding.distillation = 88;
  options->validity.epochs = 1;
}

void UseBest(TrainOptions* options) {
  options->embedding.epochs = 4;
  options->embedding.replicas = 12;
  options->embedding.distillation = 88;
  options->embedding.corruptions = 256;  // rare words gain by them
  options->validity.epochs = 2;
  options->validity.corruptions = 128;
}

void UseValidity(TrainOptions* options) {
  options->embedding.epochs = 0;
  options->model.hidden = 128;
  options->validity.epochs = 4;
  options->validity.corruptions = 256;
  options->validity.rate = 0.1;
}

// Collobert & Weston 2008: one network, hardtanh, hinge loss, the word in the
// middle replaced.
void UseCollobertWeston(TrainOptions* options) {
  options->embedding.epochs = 0;
  options->model.activation = Activation::kHardtanh;
  options->model.hidden = 100;
  options->validity.epochs = 3;
  options->validity.corruptions = 32;
  options->validity.loss.loss = Loss::kHinge;
  options->validity.position = CorruptionPosition::kCentre;
  options->validity.rate = 0.1;
}

constexpr Preset kPresets[] = {
    {"fast", "half the time", UseFast},
    {"balanced", "the defaults", UseBalanced},
    {"thorough", "four times as long, better", UseThorough},
    {"best", "ten times as long, a little better still", UseBest},
    {"validity", "for scoring N-grams", UseValidity},
    {"collobert-weston", "the recipe of 2008", UseCollobertWeston},
};

}  // namespace

absl::Span<const Preset> Presets() { return kPresets; }

absl::Status ApplyPreset(absl::string_view name, TrainOptions* options) {
  for (const Preset& preset : Presets()) {
    if (preset.name == name) return preset.apply(options), absl::OkStatus();
  }
  const auto append_name = [](std::string* out, const Preset& preset) {
    absl::StrAppend(out, preset.name);
  };
  return absl::InvalidArgumentError(absl::StrCat(
      "preset is \"", name,
      "\"; allowed: ", absl::StrJoin(Presets(), ", ", append_name)));
}

}  // namespace lexprobe
