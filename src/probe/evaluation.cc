#include "lexprobe/probe/evaluation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/probe/search_target.h"

namespace lexprobe {
namespace {

// Searches between two calls of the progress function.
constexpr size_t kSearchesAtATime = 2048;

// A pair of words as rows.
struct FoundPair {
  std::optional<int64_t> a;
  std::optional<int64_t> a_star;  // the first alternative that is known
  std::vector<int64_t> answers;   // all that are known

  bool IsCovered() const { return a.has_value() && a_star.has_value(); }
};

struct FoundSection {
  const AnalogySection* section = nullptr;
  std::vector<FoundPair> pairs;
};

// An outcome that waits for a search.
struct Waiting {
  Outcome* outcome = nullptr;
  const FoundPair* asked = nullptr;
  std::vector<int64_t> own_rows;  // sorted
};

// A search that is to be made, and the outcomes that wait for it.
struct Search {
  std::vector<RowPair> given;
  int64_t b = 0;
  std::vector<Waiting> waiting;
};

// What tells one search by `rule` from another.
using SearchKey = std::array<int64_t, 3>;

SearchKey KeyOf(AnswerRule rule, const RowPair& given, int64_t b) {
  if (rule == AnswerRule::kOnlyB) return {b, -1, -1};
  if (rule == AnswerRule::kIgnoreA) {
    return {std::min(given.a_star, b), std::max(given.a_star, b), -1};
  }
  return {given.a, given.a_star, b};
}

std::optional<AnalogyMethod> MethodOf(AnswerRule rule) {
  for (const AnalogyMethod method : kAnalogyMethods) {
    if (RuleOf(method) == rule) return method;
  }
  return std::nullopt;
}

absl::StatusOr<SearchTarget> TargetOf(const EmbeddingTable& table,
                                      const Search& search, AnswerRule rule) {
  if (const auto method = MethodOf(rule)) {
    return AnalogyTarget(table, {search.given, search.b}, *method);
  }
  const auto [a, a_star] = search.given[0];
  switch (rule) {
    case AnswerRule::kOnlyB:
      return SearchTarget::Cosine(table.VectorOf(search.b));
    case AnswerRule::kIgnoreA:
      return SumTarget(table, {a_star, search.b}, {1, 1}, Metric::kCosine);
    default:
      LEXPROBE_CHECK(rule == AnswerRule::kAddOpposite);
      return SumTarget(table, {search.b, a_star, a}, {1, -1, 1},
                       Metric::kCosine);
  }
}

class Evaluator {
 public:
  Evaluator(const EmbeddingTable& table, const AnalogySet& set,
            const EvaluationOptions& options,
            const EvaluationProgress& progress)
      : table_(table),
        options_(options),
        progress_(progress),
        lookup_(table, options.restrict_vocab, options.case_rule),
        index_(table, options.restrict_vocab) {
    for (const AnalogySection& section : set.sections) {
      sections_.push_back(Find(section));
    }
  }

  absl::StatusOr<Evaluation> Run(const std::vector<AnswerRule>& rules) {
    Evaluation evaluation;
    std::vector<std::vector<Search>> searches;
    evaluation.rules.resize(rules.size());
    for (size_t i = 0; i < rules.size(); ++i) {
      evaluation.rules[i].rule = rules[i];
      searches.push_back(Plan(evaluation.rules[i]));
      total_ += static_cast<int64_t>(searches.back().size());
    }
    for (size_t i = 0; i < rules.size(); ++i) {
      LEXPROBE_RETURN_IF_ERROR(Make(searches[i], rules[i]));
    }
    evaluation.missing_words.assign(missing_.begin(), missing_.end());
    evaluation.rows = index_.rows();
    evaluation.case_rule = std::string(lookup_.description());
    return evaluation;
  }

 private:
  std::optional<int64_t> FindWord(const std::string& word) {
    const std::optional<int64_t> row = lookup_.RowOf(word);
    if (!row.has_value()) missing_.insert(word);
    return row;
  }

