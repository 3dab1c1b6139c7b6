// What both stages' optimisers start from and keep to.

#ifndef LEXPROBE_TRAIN_OPTIMIZER_SETTINGS_H_
#define LEXPROBE_TRAIN_OPTIMIZER_SETTINGS_H_

namespace lexprobe {

// First value of Adagrad's accumulators: a row's first step is bounded by it.
inline constexpr float kFirstAccumulator = 1e-3f;
inline constexpr float kRmsDecay = 0.999f;

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_OPTIMIZER_SETTINGS_H_
