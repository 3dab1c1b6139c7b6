#include "absl/strings/str_cat.h"
#include "cli/hypothesis_text.h"
#include "cli/options.h"
#include "cli/oscillator_command.h"
#include "cli/oscillator_findings.h"
#include "cli/oscillator_subject_options.h"
#include "cli/terminal.h"
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
    "Tests hypotheses about a model of the oscillator. Is energy conserved, "
    "is the motion a circle in phase space, can it be cut in two, turned "
    "back and added up, and is its period right? Each can be supported, "
    "refuted or left open. Controls that are false must be refuted, or the "
    "test proves nothing. The exit code is 0 whatever the verdicts are.",
    "lexprobe oscillator test --model spring\n"
    "lexprobe oscillator test --model spring --json > verdicts.json\n"
    "lexprobe oscillator test --exact\n"
    "lexprobe oscillator test --model spring --untrained\n"};

constexpr int kStartsShown = 5;  // of some hundreds; --json has them all

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
  bool brief = false;
  po::options_description options;
  AddModelChoice(choices, options);
  AddTestOptions(choices, options);
  options.add_options()("brief", po::bool_switch(&brief),
                        "verdicts and reasons only");
  options.add_options()("json", po::bool_switch(&as_json),
                        "one JSON object, for machines");
  LEXPROBE_ASSIGN_OR_RETURN(const bool go,
                            Parse(kHelp, options, nullptr, args, io));
  if (!go) return absl::OkStatus();
  LEXPROBE_ASSIGN_OR_RETURN(const LoadedSubject loaded, LoadSubject(choices));
  LEXPROBE_ASSIGN_OR_RETURN(const OscillatorFindings found,
                            TestSubject(choices, loaded));
  const auto& [run, bias] = found;
  const ControlCount controls = CountControls(run, loaded.subject);
  if (as_json) {
    PrintJson(run, controls, bias, io);
    return absl::OkStatus();
  }
  io.out << HypothesisText(run, {.width = OutputWidth(io),
                                 .brief = brief,
                                 .table_rows = kStartsShown})
         << "\n"
         << DescribeControls(controls) << "\n"
         << WrapText(absl::StrCat("Weighted by energy, ", DescribeBias(bias)),
                     OutputWidth(io))
         << "\n";
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
