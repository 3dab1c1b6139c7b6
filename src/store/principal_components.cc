#include "lexprobe/store/principal_components.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "store/ordered_work.h"
#include "store/symmetric_eigen.h"

namespace lexprobe {
namespace {

constexpr int kLargestDim = 1024;
constexpr size_t kRowsInABlock = 4096;

std::vector<double> MeanOf(absl::Span<const float> matrix, size_t dim) {
  std::vector<double> mean(dim);
  const size_t rows = matrix.size() / dim;
  for (size_t row = 0; row < rows; ++row) {
    for (size_t i = 0; i < dim; ++i) mean[i] += matrix[row * dim + i];
  }
  for (double& number : mean) number /= static_cast<double>(rows);
  return mean;
}

// Some rows, and the sum of the products of their coordinates, less the mean.
struct Block {
  size_t begin = 0;
  size_t end = 0;
  std::vector<double> centered;
  std::vector<double> products;  // dim x dim; the part below the diagonal
};

void MultiplyBlock(absl::Span<const float> matrix,
                   const std::vector<double>& mean, Block& block) {
  const size_t dim = mean.size();
  block.centered.resize(dim);
  block.products.assign(dim * dim, 0);
  for (size_t row = block.begin; row < block.end; ++row) {
    for (size_t i = 0; i < dim; ++i) {
      block.centered[i] = matrix[row * dim + i] - mean[i];
    }
    for (size_t i = 0; i < dim; ++i) {
      const double factor = block.centered[i];
      double* const products = &block.products[i * dim];
      for (size_t j = 0; j <= i; ++j) products[j] += factor * block.centered[j];
    }
  }
}

absl::StatusOr<std::vector<double>> CovarianceOf(
    absl::Span<const float> matrix, const std::vector<double>& mean,
    int threads) {
  const size_t dim = mean.size();
  const size_t rows = matrix.size() / dim;
  std::vector<double> covariance(dim * dim);
  size_t next = 0;
  LEXPROBE_RETURN_IF_ERROR(InOrder<Block>::Run(
      ThreadCount(threads),
      [&](Block& block) -> absl::StatusOr<bool> {
        block.begin = next;
        block.end = next = std::min(rows, next + kRowsInABlock);
        return block.begin < block.end;
      },
      [&](Block& block) { MultiplyBlock(matrix, mean, block); },
      [&](Block& block) -> absl::StatusOr<bool> {
        for (size_t i = 0; i < covariance.size(); ++i) {
          covariance[i] += block.products[i];
        }
        return true;
      }));
  for (size_t i = 0; i < dim; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      covariance[i * dim + j] /= static_cast<double>(rows);
      covariance[j * dim + i] = covariance[i * dim + j];
    }
  }
  return covariance;
}

// An eigenvector may point either way: choose one, so that results compare.
void PointForward(absl::Span<double> direction) {
  const auto largest = std::max_element(
      direction.begin(), direction.end(),
      [](double a, double b) { return std::abs(a) < std::abs(b); });
  if (*largest >= 0) return;
  for (double& number : direction) number = -number;
}

}  // namespace

absl::StatusOr<PrincipalComponents> PrincipalComponentsOf(
    absl::Span<const float> matrix, int dim, int count, int threads) {
  if (dim < 1 || dim > kLargestDim) {
    return absl::InvalidArgumentError(
        absl::StrCat("principal components of vectors of dimension ", dim,
                     "; allowed are 1 to ", kLargestDim));
  }
  if (count < 0 || count > dim) {
    return absl::InvalidArgumentError(
        absl::StrCat(count, " principal components of vectors of dimension ",
                     dim, "; allowed are 0 to ", dim));
  }
  if (matrix.empty()) {
    return absl::InvalidArgumentError("principal components of no vectors");
  }
  const size_t size = static_cast<size_t>(dim);
  const size_t kept = static_cast<size_t>(count);
  PrincipalComponents components;
  components.mean = MeanOf(matrix, size);
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<double> covariance,
                            CovarianceOf(matrix, components.mean, threads));
  for (size_t i = 0; i < size; ++i) {
    components.total_variance += covariance[i * size + i];
  }
  SymmetricEigen eigen = EigenOf(std::move(covariance), size);
  eigen.values.resize(kept);
  eigen.vectors.resize(kept * size);
  components.variances = std::move(eigen.values);
  components.directions = std::move(eigen.vectors);
  for (size_t i = 0; i < kept; ++i) {
    PointForward(absl::MakeSpan(components.directions).subspan(i * size, size));
  }
  return components;
}

}  // namespace lexprobe
