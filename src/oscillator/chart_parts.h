// What the oscillator's charts share. Private to oscillator.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_OSCILLATOR_CHART_PARTS_H_
#define LEXPROBE_OSCILLATOR_CHART_PARTS_H_

#include <vector>

#include "lexprobe/oscillator/subject.h"
#include "lexprobe/report/svg_chart.h"

namespace lexprobe {

// Evenly spaced times, both ends included: count + 1 of them.
std::vector<double> TimesOf(const Range& range, int count);

// The training range and half of it again.
Range ShownRange(const OscillatorSubject& subject);

// "time t (period 6.28)".
ChartAxis TimeAxis(const OscillatorSubject& subject);

// Where the training range ends.
ChartReference EndOfTraining(const OscillatorSubject& subject);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_CHART_PARTS_H_
