// Counts of successes: was this chance?
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_BINOMIAL_H_
#define LEXPROBE_PROBE_BINOMIAL_H_

#include <cstdint>

#include "lexprobe/probe/bootstrap.h"

namespace lexprobe {

// The exact sign test, one-sided: the probability of `successes` or more in
// `trials` at a chance of 1/2 each; 1 for no trials.
// REQUIRES: 0 <= successes <= trials
double SignTestP(int64_t successes, int64_t trials);

// Wilson's score interval of a chance (Wilson 1927), which stays inside 0 to 1
// and holds more than one value even where all succeed; 0 to 1 for no trials.
// REQUIRES: 0 <= successes <= trials
Interval95 WilsonInterval(int64_t successes, int64_t trials);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_BINOMIAL_H_
