// Controls: hypotheses that are false, by names that begin with "control". A
// test that cannot refute them has no right to support any other.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_CONTROLS_H_
#define LEXPROBE_OSCILLATOR_CONTROLS_H_

#include <string>

#include "lexprobe/oscillator/subject.h"
#include "lexprobe/stats/hypothesis.h"
#include "lexprobe/stats/hypothesis_run.h"

namespace lexprobe {

bool IsControl(const Hypothesis& hypothesis);

struct ControlCount {
  int asked = 0;
  int refuted = 0;
};

// Times beyond the training range are a control for a subject that was taught
// times, and for no other: the exact solution knows them all.
ControlCount CountControls(const HypothesisRun& run,
                           const OscillatorSubject& subject);

// "4 of 4 controls refuted, as they must be".
std::string DescribeControls(const ControlCount& count);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_CONTROLS_H_
