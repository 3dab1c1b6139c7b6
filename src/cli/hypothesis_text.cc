#include "cli/hypothesis_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "cli/terminal.h"
#include "cli/text_table.h"
#include "cli/text_wrap.h"

namespace lexprobe::cli {
namespace {

constexpr int kTextColumn = 14;
constexpr int kMostDropped = 10;  // named; more are counted

// "1,234,567".
std::string Grouped(int64_t number) {
  const std::string digits = absl::StrCat(number);
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text.push_back(',');
    text.push_back(digits[i]);
  }
  return text;
}

std::string Number(double value) {
  if (std::isnan(value)) return "undefined";
  const double size = std::abs(value);
  if (size >= 1000 || (size < 0.001 && size > 0)) {
    return absl::StrFormat("%.2e", value);
  }
  return absl::StrFormat("%.3f", value);
}

// p has no use for more than two digits, nor for fewer.
std::string P(double p) {
  return p < 0.001 ? absl::StrFormat("%.1e", p) : absl::StrFormat("%.4f", p);
}

std::string Labeled(absl::string_view label, absl::string_view text,
                    int width) {
  return TwoColumns(label, WithoutControls(text), kTextColumn, width);
}

// `text` with each line two columns further in.
std::string Indented(absl::string_view text) {
  std::string out;
  for (const absl::string_view line :
       absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    absl::StrAppend(&out, "  ", line, "\n");
  }
  return out;
}

std::string SubjectText(const HypothesisRun& run, int width) {
  const TestSubject& subject = run.subject;
  std::string out = Labeled("model", subject.model, width);
  out += Labeled("checksum", absl::StrFormat("%016x", subject.checksum), width);
  if (subject.words > 0) {
    const std::string cut =
        subject.vocabulary_cut > 0
            ? absl::StrCat("cut at ", Grouped(subject.vocabulary_cut))
            : "not cut";
    out += Labeled("vocabulary",
                   absl::StrCat(Grouped(subject.words), " words of dimension ",
                                subject.dim, ", ", cut),
                   width);
  }
  out += Labeled(
      "run",
      absl::StrCat("seed ", run.options.seed, ", ",
                   Grouped(run.options.permutations), " permutations, ",
                   Grouped(run.options.resamples), " resamples; correction ",
                   NameOf(run.correction), " over ", run.tested.size(),
                   run.tested.size() == 1 ? " hypothesis" : " hypotheses"),
      width);
  return out;
}

std::string UnitsText(const TestResult& result, int width) {
  std::string out =
      Labeled("counted",
              absl::StrCat(result.units, " of ", result.units_given, " ",
                           result.unit, " took part"),
              width);
  if (!result.dropped.empty()) {
    out +=
        Labeled("dropped",
                absl::StrCat(result.dropped.size(),
                             result.dropped.size() == 1 ? " pair:" : " pairs:"),
                width);
  }
  for (size_t i = 0; i < result.dropped.size(); ++i) {
    if (i == kMostDropped) {
      out += Labeled("",
                     absl::StrCat("and ", result.dropped.size() - i,
                                  " more; --json lists them"),
                     width);
      break;
    }
    out += Labeled(
        "",
        absl::StrCat(result.dropped[i].item, ": ", result.dropped[i].reason),
        width);
  }
  return out;
}

std::string PText(const TestedHypothesis& tested, const HypothesisRun& run) {
  const TestResult& result = tested.result;
  if (result.p_of.empty()) return "none: the test could not run";
  std::string how;
  if (result.permutations > 0) {
    how = absl::StrCat(" (", result.exact ? "all " : "",
                       Grouped(result.permutations),
                       result.exact ? " permutations)" : " drawn)");
  }
  return absl::StrCat(P(result.p), " raw, ", P(tested.verdict.corrected_p),
                      " by ", NameOf(run.correction), ", alpha ",
                      absl::StrFormat("%g", tested.hypothesis.alpha), "; of ",
                      result.p_of, how);
}

// What the file asks of a measure, and whether it is so.
std::string AskedText(const Measure& measure, const TestResult& result) {
  for (const Criterion& criterion : result.criteria) {
    if (criterion.name != measure.name) continue;
    const char* side = criterion.side == Criterion::Side::kAtLeast ? "at least "
                       : criterion.side == Criterion::Side::kAtMost
                           ? "at most "
                           : "within +-";
    return absl::StrCat(side, absl::StrFormat("%g", criterion.bound),
                        criterion.IsMet()        ? ": met"
                        : criterion.IsExcluded() ? ": excluded"
                                                 : ": not met");
  }
  return "";
}

std::string IntervalText(const Measure& measure) {
  if (!measure.interval) return "";
  const Interval& interval = *measure.interval;
  if (interval.method == IntervalMethod::kUndefined) return "undefined";
  return absl::StrCat(Number(interval.low), " to ", Number(interval.high));
}

std::string MeasureTable(const TestResult& result) {
  if (result.measures.empty()) return "";
  TextTable table({"evidence", "value", "interval", "level", "by", "own p",
                   "the file asks"});
  for (const Measure& measure : result.measures) {
    const bool has = measure.interval.has_value();
    table.AddRow(
        {measure.name, Number(measure.value), IntervalText(measure),
         has ? absl::StrFormat("%g%%", 100 * measure.interval->level) : "",
         has ? std::string(NameOf(measure.interval->method)) : "",
         measure.p ? P(*measure.p) : "", AskedText(measure, result)});
  }
  return table.ToAligned();
}

std::string EvidenceText(const EvidenceTable& evidence, int most_rows) {
  TextTable table(evidence.header);
  const size_t shown =
      std::min(evidence.rows.size(), static_cast<size_t>(most_rows));
  for (size_t i = 0; i < shown; ++i) table.AddRow(evidence.rows[i]);
  std::string out =
      absl::StrCat("\n  ", evidence.title, "\n", Indented(table.ToAligned()));
  if (shown < evidence.rows.size()) {
    const size_t more = evidence.rows.size() - shown;
    absl::StrAppend(&out, "  and ", more,
                    more == 1 ? " more row; --json lists it\n"
                              : " more rows; --json lists them\n");
  }
  return out;
}

std::string OneText(const TestedHypothesis& tested, const HypothesisRun& run,
                    const HypothesisTextOptions& options) {
  const auto& [hypothesis, result, verdict] = tested;
  std::string out =
      absl::StrCat("\n", WithoutControls(hypothesis.name), ": ",
                   absl::AsciiStrToUpper(NameOf(verdict.decision)), "\n");
  const int width = options.width;
  out += Labeled("claim", hypothesis.statement, width);
  out += Labeled("because", verdict.reason, width);
  out += Labeled("otherwise", verdict.would_change, width);
  if (options.brief) return out;
  out += Labeled("file",
                 absl::StrCat(hypothesis.Place(), ", kind ", hypothesis.kind()),
                 width);
  out += Labeled("method", result.method, width);
  out += UnitsText(result, width);
  out += Labeled("p", PText(tested, run), width);
  absl::StrAppend(&out, "\n", Indented(MeasureTable(result)));
  for (const Measure& measure : result.measures) {
    if (measure.note.empty()) continue;
    out +=
        Labeled("note", absl::StrCat(measure.name, ": ", measure.note), width);
  }
  for (const EvidenceTable& evidence : result.tables) {
    out += EvidenceText(evidence, options.table_rows);
  }
  return out;
}

// Names and what they mean, each once.
class Glossary {
 public:
  void Add(const std::string& name, const std::string& about) {
    std::pair<std::string, std::string> meaning(name, about);
    const bool known = std::find(meanings_.begin(), meanings_.end(), meaning) !=
                       meanings_.end();
    if (!known && !about.empty()) meanings_.push_back(std::move(meaning));
  }

