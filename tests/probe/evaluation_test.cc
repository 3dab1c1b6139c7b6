#include "lexprobe/probe/evaluation.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr AnswerRule kAllRules[] = {
    AnswerRule::kCosAdd,  AnswerRule::kCosMul,     AnswerRule::kPairDirection,
    AnswerRule::kCosAvg,  AnswerRule::kEuclidean,  AnswerRule::kOnlyB,
    AnswerRule::kIgnoreA, AnswerRule::kAddOpposite};

// Words a0 .. a9 at random with a0* .. a9* a noisy offset away, and `others`
// random words.
EmbeddingTable PlantedTable(int dim, float noise, int others) {
  const size_t size = static_cast<size_t>(dim);
  const std::vector<float> offset = RandomFloats(size, 1);
  std::vector<std::string> words;
  std::vector<float> matrix = RandomFloats(10 * size, 2);
  for (int i = 0; i < 10; ++i) words.push_back(absl::StrCat("a", i));
  const std::vector<float> noises = RandomFloats(10 * size, 3);
  for (size_t i = 0; i < 10 * size; ++i) {
    matrix.push_back(matrix[i] + offset[i % size] + noise * noises[i]);
  }
  for (int i = 0; i < 10; ++i) words.push_back(absl::StrCat("a", i, "*"));
  const std::vector<float> more =
      RandomFloats(static_cast<size_t>(others) * size, 4);
  matrix.insert(matrix.end(), more.begin(), more.end());
  for (int i = 0; i < others; ++i) words.push_back(absl::StrCat("other", i));
  return TableOf(std::move(words), std::move(matrix));
}

// All ordered questions over the pairs (words[i], stars[i]).
AnalogySet SetOf(const std::vector<AnalogyPair>& pairs) {
  AnalogySection section;
  section.name = "section";
  section.pairs = pairs;
  for (int32_t given = 0; given < static_cast<int32_t>(pairs.size()); ++given) {
    for (int32_t asked = 0; asked < static_cast<int32_t>(pairs.size());
         ++asked) {
      if (given != asked) section.questions.push_back({given, asked});
    }
  }
  AnalogySet set;
  set.sections.push_back(std::move(section));
  return set;
}

AnalogySet PlantedSet() {
  std::vector<AnalogyPair> pairs;
  for (int i = 0; i < 10; ++i) {
    pairs.push_back({absl::StrCat("a", i), {absl::StrCat("a", i, "*")}});
  }
  return SetOf(pairs);
}

Evaluation EvaluationOf(const EmbeddingTable& table, const AnalogySet& set,
                        std::vector<AnswerRule> rules,
                        const EvaluationOptions& options = {}) {
  auto evaluation = Evaluate(table, set, rules, options, nullptr);
  EXPECT_THAT(evaluation, IsOk());
  return *std::move(evaluation);
}

const std::vector<Outcome>& OutcomesIn(const Evaluation& evaluation) {
  return evaluation.rules[0].sections[0].outcomes;
}

int CountCorrect(const Evaluation& evaluation) {
  const auto& outcomes = OutcomesIn(evaluation);
  return static_cast<int>(
      std::count_if(outcomes.begin(), outcomes.end(),
                    [](const Outcome& outcome) { return outcome.correct; }));
}

class EveryRule : public testing::TestWithParam<AnswerRule> {};

// The slow oracle: one question at a time, with the rule written out anew.
SearchTarget SlowTarget(const EmbeddingTable& table, AnswerRule rule,
                        const std::vector<RowPair>& given, int64_t b) {
  const int64_t a = given[0].a;
  const int64_t a_star = given[0].a_star;
  switch (rule) {
    case AnswerRule::kCosAdd:
      return SumTarget(table, {b, a_star, a}, {1, 1, -1}, Metric::kCosine);
    case AnswerRule::kCosMul:
      return SearchTarget::CosMul(table.VectorOf(a), table.VectorOf(a_star),
                                  table.VectorOf(b));
    case AnswerRule::kPairDirection:
      return SearchTarget::PairDirection(
          table.VectorOf(a), table.VectorOf(a_star), table.VectorOf(b));
    case AnswerRule::kOnlyB:
      return SearchTarget::Cosine(table.VectorOf(b));
    case AnswerRule::kIgnoreA:
      return SumTarget(table, {b, a_star}, {1, 1}, Metric::kCosine);
    case AnswerRule::kAddOpposite:
      return SumTarget(table, {b, a_star, a}, {1, -1, 1}, Metric::kCosine);
    case AnswerRule::kCosAvg:
    case AnswerRule::kEuclidean:
      break;
  }
  std::vector<float> sum = MeanOffset(table, given);
  for (size_t k = 0; k < sum.size(); ++k) sum[k] += table.VectorOf(b)[k];
  return rule == AnswerRule::kCosAvg ? SearchTarget::Cosine(sum)
                                     : SearchTarget::Euclidean(sum);
}

