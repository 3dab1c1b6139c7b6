#include "lexprobe/probe/evaluation_comparison.h"

#include <cstddef>
#include <utility>

#include "lexprobe/base/check.h"
#include "probe/pair_cells.h"

namespace lexprobe {
namespace {

// Collects the difference of being right, second less first, and counts.
PairCells Collect(const RuleOutcomes& first, const RuleOutcomes& second,
                  const SectionGroup& group, AccuracyComparison& comparison) {
  PairCells cells;
  for (const size_t at : group.sections) {
    const SectionOutcomes& section = first.sections[at];
    const std::vector<Outcome>& others = second.sections[at].outcomes;
    LEXPROBE_CHECK(section.outcomes.size() == others.size());
    for (size_t i = 0; i < others.size(); ++i) {
      const Outcome& one = section.outcomes[i];
      const Outcome& two = others[i];
      LEXPROBE_CHECK(one.given == two.given && one.asked == two.asked);
      comparison.first_only += one.covered && !two.covered ? 1 : 0;
      comparison.second_only += two.covered && !one.covered ? 1 : 0;
      if (!one.covered || !two.covered) continue;
      comparison.first_correct += one.correct ? 1 : 0;
      comparison.second_correct += two.correct ? 1 : 0;
      cells.Add(section, one,
                {(two.correct ? 1 : 0) - (one.correct ? 1 : 0), 0});
    }
  }
  return cells;
}

}  // namespace

std::vector<AccuracyComparison> CompareOutcomes(const RuleOutcomes& first,
                                                const RuleOutcomes& second,
                                                int resamples, int exchanges,
                                                const Random& random) {
  LEXPROBE_CHECK(first.rule == second.rule &&
                 first.sections.size() == second.sections.size());
  std::vector<AccuracyComparison> comparisons;
  for (const SectionGroup& group : GroupsOf(first)) {
    const Random own = random.Fork("comparison", comparisons.size());
    AccuracyComparison comparison;
    comparison.name = group.name;
    comparison.is_total = group.is_total;
    const PairCells cells = Collect(first, second, group, comparison);
    comparison.pairs = cells.AskedPairs();
    comparison.questions = cells.size();
    comparison.interval =
        cells.MeanIntervals(resamples, own.Fork("interval"))[0];
    comparison.test =
        SignFlipTest(cells.SumsByAskedPair(0), exchanges, own.Fork("exchange"));
    comparisons.push_back(std::move(comparison));
  }
  return comparisons;
}

}  // namespace lexprobe
