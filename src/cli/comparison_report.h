// What `lexprobe evaluate --compare` found, as tables for people and for
// machines.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_COMPARISON_REPORT_H_
#define LEXPROBE_CLI_COMPARISON_REPORT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "cli/evaluation_report.h"
#include "lexprobe/probe/evaluation_comparison.h"
#include "lexprobe/probe/similarity.h"

namespace lexprobe::cli {

struct ComparedAnalogies {
  std::string file;
  AnswerRule method = AnswerRule::kCosAdd;
  std::vector<AccuracyComparison> groups;
};

struct ComparedSimilarities {
  std::string file;
  int64_t pairs = 0;
  SimilarityComparison comparison;
};

struct ComparisonReport {
  EvaluationSettings first;
  EvaluationSettings second;
  std::vector<ComparedAnalogies> analogies;
  std::vector<ComparedSimilarities> similarities;
};

// The report in `form`, with a final newline.
std::string Render(const ComparisonReport& report, OutputForm form);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_COMPARISON_REPORT_H_
