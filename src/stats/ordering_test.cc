#include "lexprobe/stats/ordering_test.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lexprobe/stats/permutation_test.h"
#include "stats/number_text.h"
#include "stats/pair_rows.h"

namespace lexprobe {
namespace {

double DistanceOf(const EmbeddingTable& table, const RowPair& pair,
                  Distance distance) {
  const absl::Span<const float> x = table.VectorOf(pair.a);
  const absl::Span<const float> y = table.VectorOf(pair.a_star);
  double squares = 0, x_y = 0, x_x = 0, y_y = 0;
  for (size_t k = 0; k < x.size(); ++k) {
    const double u = static_cast<double>(x[k]);
    const double v = static_cast<double>(y[k]);
    squares += (u - v) * (u - v);
    x_y += u * v;
    x_x += u * u;
    y_y += v * v;
  }
  if (distance == Distance::kEuclidean) return std::sqrt(squares);
  return 1 - x_y / std::sqrt(x_x * y_y);
}

// A set's pairs that took part, and their distances.
struct MeasuredSet {
  std::string name;
  std::vector<RowPair> pairs;
  std::vector<double> distances;
};

std::vector<MeasuredSet> Measured(const OrderingHypothesis& hypothesis,
                                  const NeighborIndex& index,
                                  TestResult* result) {
  std::vector<MeasuredSet> measured;
  for (const DistanceSet& set : hypothesis.sets) {
    MeasuredSet found;
    found.name = set.name;
    found.pairs = RowsOfPairs(set.pairs, index, &result->dropped);
    for (const RowPair& pair : found.pairs) {
      found.distances.push_back(
          DistanceOf(index.table(), pair, hypothesis.distance));
    }
    measured.push_back(std::move(found));
  }
  return measured;
}

// The indices of `values` by rising value.
std::vector<int> RisingOrder(absl::Span<const double> values) {
  std::vector<int> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&values](int a, int b) {
    return values[static_cast<size_t>(a)] < values[static_cast<size_t>(b)];
  });
  return order;
}

double MedianOf(absl::Span<const double> values) {
  const std::vector<double> ones(values.size(), 1.0);
  return WeightedMedian(values, RisingOrder(values), ones);
}

// Median of the later set over that of the earlier, resampled within each.
Interval RatioInterval(const MeasuredSet& near, const MeasuredSet& far,
                       const TestOptions& options, const Random& random) {
  const std::vector<int> near_order = RisingOrder(near.distances);
  const std::vector<int> far_order = RisingOrder(far.distances);
  const size_t split = near.distances.size();
  const auto ratio = [&](absl::Span<const double> weights) {
    return WeightedMedian(far.distances, far_order, weights.subspan(split)) /
           WeightedMedian(near.distances, near_order, weights.first(split));
  };
  const std::vector<int> strata = {static_cast<int>(near.distances.size()),
                                   static_cast<int>(far.distances.size())};
  // The jackknife of a median tells nothing, so that BCa is not for it.
  return BootstrapInterval(strata[0] + strata[1], ratio,
                           {.resamples = options.resamples,
                            .method = IntervalMethod::kPercentile,
                            .strata = strata},
                           random);
}

// Step `number`, from 1: set `near` against the next one, `far`.
void AddStep(int number, const MeasuredSet& near, const MeasuredSet& far,
             const OrderingHypothesis& hypothesis, const TestOptions& options,
             const Random& random, TestResult* result) {
  const auto step = static_cast<uint64_t>(number);
  PermutationResult found = TestSplits(
      near.distances, far.distances, {.permutations = options.permutations},
      random.Fork("ordering.permutation", step));
  Measure measure;
  measure.name = absl::StrCat("ratio ", number + 1, "/", number);
  measure.about = absl::StrCat("median distance, \"", far.name, "\" over \"",
                               near.name, "\"; p by exchanging distances");
  measure.value = MedianOf(far.distances) / MedianOf(near.distances);
  measure.interval =
      RatioInterval(near, far, options, random.Fork("ordering.ratio", step));
  measure.p = found.p;
  Criterion criterion;
  criterion.name = measure.name;
  criterion.side = Criterion::Side::kAtLeast;
  criterion.bound = hypothesis.minimum_ratio;
  criterion.value = measure.value;
  criterion.interval = *measure.interval;
  result->criteria.push_back(std::move(criterion));
  result->measures.push_back(std::move(measure));
  const std::string null_name =
      absl::StrCat("difference of mean distances, step ", number);
  if (number == 1 || found.p > result->p) {
    result->p = found.p;
    result->p_of = null_name;
    result->exact = found.exact;
    result->permutations = found.permutations;
  }
  result->smallest_p = number == 1
                           ? found.smallest_p
                           : std::max(result->smallest_p, found.smallest_p);
  result->nulls.push_back(
      {null_name, found.observed, std::move(found.null_values), found.exact});
}