  FoundSection Find(const AnalogySection& section) {
    FoundSection found;
    found.section = &section;
    for (const AnalogyPair& pair : section.pairs) {
      FoundPair rows;
      rows.a = FindWord(pair.a);
      for (const std::string& word : pair.a_star) {
        const std::optional<int64_t> row = lookup_.RowOf(word);
        if (row.has_value()) rows.answers.push_back(*row);
      }
      if (rows.answers.empty()) {
        missing_.insert(pair.a_star[0]);
      } else {
        rows.a_star = rows.answers[0];
      }
      found.pairs.push_back(std::move(rows));
    }
    return found;
  }

  std::vector<Search> Plan(RuleOutcomes& outcomes) const {
    std::vector<Search> searches;
    for (const FoundSection& found : sections_) {
      SectionOutcomes section;
      section.name = found.section->name;
      section.kind = found.section->kind;
      for (const AnalogyPair& pair : found.section->pairs) {
        section.pair_names.push_back(
            absl::StrCat(pair.a, "\t", pair.a_star[0]));
      }
      outcomes.sections.push_back(std::move(section));
    }
    std::map<SearchKey, size_t> planned;
    for (size_t i = 0; i < sections_.size(); ++i) {
      if (outcomes.rule == AnswerRule::kCosAvg) {
        PlanPairs(sections_[i], outcomes.sections[i], searches);
      } else {
        PlanQuestions(sections_[i], outcomes.rule, outcomes.sections[i],
                      planned, searches);
      }
    }
    return searches;
  }

  // One search a question; those that come to the same are made once.
  void PlanQuestions(const FoundSection& found, AnswerRule rule,
                     SectionOutcomes& outcomes,
                     std::map<SearchKey, size_t>& planned,
                     std::vector<Search>& searches) const {
    for (const AnalogyQuestion& question : found.section->questions) {
      outcomes.outcomes.push_back({question.given, question.asked});
    }
    for (Outcome& outcome : outcomes.outcomes) {
      const FoundPair& given = found.pairs[static_cast<size_t>(outcome.given)];
      const FoundPair& asked = found.pairs[static_cast<size_t>(outcome.asked)];
      outcome.covered = given.IsCovered() && asked.IsCovered();
      if (!outcome.covered) continue;
      const RowPair pair = {*given.a, *given.a_star};
      const auto [entry, added] =
          planned.try_emplace(KeyOf(rule, pair, *asked.a), searches.size());
      if (added) searches.push_back({{pair}, *asked.a, {}});
      searches[entry->second].waiting.push_back(
          {&outcome, &asked, RowsLike({pair.a, pair.a_star, *asked.a})});
    }
  }

  // kCosAvg: each pair is asked once, all others of its section are given.
  void PlanPairs(const FoundSection& found, SectionOutcomes& outcomes,
                 std::vector<Search>& searches) const {
    for (size_t i = 0; i < found.pairs.size(); ++i) {
      outcomes.outcomes.push_back({-1, static_cast<int32_t>(i)});
    }
    for (size_t i = 0; i < found.pairs.size(); ++i) {
      Search search;
      for (size_t k = 0; k < found.pairs.size(); ++k) {
        const FoundPair& pair = found.pairs[k];
        if (k != i && pair.IsCovered()) {
          search.given.push_back({*pair.a, *pair.a_star});
        }
      }
      const FoundPair& asked = found.pairs[i];
      Outcome& outcome = outcomes.outcomes[i];
      outcome.covered = asked.IsCovered() && !search.given.empty();
      if (!outcome.covered) continue;
      search.b = *asked.a;
      search.waiting.push_back({&outcome, &asked, RowsLike({search.b})});
      searches.push_back(std::move(search));
    }
  }

