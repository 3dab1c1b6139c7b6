#include "cli/table_summary.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace lexprobe::cli {

NormSummary NormsOf(const EmbeddingTable& table) {
  NormSummary summary;
  if (table.rows() == 0) return summary;
  std::vector<double> norms;
  norms.reserve(static_cast<size_t>(table.rows()));
  for (int64_t row = 0; row < table.rows(); ++row) {
    double squares = 0;
    for (const float number : table.VectorOf(row)) {
      squares += double{number} * number;
    }
    norms.push_back(std::sqrt(squares));
    summary.mean += norms.back();
    summary.zeros += squares == 0 ? 1 : 0;
  }
  summary.mean /= static_cast<double>(norms.size());
  const auto [least, largest] = std::minmax_element(norms.begin(), norms.end());
  summary.least = *least;
  summary.largest = *largest;
  const auto middle =
      norms.begin() + static_cast<ptrdiff_t>((norms.size() - 1) / 2);
  std::nth_element(norms.begin(), middle, norms.end());
  summary.median = *middle;
  return summary;
}

CountSummary CountsOf(const EmbeddingTable& table) {
  CountSummary summary;
  if (table.rows() == 0) return summary;
  summary.least = std::numeric_limits<int64_t>::max();
  for (int64_t row = 0; row < table.rows(); ++row) {
    const int64_t count = table.CountOf(row);
    summary.least = std::min(summary.least, count);
    summary.largest = std::max(summary.largest, count);
    // Counts that no corpus has must not overflow the sum.
    summary.total +=
        std::min(count, std::numeric_limits<int64_t>::max() - summary.total);
  }
  return summary;
}

}  // namespace lexprobe::cli
