// The energy in pictures: over time, with the band in which nine tenths of the
// starts lie, and its error as a histogram. Private to oscillator.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_ENERGY_CHARTS_H_
#define LEXPROBE_OSCILLATOR_ENERGY_CHARTS_H_

#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/oscillator/subject.h"
#include "lexprobe/report/svg_chart.h"

namespace lexprobe {

// E / E_0 of many starts at even times, within the training range and beyond.
struct EnergyTable {
  std::vector<double> times;
  std::vector<std::vector<double>> shares;  // one row a time, rising
};

EnergyTable EnergyOverTime(const OscillatorSubject& subject, Random random);

Chart EnergyChart(const OscillatorSubject& subject, const EnergyTable& table);

// Of the moments within the training range.
Chart EnergyErrorChart(const OscillatorSubject& subject,
                       const EnergyTable& table);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_ENERGY_CHARTS_H_