EvidenceTable SetTable(const std::vector<MeasuredSet>& sets) {
  EvidenceTable table;
  table.title = "distances by set";
  table.header = {"set", "what", "pairs", "least", "median", "most"};
  for (size_t i = 0; i < sets.size(); ++i) {
    std::vector<double> sorted = sets[i].distances;
    std::sort(sorted.begin(), sorted.end());
    table.rows.push_back(
        {absl::StrCat(i + 1), sets[i].name, absl::StrCat(sorted.size()),
         ShareText(QuantileOf(sorted, 0)), ShareText(MedianOf(sorted)),
         ShareText(QuantileOf(sorted, 1))});
  }
  return table;
}

EvidenceTable PairTable(const std::vector<MeasuredSet>& sets,
                        const EmbeddingTable& words) {
  EvidenceTable table;
  table.title = "distances";
  table.header = {"set", "word", "word", "distance"};
  for (size_t i = 0; i < sets.size(); ++i) {
    for (size_t k = 0; k < sets[i].pairs.size(); ++k) {
      table.rows.push_back({absl::StrCat(i + 1),
                            std::string(words.WordOf(sets[i].pairs[k].a)),
                            std::string(words.WordOf(sets[i].pairs[k].a_star)),
                            ShareText(sets[i].distances[k])});
    }
  }
  return table;
}

int64_t DistancesNeeded(double level) {
  int n = kMinimumDistances;
  while (1.0 / static_cast<double>(CountSplits(2 * n, n)) > level && n < 30) {
    ++n;
  }
  return n;
}

}  // namespace

absl::string_view NameOf(Distance distance) {
  switch (distance) {
    case Distance::kEuclidean:
      return "euclidean";
    case Distance::kCosine:
      return "cosine";
  }
  return "";
}

std::optional<Distance> DistanceFromName(absl::string_view name) {
  for (const Distance distance : {Distance::kEuclidean, Distance::kCosine}) {
    if (name == NameOf(distance)) return distance;
  }
  return std::nullopt;
}

TestResult TestOrdering(const OrderingHypothesis& hypothesis,
                        const NeighborIndex& index, const TestOptions& options,
                        const Random& random) {
  TestResult result;
  const std::vector<MeasuredSet> sets = Measured(hypothesis, index, &result);
  std::vector<int64_t> counts;
  for (const MeasuredSet& set : sets) {
    counts.push_back(static_cast<int64_t>(set.distances.size()));
  }
  result.unit = "distances in each set";
  result.units = *std::min_element(counts.begin(), counts.end());
  for (const DistanceSet& set : hypothesis.sets) {
    const auto given = static_cast<int64_t>(set.pairs.size());
    result.units_given =
        result.units_given == 0 ? given : std::min(result.units_given, given);
  }
  result.units_needed = DistancesNeeded;
  result.method = absl::StrCat(NameOf(hypothesis.distance), " distance");
  if (result.units < kMinimumDistances) {
    result.shortage = absl::StrCat("needs at least ", kMinimumDistances,
                                   " distances in each set, and has ",
                                   absl::StrJoin(counts, ", "));
  }
  for (size_t i = 0; result.units > 0 && i + 1 < sets.size(); ++i) {
    AddStep(static_cast<int>(i) + 1, sets[i], sets[i + 1], hypothesis, options,
            random, &result);
  }
  result.tables.push_back(SetTable(sets));
  result.tables.push_back(PairTable(sets, index.table()));
  return result;
}

}  // namespace lexprobe
