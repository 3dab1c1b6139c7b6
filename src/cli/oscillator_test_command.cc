#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/options.h"
#include "cli/oscillator_command.h"
#include "cli/oscillator_options.h"
#include "cli/terminal.h"
#include "cli/text_table.h"
#include "cli/text_wrap.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/controls.h"
#include "lexprobe/oscillator/energy_bias.h"
#include "lexprobe/oscillator/page.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "oscillator test", "--model DIR [options]",
    "Tests hypotheses about a model of the oscillator: that energy is "
    "conserved, that the motion is a circle in phase space, that it can be "
    "cut in two, turned back, added up, and that its period is right. Each "
    "can be supported, refuted or left open. Controls that are false must be "
    "refuted, or the test proves nothing. The exit code is 0 whatever the "
    "verdicts are.",
    "lexprobe oscillator test --model spring\n"
    "lexprobe oscillator test --model spring --json > verdicts.json\n"
    "lexprobe oscillator test --exact\n"
    "lexprobe oscillator test --model spring --untrained\n"};

std::string Number(double value) { return absl::StrFormat("%.3g", value); }

std::string WithInterval(const Criterion& criterion) {
  return absl::StrCat(Number(criterion.value), " [",
                      Number(criterion.interval.low), ", ",
                      Number(criterion.interval.high), "]");
}

void PrintTable(const HypothesisRun& run, Streams& io) {
  TextTable table(
      {"hypothesis", "verdict", "mean [90%]", "q95 [95%]", "corrected p"});
  for (const TestedHypothesis& tested : run.tested) {
    const std::vector<Criterion>& criteria = tested.result.criteria;
    table.AddRow({tested.hypothesis.name,
                  std::string(NameOf(tested.verdict.decision)),
                  criteria.empty() ? "-" : WithInterval(criteria[0]),
                  criteria.size() < 2 ? "-" : WithInterval(criteria[1]),
                  Number(tested.verdict.corrected_p)});
  }
  io.out << table.ToAligned() << "\n";
}

void PrintReasons(const HypothesisRun& run, Streams& io) {
  for (const TestedHypothesis& tested : run.tested) {
    const std::string text = absl::StrCat(
        tested.hypothesis.name, ": ", NameOf(tested.verdict.decision), ". ",
        tested.hypothesis.statement, " Why: ", tested.verdict.reason, ". ",
        tested.verdict.would_change, ".");
    io.out << WrapText(text, OutputWidth(io), 4) << "\n";
  }
}

void PrintProvenance(const HypothesisRun& run, Streams& io) {
  io.out << absl::StrFormat(
      "model %s (checksum %016x), seed %d, %d permutations, %d resamples, "
      "correction %s\n",
      run.subject.model, run.subject.checksum, run.options.seed,
      run.options.permutations, run.options.resamples, NameOf(run.correction));
}

void PrintJson(const HypothesisRun& run, const ControlCount& controls,
               const EnergyBias& bias, Streams& io) {
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(ToJson(run));
  json["controls"] = {{"asked", controls.asked}, {"refuted", controls.refuted}};
  json["energy_bias"] = {{"total", bias.total},
                         {"shrinkage", bias.shrinkage},
                         {"scatter", bias.scatter},
                         {"trajectory_error", bias.trajectory_error},
                         {"energy_error", bias.energy_error}};
  io.out << json.dump(2) << "\n";
}

}  // namespace

absl::Status RunOscillatorTest(absl::Span<const std::string> args,
                               Streams& io) {
  SubjectChoices choices;
  bool as_json = false;
  po::options_description options;
  AddModelChoice(choices, options);
  AddTestOptions(choices, options);
  options.add_options()("json", po::bool_switch(&as_json),
                        "one JSON object, for machines");
  LEXPROBE_ASSIGN_OR_RETURN(const bool go,
                            Parse(kHelp, options, nullptr, args, io));
  if (!go) return absl::OkStatus();
  LEXPROBE_ASSIGN_OR_RETURN(const LoadedSubject loaded, LoadSubject(choices));
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            choices.Hypotheses());
  LEXPROBE_ASSIGN_OR_RETURN(const Correction correction,
                            choices.CorrectionOf());
  const OscillatorSubject& subject = loaded.subject;
  LEXPROBE_ASSIGN_OR_RETURN(
      const HypothesisRun run,
      TestOscillator(std::move(hypotheses), subject, choices.test, correction));
  const EnergyBias bias =
      MeasureEnergyBias(subject.oscillator, *subject.flow, subject.taken,
                        Random(choices.test.seed).Fork("oscillator"));
  const ControlCount controls = CountControls(run, subject);
  if (as_json) {
    PrintJson(run, controls, bias, io);
    return absl::OkStatus();
  }
  PrintTable(run, io);
  PrintReasons(run, io);
  io.out << "\n" << DescribeControls(controls) << "\n";
  io.out << WrapText(absl::StrCat("Weighted by energy, ", DescribeBias(bias)),
                     OutputWidth(io))
         << "\n";
  PrintProvenance(run, io);
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
