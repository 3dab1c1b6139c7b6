#include "cli/evaluation_report.h"

#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/terminal.h"
#include "cli/text_table.h"

namespace lexprobe::cli {
namespace {

std::string Shown(const TextTable& table, OutputForm form) {
  return form == OutputForm::kMarkdown ? table.ToMarkdown() : table.ToAligned();
}

std::string AnalogyTable(const AnalogyReport& report, OutputForm form) {
  std::vector<std::string> header = {"section", "pairs",    "questions",
                                     "covered", "accuracy", "95% interval",
                                     "honest"};
  for (size_t i = 0; i < report.baselines.size(); ++i) {
    header.emplace_back(NameOf(kBaselines[i]));
  }
  TextTable table(header);
  for (size_t i = 0; i < report.accuracies.size(); ++i) {
    const Accuracy& accuracy = report.accuracies[i];
    std::vector<std::string> cells = {
        WithoutControls(accuracy.name),     absl::StrCat(accuracy.pairs),
        absl::StrCat(accuracy.questions),   absl::StrCat(accuracy.covered),
        Percent(accuracy.accuracy()),       PercentRange(accuracy.interval),
        Percent(accuracy.honest_accuracy())};
    for (const std::vector<Accuracy>& baseline : report.baselines) {
      cells.push_back(Percent(baseline[i].accuracy()));
    }
    table.AddRow(std::move(cells));
  }
  return Shown(table, form);
}

std::string SimilarityTable(const std::vector<SimilarityReport>& reports,
                            OutputForm form) {
  TextTable table(
      {"file", "pairs", "covered", "Spearman", "95% interval", "Pearson"});
  for (const SimilarityReport& report : reports) {
    const SimilarityResult& result = report.result;
    const auto& interval = result.spearman_interval;
    table.AddRow(
        {WithoutControls(report.file), absl::StrCat(result.pairs),
         absl::StrCat(result.covered), Decimal(result.spearman),
         interval.has_value()
             ? absl::StrFormat("%.4f-%.4f", interval->low, interval->high)
             : std::string("-"),
         Decimal(result.pearson)});
  }
  return Shown(table, form);
}

// A guess among the words that are not the question's own.
double ChanceOf(const EvaluationSettings& settings) {
  return settings.rows <= 3 ? 1.0
                            : 1.0 / static_cast<double>(settings.rows - 3);
}

std::string Text(const EvaluationReport& report, OutputForm form) {
  const std::string heading = form == OutputForm::kMarkdown ? "### " : "";
  const std::string gap = form == OutputForm::kMarkdown ? "\n" : "";
  std::string text = absl::StrCat(SettingsText(report.settings), "\n");
  for (const AnalogyReport& analogy : report.analogies) {
    absl::StrAppend(&text, "\n", heading, WithoutControls(analogy.file), ", ",
                    NameOf(analogy.method), ", per cent right (chance ",
                    absl::StrFormat("%.2g", 100 * ChanceOf(report.settings)),
                    ")\n", gap, AnalogyTable(analogy, form));
  }
  if (!report.similarities.empty()) {
    absl::StrAppend(&text, "\n", heading, "word similarity\n", gap,
                    SimilarityTable(report.similarities, form));
  }
  return text;
}

std::string Csv(const EvaluationReport& report) {
  TextTable table({"test", "file", "method", "section", "pairs", "questions",
                   "covered", "score", "low", "high", "honest", "honest_low",
                   "honest_high", "only_b", "ignore_a", "add_opposite",
                   "pearson"});
  for (const AnalogyReport& analogy : report.analogies) {
    for (size_t i = 0; i < analogy.accuracies.size(); ++i) {
      const Accuracy& accuracy = analogy.accuracies[i];
      std::vector<std::string> cells = {
          "analogy",
          analogy.file,
          std::string(NameOf(analogy.method)),
          accuracy.name,
          absl::StrCat(accuracy.pairs),
          absl::StrCat(accuracy.questions),
          absl::StrCat(accuracy.covered),
          CsvNumber(accuracy.accuracy()),
          CsvNumber(LowOf(accuracy.interval)),
          CsvNumber(HighOf(accuracy.interval)),
          CsvNumber(accuracy.honest_accuracy()),
          CsvNumber(LowOf(accuracy.honest_interval)),
          CsvNumber(HighOf(accuracy.honest_interval))};
      for (size_t k = 0; k < std::size(kBaselines); ++k) {
        cells.push_back(analogy.baselines.empty()
                            ? ""
                            : CsvNumber(analogy.baselines[k][i].accuracy()));
      }
      cells.emplace_back();
      table.AddRow(std::move(cells));
    }
  }
  for (const SimilarityReport& similarity : report.similarities) {
    const SimilarityResult& result = similarity.result;
    table.AddRow({"similarity", similarity.file, "cosine", "",
                  absl::StrCat(result.pairs), absl::StrCat(result.pairs),
                  absl::StrCat(result.covered), CsvNumber(result.spearman),
                  CsvNumber(LowOf(result.spearman_interval)),
                  CsvNumber(HighOf(result.spearman_interval)), "", "", "", "",
                  "", "", CsvNumber(result.pearson)});
  }
  return table.ToCsv();
}

Json AccuracyJson(const Accuracy& accuracy) {
  return {{"section", accuracy.name},
          {"is_total", accuracy.is_total},
          {"pairs", accuracy.pairs},
          {"questions", accuracy.questions},
          {"covered", accuracy.covered},
          {"correct", accuracy.correct},
          {"accuracy", JsonNumber(accuracy.accuracy())},
          {"interval", IntervalJson(accuracy.interval)},
          {"honest_correct", accuracy.honest},
          {"honest_accuracy", JsonNumber(accuracy.honest_accuracy())},
          {"honest_interval", IntervalJson(accuracy.honest_interval)}};
}

Json AnalogyJson(const AnalogyReport& analogy) {
  Json sections = Json::array();
  for (size_t i = 0; i < analogy.accuracies.size(); ++i) {
    Json section = AccuracyJson(analogy.accuracies[i]);
    for (size_t k = 0; k < analogy.baselines.size(); ++k) {
      section["baselines"][std::string(NameOf(kBaselines[k]))] =
          JsonNumber(analogy.baselines[k][i].accuracy());
    }
    sections.push_back(std::move(section));
  }
  return {{"file", analogy.file},
          {"method", std::string(NameOf(analogy.method))},
          {"sections", std::move(sections)}};
}

std::string JsonText(const EvaluationReport& report) {
  Json json = SettingsJson(report.settings);
  json["chance"] = ChanceOf(report.settings);
  json["analogies"] = Json::array();
  for (const AnalogyReport& analogy : report.analogies) {
    json["analogies"].push_back(AnalogyJson(analogy));
  }
  json["similarities"] = Json::array();
  for (const SimilarityReport& similarity : report.similarities) {
    const SimilarityResult& result = similarity.result;
    json["similarities"].push_back(
        {{"file", similarity.file},
         {"pairs", result.pairs},
         {"covered", result.covered},
         {"spearman", JsonNumber(std::optional(result.spearman))},
         {"interval", IntervalJson(result.spearman_interval)},
         {"pearson", JsonNumber(std::optional(result.pearson))}});
  }
  json["missing_words"] = report.missing_words;
  return JsonLine(json);
}

}  // namespace

absl::StatusOr<OutputForm> OutputFormOf(absl::string_view name) {
  if (name == "table") return OutputForm::kTable;
  if (name == "json") return OutputForm::kJson;
  if (name == "csv") return OutputForm::kCsv;
  if (name == "markdown") return OutputForm::kMarkdown;
  return absl::InvalidArgumentError(
      absl::StrCat("--as is \"", name,
                   "\", must be \"table\", \"json\", \"csv\" or \"markdown\""));
}

std::string Percent(std::optional<double> share) {
  return share.has_value() ? absl::StrFormat("%.1f", 100 * *share) : "-";
}

std::string PercentRange(const std::optional<Interval95>& interval) {
  if (!interval.has_value()) return "-";
  return absl::StrCat(Percent(interval->low), "-", Percent(interval->high));
}

std::string Decimal(std::optional<double> number) {
  if (!number.has_value() || std::isnan(*number)) return "-";
  return absl::StrFormat("%.4f", *number);
}

std::string CsvNumber(std::optional<double> number) {
  const Json json = JsonNumber(number);
  return json.is_null() ? "" : json.dump();
}

std::optional<double> LowOf(const std::optional<Interval95>& interval) {
  if (!interval.has_value()) return std::nullopt;
  return interval->low;
}

std::optional<double> HighOf(const std::optional<Interval95>& interval) {
  if (!interval.has_value()) return std::nullopt;
  return interval->high;
}

Json IntervalJson(const std::optional<Interval95>& interval) {
  if (!interval.has_value()) return nullptr;
  return Json::array({interval->low, interval->high});
}

std::string SettingsText(const EvaluationSettings& settings) {
  return absl::StrCat(WithoutControls(settings.model), ", ", settings.rows,
                      " words (checksum ",
                      absl::Hex(settings.model_checksum, absl::kZeroPad16),
                      "); ", settings.case_rule, "; intervals by pair from ",
                      settings.resamples, " resamples, seed ", settings.seed);
}

Json SettingsJson(const EvaluationSettings& settings) {
  return {{"model", settings.model},
          {"checksum",
           absl::StrCat(absl::Hex(settings.model_checksum, absl::kZeroPad16))},
          {"words", settings.rows},
          {"case", settings.case_rule},
          {"resamples", settings.resamples},
          {"seed", settings.seed}};
}

std::string Render(const EvaluationReport& report, OutputForm form) {
  switch (form) {
    case OutputForm::kJson:
      return JsonText(report);
    case OutputForm::kCsv:
      return Csv(report);
    case OutputForm::kTable:
    case OutputForm::kMarkdown:
      break;
  }
  return Text(report, form);
}

}  // namespace lexprobe::cli
