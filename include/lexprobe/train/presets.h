// Sets of training options that go together.

#ifndef LEXPROBE_TRAIN_PRESETS_H_
#define LEXPROBE_TRAIN_PRESETS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/train/train_options.h"

namespace lexprobe {

struct Preset {
  absl::string_view name;
  absl::string_view purpose;     // for help: "the default"
  void (*apply)(TrainOptions*);  // sets what the preset fixes
};

// All of them: "fast", "balanced" (the defaults of TrainOptions), "thorough"
// and "best", each slower and better; "validity" and "collobert-weston".
absl::Span<const Preset> Presets();

// InvalidArgument, with what is allowed, if no preset has this name; then
// `options` are as they were.
absl::Status ApplyPreset(absl::string_view name, TrainOptions* options);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_PRESETS_H_
