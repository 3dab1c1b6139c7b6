// Asks a table the questions of an analogy set, by one or more rules, and
// notes the outcome of each.
//
// A question's own words are excluded from its answers by custom; `honest`
// says whether the right word also comes first among all words. Alternatives
// count as right; the first alternative that the table knows stands for a_star
// in the pair that is given.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_EVALUATION_H_
#define LEXPROBE_PROBE_EVALUATION_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/probe/analogy_set.h"
#include "lexprobe/probe/word_lookup.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// A method, or a baseline that ignores part of the question (Linzen 2016,
// "Issues in evaluating semantic spaces using word analogies", section 3):
// right answers of a baseline are not owed to the offset.
enum class AnswerRule {
  kCosAdd,
  kCosMul,
  kPairDirection,
  // One question a pair: the other pairs of the section are given, and b alone
  // counts as the question's own word.
  kCosAvg,
  kEuclidean,
  kOnlyB,        // cos(x, b)
  kIgnoreA,      // cos(x, a_star + b)
  kAddOpposite,  // cos(x, b - (a_star - a))
};

inline constexpr AnswerRule kBaselines[] = {
    AnswerRule::kOnlyB, AnswerRule::kIgnoreA, AnswerRule::kAddOpposite};

AnswerRule RuleOf(AnalogyMethod method);

// "3CosAdd", ..., "only-b", "ignore-a", "add-opposite".
absl::string_view NameOf(AnswerRule rule);

struct EvaluationOptions {
  // Changes the result.

  // Only the first so many rows are looked at, as words of the questions and
  // as answers; 0 means all. gensim's default; word2vec's demo takes 30,000.
  int64_t restrict_vocab = 300'000;
  CaseRule case_rule = CaseRule::kAuto;

  // Changes only the speed.

  int threads = 1;  // at least 1
};

// What became of one question.
struct Outcome {
  // Pairs of the section. kCosAvg: given is -1.
  int32_t given = 0;
  int32_t asked = 0;
  bool covered = false;  // all its words are in the vocabulary
  bool correct = false;  // the right word is first but for the question's own
  bool honest = false;   // the right word is first
};

struct SectionOutcomes {
  std::string name;
  SectionKind kind = SectionKind::kSemantic;
  // One a pair: "a", a tab and the first "a_star", to know a pair again in
  // another section.
  std::vector<std::string> pair_names;
  std::vector<Outcome> outcomes;  // in the order of the questions
};

struct RuleOutcomes {
  AnswerRule rule = AnswerRule::kCosAdd;
  std::vector<SectionOutcomes> sections;
};

struct Evaluation {
  std::vector<RuleOutcomes> rules;         // in the order asked for
  std::vector<std::string> missing_words;  // not in the vocabulary; sorted
  int64_t rows = 0;                        // searched
  std::string case_rule;                   // WordLookup::description()
};

// Called now and then with the number of searches done and to do; a status
// other than OK ends the evaluation with it.
using EvaluationProgress =
    std::function<absl::Status(int64_t done, int64_t total)>;

// InvalidArgument if `rules` is empty. `progress` may be null.
absl::StatusOr<Evaluation> Evaluate(const EmbeddingTable& table,
                                    const AnalogySet& set,
                                    const std::vector<AnswerRule>& rules,
                                    const EvaluationOptions& options,
                                    const EvaluationProgress& progress);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_EVALUATION_H_
