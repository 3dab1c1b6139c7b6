// lexprobe evaluate: analogy sets and word similarity, for one model or two.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cli/commands.h"
#include "cli/comparison_report.h"
#include "cli/evaluate_options.h"
#include "cli/evaluation_report.h"
#include "cli/interrupt.h"
#include "cli/missing_words.h"
#include "cli/model_argument.h"
#include "cli/progress_line.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/random.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/accuracy.h"
#include "lexprobe/probe/evaluation.h"
#include "lexprobe/probe/evaluation_comparison.h"
#include "lexprobe/probe/similarity.h"
#include "lexprobe/probe/word_lookup.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    .name = "evaluate",
    .usage = "--model M [--questions PATH...] [--similarity FILE...] [options]",
    .about =
        "Scores a model on analogy questions (Google's format, BATS folders, "
        "MSR) and on word similarity (\"word word score\" lines). Accuracy is "
        "of the questions whose words are all known; coverage is counted "
        "apart. \"honest\" does not exclude the question's own words; only-b, "
        "ignore-a and add-opposite are baselines that leave part of the "
        "question out. Intervals are resampled by pair of words, never by "
        "question.",
    .examples =
        "lexprobe evaluate --model english --questions questions-words.txt\n"
        "lexprobe evaluate --model vectors.bin --restrict-vocab 30000 "
        "--questions BATS_3.0 --method 3CosAdd,3CosAvg\n"
        "lexprobe evaluate --model english --similarity wordsim353.txt "
        "--as json\n"
        "lexprobe evaluate --compare old.vec new.vec --questions "
        "questions-words.txt"};

constexpr absl::Duration kQuietTime = absl::Seconds(2);

// One model's answers to all that was asked.
struct Answers {
  EvaluationSettings settings;
  std::vector<Evaluation> evaluations;                      // one a set
  std::vector<std::vector<std::optional<double>>> cosines;  // one a file
};

// A progress line, once it is worth having one; stops at a signal.
class Watcher {
 public:
  explicit Watcher(Streams& io) : io_(io), start_(Clock::Real()->Now()) {}

  absl::Status Update(int64_t done, int64_t total) {
    LEXPROBE_RETURN_IF_ERROR(InterruptStatus());
    if (!line_ && Clock::Real()->Now() - start_ < kQuietTime) {
      return absl::OkStatus();
    }
    if (!line_) {
      line_.emplace(io_, Clock::Real(), "evaluating", "questions");
    }
    line_->Update({static_cast<double>(done), static_cast<double>(total), {}});
    return absl::OkStatus();
  }

 private:
  Streams& io_;
  const absl::Time start_;
  std::optional<ProgressLine> line_;
};

absl::StatusOr<Answers> Ask(const EvaluatePlan& plan, const std::string& model,
                            Streams& io) {
  ModelArgument argument = plan.options.model;
  argument.model = model;
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            OpenModel(argument, io));
  const WordLookup lookup(table, plan.evaluation.restrict_vocab,
                          plan.evaluation.case_rule);
  Answers answers;
  answers.settings = {.model = model,
                      .model_checksum = table.Checksum(),
                      .rows = table.rows(),
                      .case_rule = std::string(lookup.description()),
                      .resamples = plan.options.resamples,
                      .seed = plan.options.seed};
  std::vector<AnswerRule> rules = plan.methods;
  if (!plan.options.without_baselines && plan.options.compare.empty()) {
    rules.insert(rules.end(), std::begin(kBaselines), std::end(kBaselines));
  }
  Watcher watcher(io);
  for (const AnalogySet& set : plan.sets) {
    LEXPROBE_ASSIGN_OR_RETURN(Evaluation evaluation,
                              Evaluate(table, set, rules, plan.evaluation,
                                       [&](int64_t done, int64_t total) {
                                         return watcher.Update(done, total);
                                       }));
    answers.evaluations.push_back(std::move(evaluation));
  }
  for (const std::vector<JudgedPair>& pairs : plan.judgements) {
    answers.cosines.push_back(CosinesOf(table, lookup, pairs));
  }
  return answers;
}

