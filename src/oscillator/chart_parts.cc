#include "oscillator/chart_parts.h"

#include "absl/strings/str_format.h"
#include "lexprobe/oscillator/dynamics.h"

namespace lexprobe {

std::vector<double> TimesOf(const Range& range, int count) {
  std::vector<double> times;
  for (int i = 0; i <= count; ++i) {
    times.push_back(range.low + (range.high - range.low) * i / count);
  }
  return times;
}

Range ShownRange(const OscillatorSubject& subject) {
  const Range& training = subject.taken.time;
  return {training.low, training.high + (training.high - training.low) / 2};
}

ChartAxis TimeAxis(const OscillatorSubject& subject) {
  return {.title = absl::StrFormat("time t (period %.3g)",
                                   Period(subject.oscillator))};
}

ChartReference EndOfTraining(const OscillatorSubject& subject) {
  return {.label = "training ends",
          .axis = ChartReference::Axis::kX,
          .value = subject.taken.time.high,
          .color = ChartColor::kGreen};
}

}  // namespace lexprobe