TEST_P(EveryRule, AgreesWithOneQuestionAtATime) {
  const EmbeddingTable table = PlantedTable(8, 0.7f, 200);
  const NeighborIndex index(table);
  const Evaluation evaluation =
      EvaluationOf(table, PlantedSet(), {GetParam()}, {.threads = 2});
  int correct = 0;
  for (const Outcome& outcome : OutcomesIn(evaluation)) {
    std::vector<RowPair> given = {{outcome.given, outcome.given + 10}};
    std::vector<int64_t> own = {outcome.given, outcome.given + 10,
                                outcome.asked};
    if (GetParam() == AnswerRule::kCosAvg) {
      given.clear();
      for (int64_t i = 0; i < 10; ++i) {
        if (i != outcome.asked) given.push_back({i, i + 10});
      }
      own = {outcome.asked};
    }
    const SearchTarget target =
        SlowTarget(table, GetParam(), given, outcome.asked);
    const int64_t answer = outcome.asked + 10;
    EXPECT_TRUE(outcome.covered);
    EXPECT_EQ(outcome.correct,
              index.NearestTo(target, 1, own)[0].row == answer);
    EXPECT_EQ(outcome.honest, index.NearestTo(target, 1)[0].row == answer);
    correct += outcome.correct ? 1 : 0;
  }
  EXPECT_THAT(OutcomesIn(evaluation),
              SizeIs(GetParam() == AnswerRule::kCosAvg ? 10 : 90));
  if (GetParam() != AnswerRule::kAddOpposite) {
    EXPECT_GT(correct, 0);
  }
}

INSTANTIATE_TEST_SUITE_P(EvaluateTest, EveryRule, testing::ValuesIn(kAllRules));

TEST(EvaluateTest, AnswersAllWhenTheOffsetIsPlantedWithoutNoise) {
  const EmbeddingTable table = PlantedTable(50, 0, 500);
  const Evaluation evaluation =
      EvaluationOf(table, PlantedSet(), {AnswerRule::kEuclidean});
  EXPECT_EQ(CountCorrect(evaluation), 90);
  EXPECT_EQ(evaluation.rows, 520);
  EXPECT_THAT(evaluation.missing_words, IsEmpty());
}

TEST(EvaluateTest, SeveralRulesGiveWhatEachGivesAlone) {
  const EmbeddingTable table = PlantedTable(8, 0.7f, 200);
  const std::vector<AnswerRule> rules(std::begin(kAllRules),
                                      std::end(kAllRules));
  const Evaluation together = EvaluationOf(table, PlantedSet(), rules);
  for (size_t i = 0; i < rules.size(); ++i) {
    const Evaluation alone = EvaluationOf(table, PlantedSet(), {rules[i]});
    ASSERT_EQ(together.rules[i].rule, rules[i]);
    const auto& outcomes = together.rules[i].sections[0].outcomes;
    ASSERT_EQ(outcomes.size(), OutcomesIn(alone).size());
    for (size_t k = 0; k < outcomes.size(); ++k) {
      EXPECT_EQ(outcomes[k].correct, OutcomesIn(alone)[k].correct);
      EXPECT_EQ(outcomes[k].honest, OutcomesIn(alone)[k].honest);
    }
  }
}

// king, queen and so on, with nothing in the way.
EmbeddingTable SmallTable() {
  return TableOf({"king", "queen", "man", "woman", "King", "tree"},
                 {3, 1, /**/ 3, -1, /**/ 1, 1, /**/ 1, -1, /**/ 3, 0.9f,
                  /**/ -1, 0});
}

TEST(EvaluateTest, CountsQuestionsWithUnknownWordsAsNotCovered) {
  const EmbeddingTable table = SmallTable();
  const Evaluation evaluation = EvaluationOf(
      table,
      SetOf({{"king", {"queen"}}, {"man", {"woman"}}, {"duke", {"duchess"}}}),
      {AnswerRule::kEuclidean});
  std::vector<bool> covered;
  for (const Outcome& outcome : OutcomesIn(evaluation)) {
    covered.push_back(outcome.covered);
  }
  EXPECT_THAT(covered, ElementsAre(true, false, true, false, false, false));
  EXPECT_THAT(evaluation.missing_words, ElementsAre("duchess", "duke"));
}

TEST(EvaluateTest, TakesAnyAlternativeForRightAndTheFirstKnownAsGiven) {
  const EmbeddingTable table = SmallTable();
  const Evaluation evaluation = EvaluationOf(
      table,
      SetOf({{"king", {"duchess", "queen"}}, {"man", {"lass", "woman"}}}),
      {AnswerRule::kEuclidean});
  EXPECT_EQ(CountCorrect(evaluation), 2);
  EXPECT_THAT(evaluation.missing_words, IsEmpty());
}

