#include "cli/comparison_report.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/json_output.h"
#include "cli/terminal.h"
#include "cli/text_table.h"

namespace lexprobe::cli {
namespace {

std::optional<double> Share(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> DifferenceOf(const AccuracyComparison& group) {
  return Share(group.second_correct - group.first_correct, group.questions);
}

std::string SignedRange(const std::optional<Interval95>& interval, double scale,
                        int digits) {
  if (!interval.has_value()) return "-";
  return absl::StrFormat("%+.*f to %+.*f", digits, scale * interval->low,
                         digits, scale * interval->high);
}

std::string Shown(const TextTable& table, OutputForm form) {
  return form == OutputForm::kMarkdown ? table.ToMarkdown() : table.ToAligned();
}

std::string AnalogyTable(const ComparedAnalogies& analogies, OutputForm form) {
  TextTable table({"section", "pairs", "questions", "first", "second",
                   "difference", "95% interval", "p"});
  for (const AccuracyComparison& group : analogies.groups) {
    const std::optional<double> difference = DifferenceOf(group);
    table.AddRow({WithoutControls(group.name), absl::StrCat(group.pairs),
                  absl::StrCat(group.questions),
                  Percent(Share(group.first_correct, group.questions)),
                  Percent(Share(group.second_correct, group.questions)),
                  difference.has_value()
                      ? absl::StrFormat("%+.1f", 100 * *difference)
                      : std::string("-"),
                  SignedRange(group.interval, 100, 1),
                  absl::StrFormat("%.4g", group.test.p)});
  }
  return Shown(table, form);
}

std::string SimilarityTable(const std::vector<ComparedSimilarities>& all,
                            OutputForm form) {
  TextTable table({"file", "pairs", "covered", "first", "second", "difference",
                   "95% interval", "p"});
  for (const ComparedSimilarities& one : all) {
    const SimilarityComparison& comparison = one.comparison;
    table.AddRow(
        {WithoutControls(one.file), absl::StrCat(one.pairs),
         absl::StrCat(comparison.covered), Decimal(comparison.first_spearman),
         Decimal(comparison.second_spearman),
         Decimal(comparison.second_spearman - comparison.first_spearman),
         SignedRange(comparison.interval, 1, 4),
         absl::StrFormat("%.4g", comparison.test.p)});
  }
  return Shown(table, form);
}

std::string Text(const ComparisonReport& report, OutputForm form) {
  const std::string heading = form == OutputForm::kMarkdown ? "### " : "";
  const std::string gap = form == OutputForm::kMarkdown ? "\n" : "";
  std::string text =
      absl::StrCat("first:  ", SettingsText(report.first), "\n", gap,
                   "second: ", SettingsText(report.second), "\n");
  for (const ComparedAnalogies& analogies : report.analogies) {
    absl::StrAppend(&text, "\n", heading, WithoutControls(analogies.file), ", ",
                    NameOf(analogies.method),
                    ", per cent right of what both cover\n", gap,
                    AnalogyTable(analogies, form));
  }
  if (!report.similarities.empty()) {
    absl::StrAppend(&text, "\n", heading, "word similarity, Spearman\n", gap,
                    SimilarityTable(report.similarities, form));
  }
  absl::StrAppend(&text, gap,
                  "p: two-sided, the models exchanged pair by pair\n");
  return text;
}

std::string Csv(const ComparisonReport& report) {
  TextTable table({"test", "file", "method", "section", "pairs", "questions",
                   "first_only", "second_only", "first", "second", "difference",
                   "low", "high", "p"});
  for (const ComparedAnalogies& analogies : report.analogies) {
    for (const AccuracyComparison& group : analogies.groups) {
      table.AddRow(
          {"analogy", analogies.file, std::string(NameOf(analogies.method)),
           group.name, absl::StrCat(group.pairs), absl::StrCat(group.questions),
           absl::StrCat(group.first_only), absl::StrCat(group.second_only),
           CsvNumber(Share(group.first_correct, group.questions)),
           CsvNumber(Share(group.second_correct, group.questions)),
           CsvNumber(DifferenceOf(group)), CsvNumber(LowOf(group.interval)),
           CsvNumber(HighOf(group.interval)), CsvNumber(group.test.p)});
    }
  }
  for (const ComparedSimilarities& one : report.similarities) {
    const SimilarityComparison& comparison = one.comparison;
    table.AddRow(
        {"similarity", one.file, "cosine", "", absl::StrCat(one.pairs),
         absl::StrCat(comparison.covered), "", "",
         CsvNumber(comparison.first_spearman),
         CsvNumber(comparison.second_spearman),
         CsvNumber(comparison.second_spearman - comparison.first_spearman),
         CsvNumber(LowOf(comparison.interval)),
         CsvNumber(HighOf(comparison.interval)), CsvNumber(comparison.test.p)});
  }
  return table.ToCsv();
}

Json TestJson(const SignFlipResult& test) {
  return {{"p", test.p}, {"exchanges", test.exchanges}, {"exact", test.exact}};
}

Json GroupJson(const AccuracyComparison& group) {
  return {{"section", group.name},
          {"is_total", group.is_total},
          {"pairs", group.pairs},
          {"questions", group.questions},
          {"first_only", group.first_only},
          {"second_only", group.second_only},
          {"first_correct", group.first_correct},
          {"second_correct", group.second_correct},
          {"difference", JsonNumber(DifferenceOf(group))},
          {"interval", IntervalJson(group.interval)},
          {"test", TestJson(group.test)}};
}

std::string JsonText(const ComparisonReport& report) {
  Json json = {{"first", SettingsJson(report.first)},
               {"second", SettingsJson(report.second)},
               {"analogies", Json::array()},
               {"similarities", Json::array()}};
  for (const ComparedAnalogies& analogies : report.analogies) {
    Json sections = Json::array();
    for (const AccuracyComparison& group : analogies.groups) {
      sections.push_back(GroupJson(group));
    }
    json["analogies"].push_back(
        {{"file", analogies.file},
         {"method", std::string(NameOf(analogies.method))},
         {"sections", std::move(sections)}});
  }
  for (const ComparedSimilarities& one : report.similarities) {
    const SimilarityComparison& comparison = one.comparison;
    json["similarities"].push_back(
        {{"file", one.file},
         {"pairs", one.pairs},
         {"covered", comparison.covered},
         {"first", JsonNumber(std::optional(comparison.first_spearman))},
         {"second", JsonNumber(std::optional(comparison.second_spearman))},
         {"interval", IntervalJson(comparison.interval)},
         {"test", TestJson(comparison.test)}});
  }
  return JsonLine(json);
}

}  // namespace

std::string Render(const ComparisonReport& report, OutputForm form) {
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
