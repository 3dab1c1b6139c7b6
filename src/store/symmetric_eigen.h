// Eigenvalues and eigenvectors of a symmetric matrix.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_SYMMETRIC_EIGEN_H_
#define LEXPROBE_STORE_SYMMETRIC_EIGEN_H_

#include <cstddef>
#include <vector>

namespace lexprobe {

struct SymmetricEigen {
  std::vector<double> values;   // falling
  std::vector<double> vectors;  // unit vectors, row after row, as the values
};

// Jacobi's method, cyclic by row (Golub & Van Loan 2013, section 8.5): every
// eigenvector to full precision, in a time that grows with n^3.
// REQUIRES: matrix is n x n, symmetric and finite
SymmetricEigen EigenOf(std::vector<double> matrix, size_t n);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_SYMMETRIC_EIGEN_H_
