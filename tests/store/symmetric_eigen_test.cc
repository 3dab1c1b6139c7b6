#include "store/symmetric_eigen.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;

TEST(SymmetricEigenTest, SolvesASmallMatrixByHand) {
  const SymmetricEigen eigen = EigenOf({2, 1, 1, 2}, 2);
  EXPECT_THAT(eigen.values,
              ElementsAre(DoubleNear(3, 1e-14), DoubleNear(1, 1e-14)));
  EXPECT_NEAR(std::abs(eigen.vectors[0]), std::sqrt(0.5), 1e-14);
  EXPECT_NEAR(eigen.vectors[0], eigen.vectors[1], 1e-14);
  EXPECT_NEAR(eigen.vectors[2], -eigen.vectors[3], 1e-14);
}

TEST(SymmetricEigenTest, TakesZeroAndDiagonalMatrices) {
  EXPECT_THAT(EigenOf({0, 0, 0, 0}, 2).values, ElementsAre(0, 0));
  EXPECT_THAT(EigenOf({1, 0, 0, 5}, 2).values, ElementsAre(5, 1));
  EXPECT_THAT(EigenOf({7}, 1).vectors, ElementsAre(1));
}

// A v = lambda v, and the vectors are orthogonal and of unit length.
TEST(SymmetricEigenTest, SatisfiesItsDefinitionOnRandomMatrices) {
  Random random(5);
  for (const size_t n : {3u, 20u, 77u}) {
    std::vector<double> matrix(n * n);
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j <= i; ++j) {
        matrix[i * n + j] = matrix[j * n + i] = random.Normal();
      }
    }
    const SymmetricEigen eigen = EigenOf(matrix, n);
    for (size_t k = 0; k < n; ++k) {
      const double* const vector = &eigen.vectors[k * n];
      EXPECT_LE(eigen.values[k], eigen.values[k == 0 ? 0 : k - 1]);
      for (size_t i = 0; i < n; ++i) {
        double product = 0;
        double overlap = 0;
        for (size_t j = 0; j < n; ++j) {
          product += matrix[i * n + j] * vector[j];
          overlap += eigen.vectors[i * n + j] * vector[j];
        }
        EXPECT_NEAR(product, eigen.values[k] * vector[i], 1e-12);
        EXPECT_NEAR(overlap, i == k ? 1 : 0, 1e-13);
      }
    }
  }
}

}  // namespace
}  // namespace lexprobe