Random RandomOf(const EvaluatePlan& plan, absl::string_view purpose,
                size_t index) {
  return Random(plan.options.seed).Fork(purpose, index);
}

std::vector<AnalogyReport> AnalogyReports(const EvaluatePlan& plan,
                                          const Evaluation& evaluation,
                                          size_t set) {
  std::vector<AnalogyReport> reports;
  std::vector<std::vector<Accuracy>> baselines;
  for (size_t i = 0; i < evaluation.rules.size(); ++i) {
    const bool is_baseline = i >= plan.methods.size();
    std::vector<Accuracy> accuracies = Accuracies(
        evaluation.rules[i], is_baseline ? 0 : plan.options.resamples,
        RandomOf(plan, "questions", set));
    if (is_baseline) {
      baselines.push_back(std::move(accuracies));
    } else {
      reports.push_back({plan.options.questions[set],
                         evaluation.rules[i].rule,
                         std::move(accuracies),
                         {}});
    }
  }
  for (AnalogyReport& report : reports) report.baselines = baselines;
  return reports;
}

absl::Status EvaluateOne(const EvaluatePlan& plan, Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(const Answers answers,
                            Ask(plan, plan.options.model.model, io));
  EvaluationReport report;
  report.settings = answers.settings;
  std::set<std::string> missing;
  for (size_t i = 0; i < answers.evaluations.size(); ++i) {
    for (AnalogyReport& analogy :
         AnalogyReports(plan, answers.evaluations[i], i)) {
      report.analogies.push_back(std::move(analogy));
    }
    missing.insert(answers.evaluations[i].missing_words.begin(),
                   answers.evaluations[i].missing_words.end());
  }
  report.missing_words.assign(missing.begin(), missing.end());
  for (size_t i = 0; i < answers.cosines.size(); ++i) {
    report.similarities.push_back(
        {plan.options.similarity[i],
         CompareWithPeople(plan.judgements[i], answers.cosines[i],
                           plan.options.resamples,
                           RandomOf(plan, "similarity", i))});
  }
  TellMissingWords(report.missing_words, io);
  io.out << Render(report, plan.form);
  return absl::OkStatus();
}

absl::Status CompareTwo(const EvaluatePlan& plan, Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(const Answers first,
                            Ask(plan, plan.options.compare[0], io));
  LEXPROBE_ASSIGN_OR_RETURN(const Answers second,
                            Ask(plan, plan.options.compare[1], io));
  ComparisonReport report = {first.settings, second.settings, {}, {}};
  for (size_t i = 0; i < first.evaluations.size(); ++i) {
    for (size_t k = 0; k < plan.methods.size(); ++k) {
      report.analogies.push_back(
          {plan.options.questions[i], plan.methods[k],
           CompareOutcomes(first.evaluations[i].rules[k],
                           second.evaluations[i].rules[k],
                           plan.options.resamples, plan.options.exchanges,
                           RandomOf(plan, "questions", i))});
    }
  }
  for (size_t i = 0; i < first.cosines.size(); ++i) {
    report.similarities.push_back(
        {plan.options.similarity[i],
         static_cast<int64_t>(plan.judgements[i].size()),
         CompareSimilarities(plan.judgements[i], first.cosines[i],
                             second.cosines[i], plan.options.resamples,
                             plan.options.exchanges,
                             RandomOf(plan, "similarity", i))});
  }
  io.out << Render(report, plan.form);
  return absl::OkStatus();
}

}  // namespace

absl::Status RunEvaluate(absl::Span<const std::string> args, Streams& io) {
  EvaluateOptions options;
  LEXPROBE_ASSIGN_OR_RETURN(
      const bool run, Parse(kHelp, OptionsInto(options), nullptr, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_ASSIGN_OR_RETURN(const EvaluatePlan plan,
                            MakePlan(std::move(options)));
  const InterruptGuard guard;
  return plan.options.compare.empty() ? EvaluateOne(plan, io)
                                      : CompareTwo(plan, io);
}

}  // namespace lexprobe::cli
