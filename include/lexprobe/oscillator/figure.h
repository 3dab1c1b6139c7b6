// The pictures of an oscillator's model: true and modelled trajectories in
// phase space, x(t), p(t), and the energy with the band in which nine tenths
// of the starts lie, within the training range and beyond it.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_OSCILLATOR_FIGURE_H_
#define LEXPROBE_OSCILLATOR_FIGURE_H_

#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/oscillator/subject.h"
#include "lexprobe/oscillator/training_state.h"
#include "lexprobe/report/svg_chart.h"

namespace lexprobe {

// Six charts in two columns; without `history` five.
Figure OscillatorFigure(const OscillatorSubject& subject,
                        const std::vector<EpochRecord>& history,
                        const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_FIGURE_H_
