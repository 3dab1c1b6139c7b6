// The paired permutation test: exchanging the two members of a pair turns the
// sign of their difference.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_SIGN_FLIP_H_
#define LEXPROBE_PROBE_SIGN_FLIP_H_

#include <cstdint>

#include "absl/types/span.h"
#include "lexprobe/base/random.h"

namespace lexprobe {

struct SignFlipResult {
  double p = 1;
  int64_t exchanges = 0;  // looked at
  bool exact = false;     // all there are
};

// Two-sided: how often the sum of `differences` with other signs is as far
// from 0 as it is. Exact over all 2^n signs where n of them are not 0 and n
// <= 16; else p = (k + 1) / (m + 1), k of m = `exchanges` drawn ones being as
// far (Phipson & Smyth 2010). Zeros do not matter.
SignFlipResult SignFlipTest(absl::Span<const double> differences, int exchanges,
                            Random random);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_SIGN_FLIP_H_
