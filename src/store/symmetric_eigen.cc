#include "store/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lexprobe {
namespace {

constexpr int kMostSweeps = 60;       // eight or so are enough
constexpr double kPrecision = 1e-15;  // of the matrix's norm

// Sums of squares off the diagonal and on it.
struct Weights {
  double off = 0;
  double on = 0;
};

Weights WeightsOf(const std::vector<double>& matrix, size_t n) {
  Weights weights;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < i; ++j) {
      weights.off += 2 * matrix[i * n + j] * matrix[i * n + j];
    }
    weights.on += matrix[i * n + i] * matrix[i * n + i];
  }
  return weights;
}

struct Rotation {
  double cosine;
  double sine;
};

// The rotation that makes element (p, q) zero (Golub & Van Loan, 8.5.2).
Rotation RotationFor(double pp, double pq, double qq) {
  const double tau = (qq - pp) / (2 * pq);
  const double tangent =
      (tau >= 0 ? 1.0 : -1.0) / (std::abs(tau) + std::sqrt(1 + tau * tau));
  const double cosine = 1 / std::sqrt(1 + tangent * tangent);
  return {cosine, tangent * cosine};
}

void RotateRows(const Rotation& rotation, double* p, double* q, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    const double old_p = p[i];
    p[i] = rotation.cosine * old_p - rotation.sine * q[i];
    q[i] = rotation.sine * old_p + rotation.cosine * q[i];
  }
}

void RotateColumns(const Rotation& rotation, size_t p, size_t q,
                   std::vector<double>* matrix, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    double& at_p = (*matrix)[i * n + p];
    double& at_q = (*matrix)[i * n + q];
    const double old_p = at_p;
    at_p = rotation.cosine * old_p - rotation.sine * at_q;
    at_q = rotation.sine * old_p + rotation.cosine * at_q;
  }
}

// Makes each element off the diagonal zero, one after another.
void Sweep(std::vector<double>* matrix, std::vector<double>* vectors,
           size_t n) {
  for (size_t p = 0; p + 1 < n; ++p) {
    for (size_t q = p + 1; q < n; ++q) {
      const double pq = (*matrix)[p * n + q];
      if (pq == 0) continue;
      const Rotation rotation =
          RotationFor((*matrix)[p * n + p], pq, (*matrix)[q * n + q]);
      RotateRows(rotation, &(*matrix)[p * n], &(*matrix)[q * n], n);
      RotateColumns(rotation, p, q, matrix, n);
      RotateRows(rotation, &(*vectors)[p * n], &(*vectors)[q * n], n);
    }
  }
}

}  // namespace

SymmetricEigen EigenOf(std::vector<double> matrix, size_t n) {
  std::vector<double> vectors(n * n);
  for (size_t i = 0; i < n; ++i) vectors[i * n + i] = 1;
  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    const Weights weights = WeightsOf(matrix, n);
    if (weights.off <= kPrecision * kPrecision * weights.on) break;
    Sweep(&matrix, &vectors, n);
  }
  std::vector<size_t> order(n);
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return matrix[a * n + a] > matrix[b * n + b];
  });
  SymmetricEigen eigen;
  for (const size_t i : order) {
    eigen.values.push_back(matrix[i * n + i]);
    const auto row = vectors.begin() + static_cast<ptrdiff_t>(i * n);
    eigen.vectors.insert(eigen.vectors.end(), row,
                         row + static_cast<ptrdiff_t>(n));
  }
  return eigen;
}

}  // namespace lexprobe
