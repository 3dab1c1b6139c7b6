#include "lexprobe/stats/offset_test.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/stats/permutation_test.h"
#include "stats/number_text.h"
#include "stats/offset_prediction.h"
#include "stats/pair_rows.h"
#include "stats/pairing_consistency.h"
#include "stats/repaired_offsets.h"

namespace lexprobe {
namespace {

// The test under way: what every part of the evidence needs.
struct Context {
  const OffsetHypothesis& hypothesis;
  const NeighborIndex& index;
  const TestOptions& options;
  const Random& random;
  const std::vector<RowPair>& pairs;  // the known ones that took part

  int size() const { return static_cast<int>(pairs.size()); }
  BootstrapOptions Bootstrap() const {
    return {.resamples = options.resamples};
  }
  PermutationOptions Permutations() const {
    return {.permutations = options.permutations};
  }
};

void AddAtLeast(const Measure& measure, double bound, TestResult* result) {
  Criterion criterion;
  criterion.name = measure.name;
  criterion.side = Criterion::Side::kAtLeast;
  criterion.bound = bound;
  criterion.value = measure.value;
  criterion.interval = *measure.interval;
  result->criteria.push_back(std::move(criterion));
}

// Lets a test into p: of all that is claimed, the largest p counts.
void Claim(PermutationResult found, absl::string_view name,
           TestResult* result) {
  if (result->nulls.empty() || found.p > result->p) {
    result->p = found.p;
    result->p_of = std::string(name);
    result->exact = found.exact;
    result->permutations = found.permutations;
  }
  result->smallest_p = result->nulls.empty()
                           ? found.smallest_p
                           : std::max(result->smallest_p, found.smallest_p);
  result->nulls.push_back({std::string(name), found.observed,
                           std::move(found.null_values), found.exact});
}

void AddConcordance(const Context& context, const RepairedOffsets& offsets,
                    TestResult* result) {
  const auto statistic = [&offsets](absl::Span<const int> permutation) {
    return offsets.Concordance(permutation);
  };
  const auto weighted = [&offsets](absl::Span<const double> weights) {
    return offsets.WeightedConcordance(weights);
  };
  PermutationResult found =
      TestPermutations(context.size(), statistic, 1.0, context.Permutations(),
                       context.random.Fork("offset.permutation"));
  Measure measure;
  measure.name = "OCS";
  measure.about = "mean cosine between two pairs' offsets; p by re-pairing";
  measure.value = found.observed;
  measure.interval =
      BootstrapInterval(context.size(), weighted, context.Bootstrap(),
                        context.random.Fork("offset.concordance"));
  measure.p = found.p;
  if (context.hypothesis.minimum_ocs) {
    AddAtLeast(measure, *context.hypothesis.minimum_ocs, result);
  }
  result->measures.push_back(std::move(measure));
  Claim(std::move(found), "OCS under re-pairing", result);
}

// Re-pairing alone would also take pairs of words that are merely alike for a
// shared offset.
void AddDirection(const Context& context, const RepairedOffsets& offsets,
                  TestResult* result) {
  const auto statistic = [&offsets](absl::Span<const double> signs) {
    return offsets.TurnedConcordance(signs);
  };
  PermutationResult found =
      TestTurnings(context.size(), statistic, 1.0, context.Permutations(),
                   context.random.Fork("offset.direction"));
  Measure measure;
  measure.name = "direction";
  measure.about = "OCS; p by turning pairs round";
  measure.value = found.observed;
  measure.p = found.p;
  result->measures.push_back(std::move(measure));
  if (context.hypothesis.minimum_ocs) {
    Claim(std::move(found), "OCS with pairs turned round", result);
  }
}

void AddConsistency(const Context& context, const RepairedOffsets& offsets,
                    TestResult* result) {
  const PairingConsistency consistency(
      offsets, context.random.Fork("offset.consistency.pool"));
  const auto weighted = [&consistency](absl::Span<const double> weights) {
    return consistency.Weighted(weights);
  };
  Measure measure;
  measure.name = "PCS";
  measure.about =
      "chance that true offsets agree more than re-paired ones; 0.5 is none";
  measure.value = consistency.value();
  measure.interval =
      BootstrapInterval(context.size(), weighted, context.Bootstrap(),
                        context.random.Fork("offset.consistency"));
  if (!consistency.exact()) measure.note = "over a sample of re-pairings";
  if (context.hypothesis.minimum_pcs) {
    AddAtLeast(measure, *context.hypothesis.minimum_pcs, result);
  }
  result->measures.push_back(std::move(measure));
}

// Per pair: is a* among the first `top` (as 0 or 1)?
std::vector<double> Hits(const std::vector<PairPrediction>& predictions,
                         size_t predictor, int64_t top,
                         int64_t Prediction::*rank) {
  std::vector<double> hits;
  for (const PairPrediction& pair : predictions) {
    hits.push_back(pair[predictor].*rank <= top ? 1 : 0);
  }
  return hits;
}

std::vector<double> ReciprocalRanks(
    const std::vector<PairPrediction>& predictions, size_t predictor,
    int64_t Prediction::*rank) {
  std::vector<double> values;
  for (const PairPrediction& pair : predictions) {
    values.push_back(1.0 / static_cast<double>(pair[predictor].*rank));
  }
  return values;
}

double MeanOf(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// "hit@1 gain" and its like: the offset's values less only-b's, by pair.
// `found` gets the paired test.
Measure Gain(const Context& context, absl::string_view of,
             std::vector<double> values, const std::vector<double>& baseline,
             PermutationResult* found) {
  for (size_t i = 0; i < values.size(); ++i) values[i] -= baseline[i];
  Measure measure;
  measure.name = absl::StrCat(of, " gain");
  measure.about =
      absl::StrCat(of, " over only-b's; p by exchanging the two in each pair");
  measure.value = MeanOf(values);
  // Differences of two shares lie between -1 and 1.
  measure.interval = MeanInterval(values, 2, context.Bootstrap(),
                                  context.random.Fork(measure.name));
  measure.interval->low = std::max(measure.interval->low, -1.0);
  measure.interval->high = std::min(measure.interval->high, 1.0);
  *found = TestSignFlips(values, Tail::kUpper, context.Permutations(),
                         context.random.Fork(measure.name, 1));
  measure.p = found->p;
  return measure;
}

Measure HitMeasure(const Context& context, const std::vector<double>& hits) {
  Measure measure;
  measure.name = "hit@1";
  measure.about = "a* is the nearest word to a + c of the other pairs";
  measure.value = MeanOf(hits);
  measure.interval =
      MeanInterval(hits, 1, context.Bootstrap(), context.random.Fork("hit@1"));
  measure.interval->low = std::max(measure.interval->low, 0.0);
  measure.interval->high = std::min(measure.interval->high, 1.0);
  return measure;
}

constexpr char kScoresAbout[] =
    "what is nearest to a + c (offset), to a (only-b), to a + the mean of a* "
    "(ignore-a), to a - c (add-opposite), and any word by luck (chance); c is "
    "the mean offset of the other pairs. a itself is left out, or not "
    "(honest). hit@5: a* is among the first five; MRR: mean of 1 / rank";
constexpr char kPairsAbout[] =
    "the rank of a* among the words nearest to a + c, a itself left out; "
    "honest: not left out; only-b: nearest to a. first: the word of rank 1";

// hit@1, hit@5 and MRR of every predictor, a excluded and honest.
EvidenceTable ScoreTable(const std::vector<PairPrediction>& predictions,
                         int64_t rows) {
  EvidenceTable table;
  table.title = "prediction, leaving one pair out";
  table.about = kScoresAbout;
  table.header = {"nearest to",   "hit@1",        "hit@5",     "MRR",
                  "honest hit@1", "honest hit@5", "honest MRR"};
  for (size_t p = 0; p < std::size(kPredictors); ++p) {
    std::vector<std::string> cells = {std::string(NameOf(kPredictors[p]))};
    for (const auto rank : {&Prediction::rank, &Prediction::honest_rank}) {
      cells.push_back(ShareText(MeanOf(Hits(predictions, p, 1, rank))));
      cells.push_back(ShareText(MeanOf(Hits(predictions, p, 5, rank))));
      cells.push_back(ShareText(MeanOf(ReciprocalRanks(predictions, p, rank))));
    }
    table.rows.push_back(std::move(cells));
  }
  std::vector<std::string> chance = {"chance"};
  for (const int64_t candidates : {rows - 1, rows}) {
    const auto n = static_cast<double>(candidates);
    double harmonic = 0;
    for (int64_t rank = candidates; rank > 0; --rank) {
      harmonic += 1 / static_cast<double>(rank);
    }
    chance.push_back(ShareText(std::min(1.0, 1 / n)));
    chance.push_back(ShareText(std::min(1.0, 5 / n)));
    chance.push_back(ShareText(harmonic / n));
  }
  table.rows.push_back(std::move(chance));
  return table;
}

// A row a pair: its ranks, and the word that came first instead.
EvidenceTable PairTable(absl::string_view title, const EmbeddingTable& words,
                        const std::vector<RowPair>& pairs,
                        const std::vector<PairPrediction>& predictions) {
  EvidenceTable table;
  table.title = std::string(title);
  table.about = kPairsAbout;
  table.header = {"a", "a*", "rank", "honest rank", "only-b rank", "first"};
  for (size_t i = 0; i < pairs.size(); ++i) {
    const Prediction& offset = predictions[i][0];
    const Prediction& only_b = predictions[i][1];
    table.rows.push_back(
        {std::string(words.WordOf(pairs[i].a)),
         std::string(words.WordOf(pairs[i].a_star)), absl::StrCat(offset.rank),
         absl::StrCat(offset.honest_rank), absl::StrCat(only_b.rank),
         offset.first_row < 0 ? std::string()
                              : std::string(words.WordOf(offset.first_row))});
  }
  return table;
}

void AddPrediction(const Context& context, TestResult* result) {
  const std::vector<PairPrediction> predictions =
      LeaveOneOut(context.index, context.pairs, context.hypothesis.method,
                  context.options.threads);
  const std::vector<double> hits = Hits(predictions, 0, 1, &Prediction::rank);
  result->measures.push_back(HitMeasure(context, hits));
  PermutationResult found;
  Measure gain = Gain(context, "hit@1", hits,
                      Hits(predictions, 1, 1, &Prediction::rank), &found);
  if (context.hypothesis.minimum_hit1_gain) {
    AddAtLeast(gain, *context.hypothesis.minimum_hit1_gain, result);
    Claim(std::move(found), "hit@1 gain with methods exchanged", result);
  }
  result->measures.push_back(std::move(gain));
  result->measures.push_back(
      Gain(context, "MRR", ReciprocalRanks(predictions, 0, &Prediction::rank),
           ReciprocalRanks(predictions, 1, &Prediction::rank), &found));
  result->tables.push_back(ScoreTable(predictions, context.index.rows()));
  result->tables.push_back(PairTable("known pairs, each left out in turn",
                                     context.index.table(), context.pairs,
                                     predictions));
}

void AddPredictedPairs(const Context& context, TestResult* result) {
  const std::vector<RowPair> asked =
      RowsOfPairs(context.hypothesis.predict, context.index, &result->dropped);
  if (asked.empty() || context.pairs.empty()) return;
  std::vector<PairPrediction> predictions;
  for (const RowPair& pair : asked) {
    predictions.push_back(PredictPair(context.index, pair, context.pairs,
                                      context.hypothesis.method,
                                      context.options.threads));
  }
  result->tables.push_back(PairTable("predicted pairs, by the known ones",
                                     context.index.table(), asked,
                                     predictions));
}

// The least number of pairs with which 1 / count(pairs) is at most `level`.
int64_t LeastPairs(double level, int64_t (*count)(int)) {
  int n = kMinimumPairs;
  while (1.0 / static_cast<double>(count(n)) > level && n < 60) ++n;
  return n;
}

int64_t PairsNeeded(double level) {
  return LeastPairs(level, CountPermutations);
}
int64_t PairsNeededForGain(double level) {
  return LeastPairs(level, CountSignFlips);
}
int64_t PairsNeededForDirection(double level) {
  return LeastPairs(0.5 * level, CountSignFlips);
}

std::string ShortageText(int pairs) {
  std::string text =
      absl::StrCat("needs at least ", kMinimumPairs, " pairs, and has ", pairs);
  if (pairs < 1) return text;
  const auto count = CountPermutations(pairs);
  return absl::StrCat(text, ", with which the smallest possible p is 1/", count,
                      " = ", NumberText(1.0 / static_cast<double>(count)));
}

}  // namespace

TestResult TestOffset(const OffsetHypothesis& hypothesis,
                      const NeighborIndex& index, const TestOptions& options,
                      const Random& random) {
  TestResult result;
  const std::vector<RowPair> pairs =
      RowsOfPairs(hypothesis.known, index, &result.dropped);
  const Context context{hypothesis, index, options, random, pairs};
  result.unit = "pairs";
  result.units = context.size();
  result.units_given = static_cast<int64_t>(hypothesis.known.size());
  result.units_needed = hypothesis.minimum_ocs         ? PairsNeededForDirection
                        : hypothesis.minimum_hit1_gain ? PairsNeededForGain
                                                       : PairsNeeded;
  result.method = absl::StrCat("offsets between raw vectors; a* predicted by ",
                               NameOf(hypothesis.method),
                               hypothesis.method == AnalogyMethod::kEuclidean
                                   ? ", the least distance to a + c"
                                   : ", the largest cosine with a + c");
  if (context.size() < kMinimumPairs) {
    result.shortage = ShortageText(context.size());
  }
  if (context.size() >= 2) {
    const RepairedOffsets offsets(index.table(), pairs);
    AddConcordance(context, offsets, &result);
    AddDirection(context, offsets, &result);
    AddConsistency(context, offsets, &result);
    AddPrediction(context, &result);
  }
  AddPredictedPairs(context, &result);
  return result;
}

}  // namespace lexprobe