  std::string Text(int width) const {
    std::string out;
    for (const auto& [name, about] : meanings_) {
      out += Labeled(name, about, width);
    }
    return out;
  }

 private:
  std::vector<std::pair<std::string, std::string>> meanings_;
};

// What the names of the evidence mean, in order of appearance.
std::string Legend(const HypothesisRun& run, int width) {
  Glossary measures, tables;
  for (const TestedHypothesis& tested : run.tested) {
    for (const Measure& measure : tested.result.measures) {
      measures.Add(measure.name, measure.about);
    }
    for (const EvidenceTable& table : tested.result.tables) {
      tables.Add(table.title, table.about);
    }
  }
  const std::string text =
      absl::StrCat(measures.Text(width), tables.Text(width));
  return text.empty() ? "" : absl::StrCat("\nwhat the evidence means\n", text);
}

int64_t CountOf(const HypothesisRun& run, Decision decision) {
  int64_t count = 0;
  for (const TestedHypothesis& tested : run.tested) {
    count += tested.verdict.decision == decision ? 1 : 0;
  }
  return count;
}

std::string Summary(const HypothesisRun& run) {
  TextTable table({"hypothesis", "verdict", "p", "corrected p", "counted"});
  for (const TestedHypothesis& tested : run.tested) {
    table.AddRow(
        {tested.hypothesis.name, std::string(NameOf(tested.verdict.decision)),
         P(tested.result.p), P(tested.verdict.corrected_p),
         absl::StrCat(tested.result.units, " of ", tested.result.units_given,
                      " ", tested.result.unit)});
  }
  std::string counts;
  for (const Decision decision :
       {Decision::kSupported, Decision::kRefuted, Decision::kInconclusive}) {
    absl::StrAppend(&counts, counts.empty() ? "" : ", ", CountOf(run, decision),
                    " ", NameOf(decision));
  }
  return absl::StrCat("\n", table.ToAligned(), "\n", counts, "\n");
}

}  // namespace

std::string HypothesisText(const HypothesisRun& run,
                           const HypothesisTextOptions& options) {
  std::string out = SubjectText(run, options.width);
  for (const TestedHypothesis& tested : run.tested) {
    out += OneText(tested, run, options);
  }
  if (!options.brief) out += Legend(run, options.width);
  return out + Summary(run);
}

absl::Status CheckVerdicts(const HypothesisRun& run, Decision expected) {
  std::vector<std::string> others;
  for (const TestedHypothesis& tested : run.tested) {
    if (tested.verdict.decision == expected) continue;
    others.push_back(absl::StrCat("\"", tested.hypothesis.name, "\" is ",
                                  NameOf(tested.verdict.decision)));
  }
  if (others.empty()) return absl::OkStatus();
  return absl::AbortedError(absl::StrCat("expected every verdict to be ",
                                         NameOf(expected), ", but ",
                                         absl::StrJoin(others, ", ")));
}

}  // namespace lexprobe::cli
