// TestOptions: what a run of tests is repeated by, bit for bit.
//
// Thread-safe: plain values.

#ifndef LEXPROBE_STATS_TEST_OPTIONS_H_
#define LEXPROBE_STATS_TEST_OPTIONS_H_

#include <cstdint>

#include "absl/status/status.h"

namespace lexprobe {

struct TestOptions {
  // Changes the result.
  uint64_t seed = 1;
  int64_t permutations = 9999;  // at least 9,999, at most 100,000,000
  int64_t resamples = 2000;     // bootstrap; at least 100, at most 1,000,000

  // Changes only the speed.
  int threads = 1;  // of the search; at least 1, at most 1,024
};

// InvalidArgument naming the option, its value and what is allowed.
absl::Status Validate(const TestOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_TEST_OPTIONS_H_