  // The rows that count as one of the words in `rows`; sorted.
  std::vector<int64_t> RowsLike(absl::Span<const int64_t> rows) const {
    std::vector<int64_t> all;
    for (const int64_t row : rows) {
      const std::vector<int64_t> like = lookup_.RowsLike(row);
      all.insert(all.end(), like.begin(), like.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  absl::Status Make(std::vector<Search>& searches, AnswerRule rule) {
    for (size_t begin = 0; begin < searches.size(); begin += kSearchesAtATime) {
      const size_t end = std::min(begin + kSearchesAtATime, searches.size());
      LEXPROBE_RETURN_IF_ERROR(
          MakeSome(absl::MakeSpan(searches).subspan(begin, end - begin), rule));
      done_ += static_cast<int64_t>(end - begin);
      if (progress_) LEXPROBE_RETURN_IF_ERROR(progress_(done_, total_));
    }
    return absl::OkStatus();
  }

  absl::Status MakeSome(absl::Span<Search> searches, AnswerRule rule) {
    std::vector<SearchTarget> targets;
    size_t most_own_rows = 0;
    for (const Search& search : searches) {
      LEXPROBE_ASSIGN_OR_RETURN(SearchTarget target,
                                TargetOf(table_, search, rule));
      targets.push_back(std::move(target));
      for (const Waiting& waiting : search.waiting) {
        most_own_rows = std::max(most_own_rows, waiting.own_rows.size());
      }
    }
    const std::vector<std::vector<Neighbor>> answers = index_.NearestToEach(
        targets, static_cast<int>(most_own_rows) + 1, {}, options_.threads);
    for (size_t i = 0; i < searches.size(); ++i) {
      for (const Waiting& waiting : searches[i].waiting) {
        Judge(answers[i], waiting);
      }
    }
    return absl::OkStatus();
  }

  void Judge(const std::vector<Neighbor>& answers,
             const Waiting& waiting) const {
    if (answers.empty()) return;
    waiting.outcome->honest = IsAnswer(answers[0].row, *waiting.asked);
    for (const Neighbor& answer : answers) {
      if (std::binary_search(waiting.own_rows.begin(), waiting.own_rows.end(),
                             answer.row)) {
        continue;
      }
      waiting.outcome->correct = IsAnswer(answer.row, *waiting.asked);
      return;
    }
  }

  bool IsAnswer(int64_t row, const FoundPair& asked) const {
    return std::any_of(
        asked.answers.begin(), asked.answers.end(), [&](int64_t answer) {
          return lookup_.FirstRowLike(answer) == lookup_.FirstRowLike(row);
        });
  }

  const EmbeddingTable& table_;
  const EvaluationOptions& options_;
  const EvaluationProgress& progress_;
  const WordLookup lookup_;
  const NeighborIndex index_;
  std::vector<FoundSection> sections_;
  std::set<std::string> missing_;
  int64_t done_ = 0;
  int64_t total_ = 0;
};

}  // namespace

AnswerRule RuleOf(AnalogyMethod method) {
  switch (method) {
    case AnalogyMethod::kCosAdd:
      return AnswerRule::kCosAdd;
    case AnalogyMethod::kCosMul:
      return AnswerRule::kCosMul;
    case AnalogyMethod::kPairDirection:
      return AnswerRule::kPairDirection;
    case AnalogyMethod::kCosAvg:
      return AnswerRule::kCosAvg;
    case AnalogyMethod::kEuclidean:
      break;
  }
  return AnswerRule::kEuclidean;
}

absl::string_view NameOf(AnswerRule rule) {
  if (const auto method = MethodOf(rule)) return NameOf(*method);
  if (rule == AnswerRule::kOnlyB) return "only-b";
  return rule == AnswerRule::kIgnoreA ? "ignore-a" : "add-opposite";
}

absl::StatusOr<Evaluation> Evaluate(const EmbeddingTable& table,
                                    const AnalogySet& set,
                                    const std::vector<AnswerRule>& rules,
                                    const EvaluationOptions& options,
                                    const EvaluationProgress& progress) {
  if (rules.empty())
    return absl::InvalidArgumentError("no method to answer by");
  return Evaluator(table, set, options, progress).Run(rules);
}

}  // namespace lexprobe
