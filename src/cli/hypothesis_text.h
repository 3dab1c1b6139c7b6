// A run of hypotheses as people read it on a terminal: each verdict with its
// reason and evidence, then all verdicts in one table.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_CLI_HYPOTHESIS_TEXT_H_
#define LEXPROBE_CLI_HYPOTHESIS_TEXT_H_

#include <string>

#include "absl/status/status.h"
#include "lexprobe/stats/hypothesis_run.h"
#include "lexprobe/stats/verdict.h"

namespace lexprobe::cli {

struct HypothesisTextOptions {
  int width = 80;      // columns, for sentences; tables are as wide as they are
  bool brief = false;  // verdicts and reasons only
  int table_rows = 60;  // of one table of the evidence; the rest are counted
};

// What repeats the run, every hypothesis, and the table of verdicts.
std::string HypothesisText(const HypothesisRun& run,
                           const HypothesisTextOptions& options);

// OK if every verdict of `run` is `expected`; else Aborted naming those that
// are not.
absl::Status CheckVerdicts(const HypothesisRun& run, Decision expected);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_HYPOTHESIS_TEXT_H_
