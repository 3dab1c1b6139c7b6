// The options of `lexprobe evaluate`, and what they come to once they are
// read and checked.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_EVALUATE_OPTIONS_H_
#define LEXPROBE_CLI_EVALUATE_OPTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/evaluation_report.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "lexprobe/probe/analogy_set.h"
#include "lexprobe/probe/evaluation.h"
#include "lexprobe/probe/similarity.h"
#include "lexprobe/probe/word_lookup.h"

namespace lexprobe::cli {

struct EvaluateOptions {
  ModelArgument model = {.model = "",
                         .format = "",
                         .restrict_vocab = EvaluationOptions().restrict_vocab};
  std::vector<std::string> compare;
  std::vector<std::string> questions;
  std::vector<std::string> similarity;
  std::vector<std::string> methods;
  std::string case_rule{NameOf(CaseRule::kAuto)};
  std::string form = "table";
  bool json = false;
  bool without_baselines = false;
  int resamples = 2'000;
  int exchanges = 9'999;
  uint64_t seed = 1;
  int threads = 0;
};

po::options_description OptionsInto(EvaluateOptions& options);

// The options, checked, with the files that they name.
struct EvaluatePlan {
  EvaluateOptions options;
  OutputForm form = OutputForm::kTable;
  EvaluationOptions evaluation;
  std::vector<AnswerRule> methods;
  std::vector<AnalogySet> sets;                     // one a --questions
  std::vector<std::vector<JudgedPair>> judgements;  // one a --similarity
};

// Finds all that can be wrong without a model. InvalidArgument naming the
// option; the errors of ReadAnalogySet and ReadJudgedPairs.
absl::StatusOr<EvaluatePlan> MakePlan(EvaluateOptions options);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_EVALUATE_OPTIONS_H_
