// The directions along which vectors vary most.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_PRINCIPAL_COMPONENTS_H_
#define LEXPROBE_STORE_PRINCIPAL_COMPONENTS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace lexprobe {

struct PrincipalComponents {
  std::vector<double> mean;  // of all vectors: dim numbers

  // Orthogonal unit vectors, row after row, by falling variance. Each points
  // so that its largest coordinate (the first of equals) is positive.
  std::vector<double> directions;  // count x dim
  std::vector<double> variances;   // along each direction: count numbers
  double total_variance = 0;       // along all dim directions together
};

// The first `count` components of the rows of `matrix` (rows x dim,
// row-major): eigenvectors of the covariance, divided by the number of rows.
// The result does not depend on `threads` (0: one a processor).
//
// InvalidArgument if there is no row, or count is not in 0 to dim, or dim is
// beyond 1,024 (the work grows with its cube).
// REQUIRES: matrix.size() is a multiple of dim; all numbers are finite
absl::StatusOr<PrincipalComponents> PrincipalComponentsOf(
    absl::Span<const float> matrix, int dim, int count, int threads = 0);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_PRINCIPAL_COMPONENTS_H_
