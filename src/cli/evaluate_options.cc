#include "cli/evaluate_options.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "cli/search_argument.h"
#include "cli/word_arguments.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

absl::Status CheckAtLeast(absl::string_view name, int64_t value,
                          int64_t least) {
  if (value >= least) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--", name, " is ", value, ", must be at least ", least));
}

absl::Status Validate(const EvaluateOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(CheckAtLeast("resamples", options.resamples, 0));
  LEXPROBE_RETURN_IF_ERROR(CheckAtLeast("exchanges", options.exchanges, 1));
  LEXPROBE_RETURN_IF_ERROR(CheckAtLeast("threads", options.threads, 0));
  if (options.questions.empty() && options.similarity.empty()) {
    return absl::InvalidArgumentError(
        "nothing to evaluate on: --questions or --similarity is missing");
  }
  if (!options.compare.empty() && options.compare.size() != 2) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--compare takes two models, not ", options.compare.size()));
  }
  if (!options.compare.empty() && !options.model.model.empty()) {
    return absl::InvalidArgumentError(
        "--model and --compare: which models are meant?");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<AnswerRule>> MethodsOf(
    const std::vector<std::string>& lists) {
  std::vector<AnswerRule> methods;
  for (const std::string& name : SplitWords(lists)) {
    LEXPROBE_ASSIGN_OR_RETURN(const AnalogyMethod method,
                              AnalogyMethodOf(name));
    methods.push_back(RuleOf(method));
  }
  if (methods.empty()) methods.push_back(AnswerRule::kCosAdd);
  return methods;
}

}  // namespace

po::options_description OptionsInto(EvaluateOptions& options) {
  po::options_description known("Options");
  AddModelOptions(options.model, known);
  known.add_options()(
      "questions",
      po::value(&options.questions)->multitoken()->value_name("PATH"),
      "analogy questions: files or BATS folders")(
      "similarity",
      po::value(&options.similarity)->multitoken()->value_name("FILE"),
      "word pairs with people's scores")(
      "compare", po::value(&options.compare)->multitoken()->value_name("M1 M2"),
      "two models, instead of --model: is the second better on what both "
      "cover?")(
      "method", po::value(&options.methods)->value_name("NAME,..."),
      "3CosAdd (the default), 3CosMul, PairDirection, 3CosAvg, euclidean")(
      "case",
      po::value(&options.case_rule)
          ->default_value(options.case_rule)
          ->value_name("RULE"),
      "auto: fold the questions' words if the vocabulary was folded, else "
      "take them as written and fold those that are unknown; fold: as "
      "word2vec and gensim do; keep: as written")(
      "without-baselines", po::bool_switch(&options.without_baselines),
      "leave the baselines out; takes a third of the time")(
      "as",
      po::value(&options.form)->default_value(options.form)->value_name("FORM"),
      "table, json, csv or markdown")("json", po::bool_switch(&options.json),
                                      "the same as --as json");
  po::options_description statistics("Statistics");
  statistics.add_options()("resamples",
                           po::value(&options.resamples)
                               ->default_value(options.resamples)
                               ->value_name("N"),
                           "for the 95% intervals; 0: none")(
      "exchanges",
      po::value(&options.exchanges)
          ->default_value(options.exchanges)
          ->value_name("N"),
      "for the p-values of --compare, where not all can be looked at")(
      "seed",
      po::value(&options.seed)->default_value(options.seed)->value_name("N"),
      "the one source of randomness")(
      "threads",
      po::value(&options.threads)
          ->default_value(options.threads)
          ->value_name("N"),
      "threads to search with; 0 is one a processor");
  known.add(statistics);
  return known;
}

absl::StatusOr<EvaluatePlan> MakePlan(EvaluateOptions options) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options));
  EvaluatePlan plan;
  if (options.json) options.form = "json";
  LEXPROBE_ASSIGN_OR_RETURN(plan.form, OutputFormOf(options.form));
  LEXPROBE_ASSIGN_OR_RETURN(plan.evaluation.case_rule,
                            CaseRuleOf(options.case_rule));
  LEXPROBE_ASSIGN_OR_RETURN(plan.methods, MethodsOf(options.methods));
  plan.evaluation.restrict_vocab = options.model.restrict_vocab;
  plan.evaluation.threads = ThreadsFor(options.threads);
  for (const std::string& path : options.questions) {
    LEXPROBE_ASSIGN_OR_RETURN(AnalogySet set, ReadAnalogySet(path));
    plan.sets.push_back(std::move(set));
  }
  for (const std::string& path : options.similarity) {
    LEXPROBE_ASSIGN_OR_RETURN(std::vector<JudgedPair> pairs,
                              ReadJudgedPairs(path));
    plan.judgements.push_back(std::move(pairs));
  }
  plan.options = std::move(options);
  return plan;
}

}  // namespace lexprobe::cli
