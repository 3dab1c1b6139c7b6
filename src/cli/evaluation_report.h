// What `lexprobe evaluate` found, as tables for people and for machines.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_EVALUATION_REPORT_H_
#define LEXPROBE_CLI_EVALUATION_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cli/json_output.h"
#include "lexprobe/probe/accuracy.h"
#include "lexprobe/probe/evaluation.h"
#include "lexprobe/probe/similarity.h"

namespace lexprobe::cli {

enum class OutputForm { kTable, kJson, kCsv, kMarkdown };

// InvalidArgument unless "table", "json", "csv" or "markdown".
absl::StatusOr<OutputForm> OutputFormOf(absl::string_view name);

// One file of questions answered by one method.
struct AnalogyReport {
  std::string file;
  AnswerRule method = AnswerRule::kCosAdd;
  std::vector<Accuracy> accuracies;
  // One for each of kBaselines, with the same groups; or empty.
  std::vector<std::vector<Accuracy>> baselines;
};

struct SimilarityReport {
  std::string file;
  SimilarityResult result;
};

// What all results of a run share.
struct EvaluationSettings {
  std::string model;
  uint64_t model_checksum = 0;  // of the words looked at
  int64_t rows = 0;             // words looked at: the first of the model
  std::string case_rule;
  int resamples = 0;
  uint64_t seed = 0;
};

struct EvaluationReport {
  EvaluationSettings settings;
  std::vector<AnalogyReport> analogies;
  std::vector<SimilarityReport> similarities;
  std::vector<std::string> missing_words;
};

// The report in `form`, with a final newline.
std::string Render(const EvaluationReport& report, OutputForm form);

// Pieces that the report of a comparison has too.

// "61.3", per cent; "-" for nothing.
std::string Percent(std::optional<double> share);
// "54.0-68.1"; "-" for nothing.
std::string PercentRange(const std::optional<Interval95>& interval);
// "0.6127"; "-" for nothing and NaN.
std::string Decimal(std::optional<double> number);
// The shortest text that reads back as the number; "" for nothing and NaN.
std::string CsvNumber(std::optional<double> number);
std::optional<double> LowOf(const std::optional<Interval95>& interval);
std::optional<double> HighOf(const std::optional<Interval95>& interval);
// [low, high] or null.
Json IntervalJson(const std::optional<Interval95>& interval);

// "model, 30000 words (checksum ...); words folded; ...".
std::string SettingsText(const EvaluationSettings& settings);
Json SettingsJson(const EvaluationSettings& settings);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_EVALUATION_REPORT_H_
