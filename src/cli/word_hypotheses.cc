#include "cli/word_hypotheses.h"

#include <optional>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "cli/bound_option.h"
#include "cli/search_argument.h"
#include "cli/terminal.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/neighbors.h"

namespace lexprobe::cli {
namespace {

absl::StatusOr<Correction> CorrectionOf(const HypothesisChoices& choices) {
  const std::optional<Correction> found =
      CorrectionFromName(choices.correction);
  if (found) return *found;
  return WrongValue("correction", choices.correction,
                    "holm, benjamini-hochberg or none");
}

TestOptions TestOptionsOf(const HypothesisChoices& choices) {
  TestOptions options = choices.test;
  options.threads = ThreadsFor(choices.threads);
  return options;
}

}  // namespace

void AddHypothesisOptions(HypothesisChoices& choices,
                          po::options_description& options) {
  TestOptions& test = choices.test;
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
                        po::value(&choices.correction)
                            ->default_value(choices.correction)
                            ->value_name("NAME"),
                        "of p for the number of hypotheses: holm, "
                        "benjamini-hochberg or none");
  options.add_options()("threads",
                        po::value(&choices.threads)
                            ->default_value(choices.threads)
                            ->value_name("N"),
                        "threads to search with; 0 is one a processor");
}

absl::Status Validate(const HypothesisChoices& choices) {
  LEXPROBE_RETURN_IF_ERROR(CorrectionOf(choices).status());
  if (choices.threads < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("--threads is ", choices.threads, ", must be at least 0"));
  }
  return Validate(TestOptionsOf(choices));
}

absl::StatusOr<std::vector<Hypothesis>> ReadWordHypotheses(
    const HypothesisChoices& choices, Streams& io) {
  if (choices.files.empty()) {
    return absl::InvalidArgumentError(
        "no hypothesis file: name one or more, or a folder of them");
  }
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            ReadHypotheses(choices.files));
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

absl::StatusOr<HypothesisRun> TestOnWords(std::vector<Hypothesis> hypotheses,
                                          const HypothesisChoices& choices,
                                          const ModelArgument& model,
                                          const EmbeddingTable& table) {
  LEXPROBE_ASSIGN_OR_RETURN(const Correction correction, CorrectionOf(choices));
  const NeighborIndex index(table, model.restrict_vocab);
  LEXPROBE_ASSIGN_OR_RETURN(HypothesisRun run,
                            TestHypotheses(std::move(hypotheses), index,
                                           TestOptionsOf(choices), correction));
  run.subject.model = model.model;
  run.subject.vocabulary_cut = model.restrict_vocab;
  return run;
}

}  // namespace lexprobe::cli
