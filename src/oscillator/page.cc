#include "lexprobe/oscillator/page.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lexprobe/oscillator/controls.h"
#include "lexprobe/stats/verdict.h"

namespace lexprobe {
namespace {

std::string NumberText(double value) {
  return std::isnan(value) ? "not defined" : absl::StrFormat("%.4g", value);
}

std::string BoundText(const Criterion& criterion) {
  switch (criterion.side) {
    case Criterion::Side::kAtLeast:
      return absl::StrCat("at least ", criterion.bound);
    case Criterion::Side::kAtMost:
      return absl::StrCat("at most ", criterion.bound);
    case Criterion::Side::kWithin:
      return absl::StrCat("within \xc2\xb1", criterion.bound);
  }
  return "";
}

std::string CriteriaText(const TestResult& result) {
  std::string text;
  for (const Criterion& criterion : result.criteria) {
    absl::StrAppend(&text, text.empty() ? "" : "<br>",
                    EscapeXml(criterion.name), " ", NumberText(criterion.value),
                    " (", NumberText(criterion.interval.low), " to ",
                    NumberText(criterion.interval.high), "), asked ",
                    BoundText(criterion));
  }
  return text;
}

std::string VerdictRow(const TestedHypothesis& tested) {
  const absl::string_view decision = NameOf(tested.verdict.decision);
  return absl::StrCat(
      "<tr><th scope=\"row\">", EscapeXml(tested.hypothesis.name), "<div>",
      EscapeXml(tested.hypothesis.statement), "</div></th><td class=\"",
      decision, "\">", decision, "</td><td>", CriteriaText(tested.result),
      "</td><td>", NumberText(tested.verdict.corrected_p), "</td><td>",
      EscapeXml(tested.verdict.reason), "</td></tr>\n");
}

constexpr char kStyle[] = R"(
body{font:15px/1.5 Helvetica,Arial,'DejaVu Sans',sans-serif;margin:2rem auto;
max-width:66rem;padding:0 1rem;color:#222;background:#fff}
svg{max-width:100%;height:auto}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;
border-bottom:1px solid #ccc}
th div{font-weight:normal;color:#555}
td:nth-child(3){min-width:17rem}
code{overflow-wrap:anywhere}
.supported{color:#00694d;font-weight:bold}
.refuted{color:#a84300;font-weight:bold}
.inconclusive{color:#555;font-weight:bold}
@media (prefers-color-scheme:dark){body{color:#e6e6e6;background:#1a1a1a}
th div,.inconclusive{color:#aaa}th,td{border-color:#444}
.supported{color:#2fc298}.refuted{color:#f08040}}
)";

}  // namespace

std::string DescribeBias(const EnergyBias& bias) {
  return absl::StrFormat(
      "the energy comes out %.3g%% too %s: its part along the exact state "
      "(shrinkage toward the mean, if negative) is %+.3g%%, that of scatter "
      "%+.3g%%",
      100 * std::abs(bias.total), bias.total < 0 ? "low" : "high",
      100 * bias.shrinkage, 100 * bias.scatter);
}

std::string OscillatorSection(const OscillatorPageInput& input) {
  std::string html = absl::StrCat(
      "<section id=\"oscillator\">\n<h2>The harmonic oscillator</h2>\n",
      ToSvg(input.figure), "<p>Within the training range, weighted by energy, ",
      EscapeXml(DescribeBias(input.bias)), ". The trajectory's error is ",
      NumberText(input.bias.trajectory_error),
      " of the motion's size, the energy's ",
      NumberText(input.bias.energy_error),
      " of the energy (root mean squares). ",
      DescribeControls(CountControls(input.run, input.subject)),
      ".</p>\n<table>\n<thead><tr><th>"
      "hypothesis</th><th>verdict</th><th>evidence</th><th>corrected p</th>"
      "<th>why</th></tr></thead>\n<tbody>\n");
  for (const TestedHypothesis& tested : input.run.tested) {
    absl::StrAppend(&html, VerdictRow(tested));
  }
  absl::StrAppend(&html, "</tbody>\n</table>\n<p>Model ",
                  EscapeXml(input.run.subject.model), ", seed ",
                  input.run.options.seed, ", ", input.run.options.permutations,
                  " permutations, ", input.run.options.resamples,
                  " resamples, correction ", NameOf(input.run.correction),
                  ".</p>\n<details><summary>Settings"
                  "</summary><code>",
                  EscapeXml(ToJson(input.experiment)),
                  "</code></details>\n</section>\n");
  return html;
}

std::string OscillatorPage(const OscillatorPageInput& input) {
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>Harmonic oscillator: ",
      EscapeXml(input.run.subject.model), "</title>\n<style>", kStyle,
      "</style>\n</head>\n<body>\n", OscillatorSection(input),
      "</body>\n</html>\n");
}

}  // namespace lexprobe