TEST(EvaluateTest, FoldingTakesKingAndItsCapitalForOneWord) {
  // man - woman + queen is nearest to "King", which folds to "king".
  AnalogySet set = SetOf({{"queen", {"king"}}, {"woman", {"man"}}});
  set.sections[0].questions = {{1, 0}};
  const EmbeddingTable table =
      TableOf({"queen", "woman", "man", "King", "king"},
              {3, -1, /**/ 1, -1, /**/ 1, 1, /**/ 3, 0.99f, /**/ 3, 0.5f});
  EXPECT_EQ(CountCorrect(EvaluationOf(table, set, {AnswerRule::kEuclidean},
                                      {.case_rule = CaseRule::kFold})),
            1);
  EXPECT_EQ(CountCorrect(EvaluationOf(table, set, {AnswerRule::kEuclidean},
                                      {.case_rule = CaseRule::kKeep})),
            0);
}

TEST(EvaluateTest, FoldingExcludesAllFormsOfTheQuestionsWords) {
  // "Queen" is nearest to man - woman + queen, the answer second.
  AnalogySet set = SetOf({{"queen", {"king"}}, {"woman", {"man"}}});
  set.sections[0].questions = {{1, 0}};
  const EmbeddingTable table =
      TableOf({"queen", "woman", "man", "Queen", "king"},
              {3, -1, /**/ 1, -1, /**/ 1, 1, /**/ 3, 0.99f, /**/ 3, 0.5f});
  EXPECT_EQ(CountCorrect(EvaluationOf(table, set, {AnswerRule::kEuclidean},
                                      {.case_rule = CaseRule::kFold})),
            1);
  EXPECT_EQ(CountCorrect(EvaluationOf(table, set, {AnswerRule::kEuclidean},
                                      {.case_rule = CaseRule::kKeep})),
            0);
}

TEST(EvaluateTest, RestrictsQuestionsAndAnswersToTheFirstRows) {
  const EmbeddingTable table = SmallTable();
  const Evaluation evaluation =
      EvaluationOf(table, SetOf({{"king", {"queen"}}, {"man", {"woman"}}}),
                   {AnswerRule::kEuclidean}, {.restrict_vocab = 3});
  EXPECT_EQ(evaluation.rows, 3);
  EXPECT_FALSE(OutcomesIn(evaluation)[0].covered);
  EXPECT_THAT(evaluation.missing_words, ElementsAre("woman"));
}

TEST(EvaluateTest, IsNeverRightWhenTheAnswerIsAWordOfTheQuestion) {
  const EmbeddingTable table = SmallTable();
  AnalogySet set = SetOf({{"king", {"king"}}, {"man", {"king"}}});
  const Evaluation evaluation = EvaluationOf(table, set, {AnswerRule::kCosAdd});
  EXPECT_EQ(CountCorrect(evaluation), 0);
}

TEST(EvaluateTest, TellsItsProgressAndStopsWhenTold) {
  const EmbeddingTable table = PlantedTable(8, 0.7f, 20);
  int64_t last_done = 0;
  int64_t last_total = 0;
  const auto note = [&](int64_t done, int64_t total) {
    last_done = done;
    last_total = total;
    return absl::OkStatus();
  };
  EXPECT_THAT(Evaluate(table, PlantedSet(),
                       {AnswerRule::kCosAdd, AnswerRule::kOnlyB}, {}, note),
              IsOk());
  EXPECT_EQ(last_done, last_total);
  EXPECT_EQ(last_total, 90 + 10);  // only-b asks for each b once
  const auto stop = [](int64_t, int64_t) {
    return absl::CancelledError("enough");
  };
  EXPECT_THAT(Evaluate(table, PlantedSet(), {AnswerRule::kCosAdd}, {}, stop),
              StatusIs(absl::StatusCode::kCancelled, "enough"));
}

TEST(EvaluateTest, NeedsARule) {
  EXPECT_THAT(
      Evaluate(SmallTable(), PlantedSet(), {}, {}, nullptr),
      StatusIs(absl::StatusCode::kInvalidArgument, "no method to answer by"));
}

TEST(AnswerRuleTest, HasTheNamesOfMethodsAndBaselines) {
  EXPECT_EQ(NameOf(RuleOf(AnalogyMethod::kCosMul)), "3CosMul");
  EXPECT_EQ(NameOf(AnswerRule::kOnlyB), "only-b");
  EXPECT_EQ(NameOf(AnswerRule::kIgnoreA), "ignore-a");
  EXPECT_EQ(NameOf(AnswerRule::kAddOpposite), "add-opposite");
}

}  // namespace
}  // namespace lexprobe
