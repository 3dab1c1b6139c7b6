// What `lexprobe score --minimal-pairs` found.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_MINIMAL_PAIR_REPORT_H_
#define LEXPROBE_CLI_MINIMAL_PAIR_REPORT_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/minimal_pairs.h"
#include "cli/streams.h"

namespace lexprobe::cli {

struct JudgedMinimalPair {
  MinimalPair pair;
  // Mean logit of the good sentence's N-grams less that of the bad one's;
  // nothing where one of them could not be scored.
  std::optional<double> difference;

  bool preferred() const { return difference.value_or(0) > 0; }
};

// For each group and for all: how many pairs were scored, and in how many the
// good sentence has the higher score, with Wilson's 95% interval and the p of
// the one-sided exact sign test; then the pairs that were judged worst, `worst`
// at most.
void PrintMinimalPairs(const std::vector<JudgedMinimalPair>& pairs, int worst,
                       Streams& io);

// The same as JSON, with all pairs.
void PrintMinimalPairsAsJson(const std::vector<JudgedMinimalPair>& pairs,
                             Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_MINIMAL_PAIR_REPORT_H_
