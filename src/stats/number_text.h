// Numbers in the sentences and tables of the evidence. Private to stats.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_NUMBER_TEXT_H_
#define LEXPROBE_STATS_NUMBER_TEXT_H_

#include <string>

#include "lexprobe/stats/effect_size.h"

namespace lexprobe {

// Three significant digits; "undefined" for NaN.
std::string NumberText(double value);

// Three decimals, for columns of shares and ranks' inverses; two digits where
// those would all be 0.
std::string ShareText(double value);

// "0.43 to 0.55".
std::string RangeText(const Interval& interval);

// "95% interval".
std::string LevelText(const Interval& interval);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_NUMBER_TEXT_H_
