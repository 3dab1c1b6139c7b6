#include "lexprobe/probe/accuracy.h"

#include <utility>

#include "probe/pair_cells.h"

namespace lexprobe {
namespace {

std::optional<double> Share(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

Accuracy AccuracyOf(const RuleOutcomes& outcomes, const SectionGroup& group,
                    int resamples, const Random& random) {
  Accuracy accuracy;
  accuracy.name = group.name;
  accuracy.is_total = group.is_total;
  PairCells cells;
  for (const size_t at : group.sections) {
    const SectionOutcomes& section = outcomes.sections[at];
    accuracy.questions += static_cast<int64_t>(section.outcomes.size());
    for (const Outcome& outcome : section.outcomes) {
      if (!outcome.covered) continue;
      cells.Add(section, outcome,
                {outcome.correct ? 1 : 0, outcome.honest ? 1 : 0});
    }
  }
  accuracy.covered = cells.size();
  accuracy.pairs = cells.AskedPairs();
  accuracy.correct = cells.Sum(0);
  accuracy.honest = cells.Sum(1);
  const auto intervals = cells.MeanIntervals(resamples, random);
  accuracy.interval = intervals[0];
  accuracy.honest_interval = intervals[1];
  return accuracy;
}

}  // namespace

std::optional<double> Accuracy::accuracy() const {
  return Share(correct, covered);
}

std::optional<double> Accuracy::honest_accuracy() const {
  return Share(honest, covered);
}

std::vector<SectionGroup> GroupsOf(const RuleOutcomes& outcomes) {
  std::vector<SectionGroup> groups;
  SectionGroup semantic = {"semantic", true, {}};
  SectionGroup syntactic = {"syntactic", true, {}};
  SectionGroup total = {"total", true, {}};
  for (size_t i = 0; i < outcomes.sections.size(); ++i) {
    const SectionOutcomes& section = outcomes.sections[i];
    groups.push_back({section.name, false, {i}});
    (section.kind == SectionKind::kSemantic ? semantic : syntactic)
        .sections.push_back(i);
    total.sections.push_back(i);
  }
  if (outcomes.sections.size() < 2) return groups;
  if (!semantic.sections.empty() && !syntactic.sections.empty()) {
    groups.push_back(std::move(semantic));
    groups.push_back(std::move(syntactic));
  }
  groups.push_back(std::move(total));
  return groups;
}

std::vector<Accuracy> Accuracies(const RuleOutcomes& outcomes, int resamples,
                                 const Random& random) {
  std::vector<Accuracy> accuracies;
  for (const SectionGroup& group : GroupsOf(outcomes)) {
    accuracies.push_back(
        AccuracyOf(outcomes, group, resamples,
                   random.Fork("accuracy interval", accuracies.size())));
  }
  return accuracies;
}

}  // namespace lexprobe
