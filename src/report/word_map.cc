#include "report/word_map.h"

#include <cstddef>

#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/search_target.h"
#include "lexprobe/store/principal_components.h"

namespace lexprobe {
namespace {

std::vector<float> UnitRows(absl::Span<const float> matrix, size_t width) {
  std::vector<float> rows;
  rows.reserve(matrix.size());
  for (size_t first = 0; first < matrix.size(); first += width) {
    const std::vector<float> unit = UnitVector(matrix.subspan(first, width));
    rows.insert(rows.end(), unit.begin(), unit.end());
  }
  return rows;
}

}  // namespace

absl::StatusOr<WordMap> MapOf(absl::Span<const float> matrix, int dim) {
  const auto width = static_cast<size_t>(dim);
  const std::vector<float> rows = UnitRows(matrix, width);
  LEXPROBE_ASSIGN_OR_RETURN(const PrincipalComponents components,
                            PrincipalComponentsOf(rows, dim, 2));
  WordMap map;
  map.places.reserve(rows.size() / width * 2);
  for (size_t first = 0; first < rows.size(); first += width) {
    for (size_t axis = 0; axis < 2; ++axis) {
      double place = 0;
      for (size_t i = 0; i < width; ++i) {
        place += (double{rows[first + i]} - components.mean[i]) *
                 components.directions[axis * width + i];
      }
      map.places.push_back(static_cast<float>(place));
    }
  }
  if (components.total_variance > 0) {
    map.share = (components.variances[0] + components.variances[1]) /
                components.total_variance;
  }
  return map;
}

}  // namespace lexprobe
