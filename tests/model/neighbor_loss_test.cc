#include "lexprobe/model/neighbor_loss.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "model/gradient_check.h"
#include "support/instruction_sets.h"

namespace lexprobe {
namespace {

constexpr int kWideDim = 7, kDim = 3;

// Rows of unit length.
std::vector<float> UnitRows(size_t words, size_t dim, Random& random) {
  std::vector<float> rows = NormalFloats(words * dim, 1, random);
  for (size_t i = 0; i < words; ++i) {
    double squares = 0;
    for (size_t k = 0; k < dim; ++k) {
      squares += std::pow(double{rows[i * dim + k]}, 2);
    }
    for (size_t k = 0; k < dim; ++k) {
      rows[i * dim + k] /= static_cast<float>(std::sqrt(squares));
    }
  }
  return rows;
}

struct Tables {
  std::vector<float> wide, narrow;

  Tables(size_t words, uint64_t seed) {
    Random random(seed);
    wide = UnitRows(words, kWideDim, random);
    narrow = UnitRows(words, kDim, random);
  }
  NeighborBatch batch() const { return {wide, narrow, kWideDim, kDim}; }
};

// Softmax over all but `own` of the dot products with `row`.
std::vector<double> SlowNeighbors(const std::vector<double>& row,
                                  const std::vector<float>& rows, size_t own,
                                  double temperature) {
  std::vector<double> chances;
  double sum = 0;
  for (size_t at = 0; at < rows.size(); at += row.size()) {
    double dot = 0;
    for (size_t k = 0; k < row.size(); ++k)
      dot += row[k] * double{rows[at + k]};
    const bool is_own = at == own * row.size();
    chances.push_back(is_own ? 0 : std::exp(dot / temperature));
    sum += chances.back();
  }
  for (double& chance : chances) chance /= sum;
  return chances;
}

// KL(p || q) of word `own`, whose narrow row points along `direction`.
double SlowLoss(const Tables& tables, size_t own,
                const NeighborLossOptions& options,
                std::vector<double> direction) {
  double squares = 0;
  for (const double x : direction) squares += x * x;
  for (double& x : direction) x /= std::sqrt(squares);
  const auto* const wide = &tables.wide[own * kWideDim];
  const auto p =
      SlowNeighbors(std::vector<double>(wide, wide + kWideDim), tables.wide,
                    own, double{options.wide_temperature});
  const auto q = SlowNeighbors(direction, tables.narrow, own,
                               double{options.narrow_temperature});
  double loss = 0;
  for (size_t i = 0; i < p.size(); ++i) {
    if (i != own) loss += p[i] * std::log(p[i] / q[i]);
  }
  return loss;
}

TEST(NeighborLossTest, GradientIsThatOfFiniteDifferences) {
  const NeighborLossOptions options = {.wide_temperature = 0.3f,
                                       .narrow_temperature = 0.5f};
  for (const size_t words : {2u, 3u, 17u, 40u}) {
    const Tables tables(words, words);
    std::vector<double> expected;
    for (size_t own = 0; own < words; ++own) {
      const float* const row = &tables.narrow[own * kDim];
      std::vector<double> direction(row, row + kDim);
      for (const double slope : FiniteDifferences(direction, [&] {
             return SlowLoss(tables, own, options, direction);
           })) {
        expected.push_back(slope);
      }
    }
    ForEachInstructionSet([&] {
      std::vector<float> gradient(words * kDim);
      NeighborLoss(options).Gradient(tables.batch(), 0, static_cast<int>(words),
                                     absl::MakeSpan(gradient));
      EXPECT_THAT(Doubles(gradient), IsNear(expected, 2e-5)) << words;
    });
  }
}

TEST(NeighborLossTest, PartsOfABatchDoNotDependOnEachOther) {
  const Tables tables(50, 1);
  NeighborLoss loss({});
  std::vector<float> whole(50 * kDim), part(20 * kDim);
  loss.Gradient(tables.batch(), 0, 50, absl::MakeSpan(whole));
  loss.Gradient(tables.batch(), 30, 50, absl::MakeSpan(part));
  for (size_t i = 0; i < part.size(); ++i) {
    EXPECT_NEAR(part[i], whole[30 * kDim + i], 1e-4f);
  }
}

TEST(NeighborLossTest, RowsOfZerosDoNoHarm) {
  Tables tables(5, 2);
  for (size_t k = 0; k < kWideDim; ++k) tables.wide[k] = 0;
  for (size_t k = 0; k < kDim; ++k) tables.narrow[kDim + k] = 0;
  std::vector<float> gradient(5 * kDim);
  NeighborLoss({}).Gradient(tables.batch(), 0, 5, absl::MakeSpan(gradient));
  for (const float slope : gradient) EXPECT_TRUE(std::isfinite(slope));
}

}  // namespace
}  // namespace lexprobe
