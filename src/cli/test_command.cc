// lexprobe test: hypotheses in TOML files, tested on vectors and decided.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "cli/commands.h"
#include "cli/hypothesis_text.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/word_hypotheses.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/stats/hypothesis.h"
#include "lexprobe/stats/hypothesis_run.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "test", "--model M FILE... [options]",
    "Tests hypotheses about the vectors, as TOML files fix them beforehand, "
    "and says of each: supported, refuted or inconclusive, why, and what would "
    "have changed it. FILE may be a folder: all its .toml files. p-values are "
    "corrected over all hypotheses of the run, so that files belong together "
    "that are asked together.\n\n"
    "The exit code is 0 whatever the verdicts, unless --expect names the one "
    "that all must have: then it is 9 if one differs. Seed, options, files and "
    "the checksum that is printed give the same verdicts again, bit for bit.",
    "lexprobe test --model world data/hypotheses/gender.toml\n"
    "lexprobe test --model vectors.txt.gz data/hypotheses --brief\n"
    "lexprobe test --model M data/hypotheses/number.toml --expect supported\n"};

struct Arguments {
  ModelArgument model;
  HypothesisChoices choices;
  std::string expect;
  bool json = false;
  bool brief = false;
};

void AddOptions(Arguments& arguments, po::options_description& options) {
  AddModelOptions(arguments.model, options);
  AddHypothesisOptions(arguments.choices, options);
  options.add_options()(
      "expect", po::value(&arguments.expect)->value_name("VERDICT"),
      "supported, refuted or inconclusive: exit with 9 unless all are");
  options.add_options()("brief", po::bool_switch(&arguments.brief),
                        "verdicts and reasons only");
  options.add_options()("json", po::bool_switch(&arguments.json),
                        "all of it as JSON on standard output");
}

// The one that --expect names, if any. InvalidArgument if there is no such.
absl::StatusOr<std::optional<Decision>> ExpectedOf(const Arguments& arguments) {
  if (arguments.expect.empty()) return std::nullopt;
  const std::optional<Decision> decision = DecisionFromName(arguments.expect);
  if (decision) return decision;
  return absl::InvalidArgumentError(
      absl::StrCat("--expect is \"", arguments.expect,
                   "\"; it must be supported, refuted or inconclusive"));
}

}  // namespace

absl::Status RunTest(absl::Span<const std::string> args, Streams& io) {
  Arguments arguments;
  po::options_description options("Options");
  AddOptions(arguments, options);
  LEXPROBE_ASSIGN_OR_RETURN(
      const bool wanted,
      Parse(kHelp, options, &arguments.choices.files, args, io));
  if (!wanted) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Validate(arguments.choices));
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<Decision> expected,
                            ExpectedOf(arguments));
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            ReadWordHypotheses(arguments.choices, io));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            OpenModel(arguments.model, io));
  LEXPROBE_ASSIGN_OR_RETURN(
      const HypothesisRun run,
      TestOnWords(std::move(hypotheses), arguments.choices, arguments.model,
                  table));
  if (arguments.json) {
    io.out << ToJson(run) << "\n";
  } else {
    io.out << HypothesisText(
        run, {.width = OutputWidth(io), .brief = arguments.brief});
  }
  return expected ? CheckVerdicts(run, *expected) : absl::OkStatus();
}

}  // namespace lexprobe::cli
