#include "probe/pair_cells.h"

namespace lexprobe {

size_t PairCells::NumberOf(const SectionOutcomes& section, int32_t pair) {
  return numbers_
      .try_emplace(section.pair_names[static_cast<size_t>(pair)],
                   numbers_.size())
      .first->second;
}

void PairCells::Add(const SectionOutcomes& section, const Outcome& outcome,
                    const Values& values) {
  Cell cell;
  cell.asked = NumberOf(section, outcome.asked);
  cell.one_pair = outcome.given < 0;
  cell.given = cell.one_pair ? cell.asked : NumberOf(section, outcome.given);
  cell.values = values;
  cells_.push_back(cell);
}

int64_t PairCells::AskedPairs() const {
  return static_cast<int64_t>(SumsByAskedPair(0).size());
}

int64_t PairCells::Sum(size_t which) const {
  int64_t sum = 0;
  for (const Cell& cell : cells_) sum += cell.values[which];
  return sum;
}

std::vector<double> PairCells::SumsByAskedPair(size_t which) const {
  std::vector<double> sums(numbers_.size());
  std::vector<bool> is_asked(numbers_.size());
  for (const Cell& cell : cells_) {
    sums[cell.asked] += cell.values[which];
    is_asked[cell.asked] = true;
  }
  std::vector<double> asked;
  for (size_t i = 0; i < sums.size(); ++i) {
    if (is_asked[i]) asked.push_back(sums[i]);
  }
  return asked;
}

std::array<std::optional<Interval95>, 2> PairCells::MeanIntervals(
    int resamples, Random random) const {
  std::array<std::vector<double>, 2> means;
  for (int i = 0; i < resamples && numbers_.size() > 1; ++i) {
    const std::vector<int32_t> drawn =
        DrawWithReplacement(numbers_.size(), random);
    int64_t count = 0;
    std::array<int64_t, 2> sums = {};
    for (const Cell& cell : cells_) {
      const int64_t times =
          cell.one_pair ? drawn[cell.asked]
                        : int64_t{drawn[cell.given]} * drawn[cell.asked];
      count += times;
      for (size_t which = 0; which < 2; ++which) {
        sums[which] += times * cell.values[which];
      }
    }
    if (count == 0) continue;
    for (size_t which = 0; which < 2; ++which) {
      means[which].push_back(static_cast<double>(sums[which]) /
                             static_cast<double>(count));
    }
  }
  return {PercentileInterval(std::move(means[0])),
          PercentileInterval(std::move(means[1]))};
}

}  // namespace lexprobe
