// The oscillator's page: the figure, the verdicts and the energy's bias as one
// self-contained HTML file; and the same as a section for another page.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_OSCILLATOR_PAGE_H_
#define LEXPROBE_OSCILLATOR_PAGE_H_

#include <string>

#include "lexprobe/oscillator/energy_bias.h"
#include "lexprobe/oscillator/experiment.h"
#include "lexprobe/oscillator/subject.h"
#include "lexprobe/report/svg_chart.h"
#include "lexprobe/stats/hypothesis_run.h"

namespace lexprobe {

struct OscillatorPageInput {
  const OscillatorSubject& subject;
  const Experiment& experiment;
  const Figure& figure;
  const HypothesisRun& run;
  const EnergyBias& bias;  // within the training range
};

// "the energy comes out 1.2% too low: shrinkage toward the mean takes 3.1%,
// scatter adds 1.9%".
std::string DescribeBias(const EnergyBias& bias);

// A <section> without a style of its own.
std::string OscillatorSection(const OscillatorPageInput& input);

// A whole page, which refers to nothing outside of itself.
std::string OscillatorPage(const OscillatorPageInput& input);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_PAGE_H_
