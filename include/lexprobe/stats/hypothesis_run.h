// HypothesisRun: hypotheses tested together, corrected for their number, and
// decided. Holds all that a page about it needs, and all that it takes to
// have the verdicts again, bit for bit.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_HYPOTHESIS_RUN_H_
#define LEXPROBE_STATS_HYPOTHESIS_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/base/random.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/stats/hypothesis.h"
#include "lexprobe/stats/multiple_testing.h"
#include "lexprobe/stats/test_options.h"
#include "lexprobe/stats/test_result.h"
#include "lexprobe/stats/verdict.h"

namespace lexprobe {

struct TestedHypothesis {
  Hypothesis hypothesis;
  TestResult result;
  Verdict verdict;
};

// What the hypotheses are about.
struct TestSubject {
  std::string model;           // as the user named it
  uint64_t checksum = 0;       // of the vectors or parameters
  int64_t words = 0;           // searched; 0: not a model of words
  int64_t vocabulary_cut = 0;  // --restrict-vocab; 0: none
  int dim = 0;
};

struct HypothesisRun {
  TestSubject subject;
  TestOptions options;
  Correction correction = Correction::kHolm;
  std::vector<TestedHypothesis> tested;
};

// The stream of randomness of one hypothesis: by its name, so that the other
// hypotheses of a run do not change its evidence.
Random RandomFor(const Hypothesis& hypothesis, const TestOptions& options);

// Corrects and decides hypotheses that have been tested; verdicts in them are
// replaced.
void Conclude(HypothesisRun& run);

// Tests `hypotheses` on embeddings, and concludes. Of the subject, the model's
// name and the vocabulary cut are left to the caller.
// InvalidArgument if `options` are out of range or a hypothesis is not about
// words (kind "conservation").
absl::StatusOr<HypothesisRun> TestHypotheses(std::vector<Hypothesis> hypotheses,
                                             const NeighborIndex& index,
                                             const TestOptions& options,
                                             Correction correction);

// The whole run as one JSON object, indented by two; numbers that are not
// finite are null. Null distributions are given as histograms of 50 bins.
std::string ToJson(const HypothesisRun& run);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_HYPOTHESIS_RUN_H_
