// Hypothesis files about words, as commands take them: which, how they are
// tested, and the run on a model.

#ifndef LEXPROBE_CLI_WORD_HYPOTHESES_H_
#define LEXPROBE_CLI_WORD_HYPOTHESES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/streams.h"
#include "lexprobe/stats/hypothesis.h"
#include "lexprobe/stats/hypothesis_run.h"
#include "lexprobe/stats/multiple_testing.h"
#include "lexprobe/stats/test_options.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe::cli {

struct HypothesisChoices {
  std::vector<std::string> files;
  TestOptions test;
  int threads = 0;  // 0: one a processor
  std::string correction{NameOf(Correction::kHolm)};
};

// --seed, --permutations, --resamples, --correction, --threads; not the files.
void AddHypothesisOptions(HypothesisChoices& choices,
                          po::options_description& options);

// InvalidArgument naming the option, the value and what is allowed.
absl::Status Validate(const HypothesisChoices& choices);

// Those of the files that are about words; the others are left out, and named
// on io.err. InvalidArgument if there is no file, or none about words; what
// ReadHypotheses() gives.
absl::StatusOr<std::vector<Hypothesis>> ReadWordHypotheses(
    const HypothesisChoices& choices, Streams& io);

// Tests them on the table, of which `model` says where it came from.
// REQUIRES: Validate(choices) is OK
absl::StatusOr<HypothesisRun> TestOnWords(std::vector<Hypothesis> hypotheses,
                                          const HypothesisChoices& choices,
                                          const ModelArgument& model,
                                          const EmbeddingTable& table);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_WORD_HYPOTHESES_H_
