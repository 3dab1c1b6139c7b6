// Where words stand on a flat map: the first two principal components of
// their directions (vectors at length 1), which is what cosines are about.
// Private to report.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_WORD_MAP_H_
#define LEXPROBE_REPORT_WORD_MAP_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace lexprobe {

struct WordMap {
  std::vector<float> places;  // x and y of each row
  double share = 0;           // of the directions' variance, 0 to 1
};

// InvalidArgument as PrincipalComponentsOf(..., 2).
absl::StatusOr<WordMap> MapOf(absl::Span<const float> matrix, int dim);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_WORD_MAP_H_
