// Questions as cells of a table of pairs by pairs (given, asked), and means
// over them that are resampled by pair.
//
// Each distinct pair is drawn with replacement; a question counts as often as
// the pair that it gives times the pair that it asks for were drawn (the
// bootstrap of a graph by its vertices: Snijders & Borgatti 1999,
// "Non-parametric standard errors and tests for network statistics").
//
// Not thread-safe.

#ifndef LEXPROBE_PROBE_PAIR_CELLS_H_
#define LEXPROBE_PROBE_PAIR_CELLS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/random.h"
#include "lexprobe/probe/bootstrap.h"
#include "lexprobe/probe/evaluation.h"

namespace lexprobe {

class PairCells {
 public:
  using Values = std::array<int, 2>;

  // Adds a question of `section` with two numbers to take the mean of.
  // `section` must outlive this.
  void Add(const SectionOutcomes& section, const Outcome& outcome,
           const Values& values);

  int64_t size() const { return static_cast<int64_t>(cells_.size()); }

  // Distinct pairs that are asked for.
  int64_t AskedPairs() const;

  // The sum of values[which] over all questions.
  int64_t Sum(size_t which) const;

  // The same for each pair that is asked for, in order of appearance.
  std::vector<double> SumsByAskedPair(size_t which) const;

  // Of the means of values[0] and values[1]; nothing where there is but one
  // pair.
  std::array<std::optional<Interval95>, 2> MeanIntervals(int resamples,
                                                         Random random) const;

 private:
  struct Cell {
    size_t given = 0;
    size_t asked = 0;
    bool one_pair = false;  // none is given: `asked` alone counts
    Values values = {};
  };

  size_t NumberOf(const SectionOutcomes& section, int32_t pair);

  std::vector<Cell> cells_;
  absl::flat_hash_map<absl::string_view, size_t> numbers_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_PAIR_CELLS_H_
