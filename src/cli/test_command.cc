// lexprobe test: hypotheses in TOML files, tested on vectors and decided.

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "cli/commands.h"
#include "cli/hypothesis_text.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/search_argument.h"
#include "cli/terminal.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/neighbors.h"
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
  TestOptions test;
  int threads = 0;  // 0: one a processor
  std::string correction = std::string(NameOf(Correction::kHolm));
  std::string expect;
  bool json = false;
  bool brief = false;
  std::vector<std::string> files;
};

void AddOptions(Arguments& arguments, po::options_description& options) {
  AddModelOptions(arguments.model, options);
  TestOptions& test = arguments.test;
  options.add_options()("seed", po::value(&test.seed)->default_value(test.seed),
                        "the one source of randomness");
  options.add_options()(
      "permutations",
      po::value(&test.permutations)->default_value(test.permutations),
      "drawn where there are more than 50,000; 9,999 or more");
  options.add_options()(
      "resamples", po::value(&test.resamples)->default_value(test.resamples),
      "bootstrap resamples for each interval; 100 or more");
  options.add_options()("correction",
                        po::value(&arguments.correction)
                            ->default_value(arguments.correction)
                            ->value_name("NAME"),
                        "of p for the number of hypotheses: holm, "
                        "benjamini-hochberg or none");
  options.add_options()(
      "expect", po::value(&arguments.expect)->value_name("VERDICT"),
      "supported, refuted or inconclusive: exit with 9 unless all are");
  options.add_options()("threads",
                        po::value(&arguments.threads)
                            ->default_value(arguments.threads)
                            ->value_name("N"),
                        "threads to search with; 0 is one a processor");
  options.add_options()("brief", po::bool_switch(&arguments.brief),
                        "verdicts and reasons only");
  options.add_options()("json", po::bool_switch(&arguments.json),
                        "all of it as JSON on standard output");
}

// The hypotheses about words; the others are left out, and named on io.err.
// InvalidArgument if none is about words.
absl::StatusOr<std::vector<Hypothesis>> ReadWordHypotheses(
    const Arguments& arguments, Streams& io) {
  if (arguments.files.empty()) {
    return absl::InvalidArgumentError(
        "no hypothesis file: name one or more, or a folder of them");
  }
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            ReadHypotheses(arguments.files));
  std::vector<Hypothesis> about_words;
  std::vector<std::string> others;
  for (Hypothesis& hypothesis : hypotheses) {
    if (std::holds_alternative<ConservationHypothesis>(hypothesis.body)) {
      others.push_back(hypothesis.Place());
    } else {
      about_words.push_back(std::move(hypothesis));
    }
  }
  if (!others.empty()) {
    io.err << "left out " << others.size()
           << (others.size() == 1 ? " hypothesis" : " hypotheses")
           << " of kind conservation, from " << WithoutControls(others[0])
           << " on: `lexprobe oscillator test` is for them\n";
  }
  if (about_words.empty()) {
    return absl::InvalidArgumentError("no hypothesis is about words");
  }
  return about_words;
}

absl::StatusOr<HypothesisRun> RunOn(const Arguments& arguments,
                                    Correction correction, Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            ReadWordHypotheses(arguments, io));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            OpenModel(arguments.model, io));
  const NeighborIndex index(table, arguments.model.restrict_vocab);
  LEXPROBE_ASSIGN_OR_RETURN(
      HypothesisRun run,
      TestHypotheses(std::move(hypotheses), index, arguments.test, correction));
  run.subject.model = arguments.model.model;
  run.subject.vocabulary_cut = arguments.model.restrict_vocab;
  return run;
}

// An enumerator by its name. InvalidArgument naming the flag and the names.
template <typename T>
absl::StatusOr<T> FromName(std::optional<T> (*from_name)(absl::string_view),
                           absl::string_view flag, absl::string_view name,
                           absl::string_view allowed) {
  const std::optional<T> found = from_name(name);
  if (found) return *found;
  return absl::InvalidArgumentError(
      absl::StrCat(flag, " is \"", name, "\"; it must be ", allowed));
}

}  // namespace

absl::Status RunTest(absl::Span<const std::string> args, Streams& io) {
  Arguments arguments;
  po::options_description options("Options");
  AddOptions(arguments, options);
  LEXPROBE_ASSIGN_OR_RETURN(const bool wanted,
                            Parse(kHelp, options, &arguments.files, args, io));
  if (!wanted) return absl::OkStatus();
  LEXPROBE_ASSIGN_OR_RETURN(
      const Correction correction,
      FromName(CorrectionFromName, "--correction", arguments.correction,
               "holm, benjamini-hochberg or none"));
  std::optional<Decision> expected;
  if (!arguments.expect.empty()) {
    LEXPROBE_ASSIGN_OR_RETURN(
        expected, FromName(DecisionFromName, "--expect", arguments.expect,
                           "supported, refuted or inconclusive"));
  }
  if (arguments.threads < 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--threads is ", arguments.threads, ", must be at least 0"));
  }
  arguments.test.threads = ThreadsFor(arguments.threads);
  LEXPROBE_RETURN_IF_ERROR(Validate(arguments.test));
  LEXPROBE_ASSIGN_OR_RETURN(const HypothesisRun run,
                            RunOn(arguments, correction, io));
  if (arguments.json) {
    io.out << ToJson(run) << "\n";
  } else {
    io.out << HypothesisText(
        run, {.width = OutputWidth(io), .brief = arguments.brief});
  }
  return expected ? CheckVerdicts(run, *expected) : absl::OkStatus();
}

}  // namespace lexprobe::cli
