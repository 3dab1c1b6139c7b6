// `lexprobe score --minimal-pairs`: does the network prefer the sentences that
// make sense?

#ifndef LEXPROBE_CLI_SCORE_MINIMAL_PAIRS_H_
#define LEXPROBE_CLI_SCORE_MINIMAL_PAIRS_H_

#include <string>

#include "absl/status/status.h"
#include "cli/sentence_score.h"
#include "cli/streams.h"

namespace lexprobe::cli {

// Judges the pairs of the file `path` and prints what came of it, as a table
// with the `worst` pairs or as JSON; what could not be scored is told on
// io.err. Errors of ReadMinimalPairs; Cancelled after a signal.
absl::Status ScoreMinimalPairs(const std::string& path, int worst, bool json,
                               SentenceScorer& scorer, Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_SCORE_MINIMAL_PAIRS_H_
