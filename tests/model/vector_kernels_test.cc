#include "lexprobe/model/vector_kernels.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "model/gradient_check.h"
#include "support/instruction_sets.h"

namespace lexprobe {
namespace {

constexpr double kTolerance = 1e-5;
constexpr int kLargest = 70;  // beyond four vectors of the widest kind
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// `count` normal numbers and then NaN, which spreads if it is read.
std::vector<float> Guarded(int count, uint64_t seed) {
  Random random(seed);
  std::vector<float> values = NormalFloats(size_t(count), 1, random);
  values.resize(size_t(count) + 32, kNan);
  return values;
}

// The first `count` numbers; checks that those after them are still NaN.
std::vector<float> Unguarded(std::vector<float> values, int count) {
  for (size_t i = size_t(count); i < values.size(); ++i) {
    EXPECT_TRUE(std::isnan(values[i])) << i << " beyond " << count;
  }
  values.resize(size_t(count));
  return values;
}

// Runs body(count, seed) for every count and instruction set.
template <typename Body>
void ForEachCount(const Body& body) {
  ForEachInstructionSet([&] {
    for (int count = 1; count <= kLargest; ++count) {
      SCOPED_TRACE(count);
      body(count, static_cast<uint64_t>(count));
    }
  });
}

TEST(VectorKernelsTest, NamesTheInstructionSetInUse) {
  for (const int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    EXPECT_EQ(VectorTarget(), hwy::TargetName(target));
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

TEST(VectorKernelsTest, DotAndSumAgreeWithDoubles) {
  ForEachCount([](int count, uint64_t seed) {
    const auto a = Guarded(count, seed), b = Guarded(count, seed + 1000);
    double dot = 0, sum = 0;
    for (size_t i = 0; i < size_t(count); ++i) {
      dot += double(a[i]) * double(b[i]);
      sum += double(a[i]);
    }
    EXPECT_NEAR(Dot(a.data(), b.data(), count), dot, kTolerance * 10);
    EXPECT_NEAR(Sum(a.data(), count), sum, kTolerance * 10);
  });
}

TEST(VectorKernelsTest, DotAndSumOfNothingAreZero) {
  const float nan = kNan;
  EXPECT_EQ(Dot(&nan, &nan, 0), 0);
  EXPECT_EQ(Sum(&nan, 0), 0);
}

TEST(VectorKernelsTest, AddScaledAgreesWithDoubles) {
  ForEachCount([](int count, uint64_t seed) {
    const auto x = Guarded(count, seed);
    auto y = Guarded(count, seed + 1000);
    std::vector<double> expected;
    for (size_t i = 0; i < size_t(count); ++i) {
      expected.push_back(double(y[i]) - 0.75 * double(x[i]));
    }
    AddScaled(-0.75f, x.data(), y.data(), count);
    EXPECT_THAT(Unguarded(y, count), IsNear(expected, kTolerance));
  });
}

TEST(VectorKernelsTest, AdagradStepsAgreeWithTheFormula) {
  ForEachCount([](int count, uint64_t seed) {
    auto row = Guarded(count, seed);
    float accumulator = 0.25f;
    std::vector<double> expected = Doubles(Unguarded(row, count));
    double expected_accumulator = 0.25;
    for (uint64_t step = 1; step <= 3; ++step) {
      const auto gradient = Guarded(count, seed + 1000 * step);
      AdagradRow(0.3f, gradient.data(), count, row.data(), &accumulator);
      double square = 0;
      for (size_t i = 0; i < size_t(count); ++i) {
        square += double(gradient[i]) * double(gradient[i]);
      }
      expected_accumulator += square / count;
      for (size_t i = 0; i < size_t(count); ++i) {
        expected[i] -=
            0.3 * double(gradient[i]) / std::sqrt(expected_accumulator);
      }
    }
    EXPECT_NEAR(accumulator, expected_accumulator,
                kTolerance * expected_accumulator);
    EXPECT_THAT(Unguarded(row, count), IsNear(expected, kTolerance));
  });
}

TEST(VectorKernelsTest, RmsPropStepsAgreeWithTheFormula) {
  ForEachCount([](int count, uint64_t seed) {
    auto values = Guarded(count, seed), squares = Guarded(count, seed);
    for (int i = 0; i < count; ++i) squares[size_t(i)] = 0;
    std::vector<double> expected = Doubles(Unguarded(values, count));
    std::vector<double> expected_squares(size_t(count), 0);
    for (uint64_t step = 1; step <= 3; ++step) {
      const auto gradient = Guarded(count, seed + 1000 * step);
      RmsPropStep(0.1f, 0.9f, gradient.data(), count, values.data(),
                  squares.data());
      for (size_t i = 0; i < size_t(count); ++i) {
        const double g = double(gradient[i]);
        expected_squares[i] = 0.9 * expected_squares[i] + 0.1 * g * g;
        expected[i] -= 0.1 * g / (std::sqrt(expected_squares[i]) + 1e-6);
      }
    }
    EXPECT_THAT(Unguarded(squares, count),
                IsNear(expected_squares, kTolerance));
    EXPECT_THAT(Unguarded(values, count), IsNear(expected, kTolerance));
  });
}

TEST(VectorKernelsTest, RmsPropRestsWhereThereNeverWasAGradient) {
  std::vector<float> values = {1, 2, 3}, squares(3, 0);
  const std::vector<float> gradient(3, 0);
  RmsPropStep(0.1f, 0.9f, gradient.data(), 3, values.data(), squares.data());
  EXPECT_THAT(values, testing::ElementsAre(1, 2, 3));
}

TEST(VectorKernelsTest, GatherRowsCopiesRowsAndFillsUpWithZeros) {
  constexpr int kRows = 5;
  const std::vector<WordId> ids = {3, -1, 0, 4, 4, 1, -1, 2, 0, 3, 1, -1, 4};
  ForEachCount([&](int dim, uint64_t seed) {
    // Exactly as long as the table: reading further is found by sanitizers.
    Random random(seed);
    const auto table = NormalFloats(size_t(kRows * dim), 1, random);
    for (const int stride : {dim, dim + 1, PaddedDim(dim)}) {
      std::vector<float> expected;
      for (const WordId id : ids) {
        for (int k = 0; k < stride; ++k) {
          expected.push_back(id < 0 || k >= dim ? 0
                                                : table[size_t(id * dim + k)]);
        }
      }
      const int total = static_cast<int>(expected.size());
      std::vector<float> rows(expected.size() + 32, kNan);
      GatherRows(table.data(), dim, ids.data(), int(ids.size()), stride,
                 rows.data());
      EXPECT_EQ(Unguarded(rows, total), expected) << "stride " << stride;
    }
  });
}

// Padded rows of words, weights of places, and centres among the words.
struct ContextCase {
  ContextCase(int dim_in, int margin_in, uint64_t seed)
      : dim(dim_in), margin(margin_in), stride(PaddedDim(dim_in)) {
    Random random(seed);
    words = PaddedRows(kWords, random);
    weights = PaddedRows(2 * margin, random);
    d_contexts = PaddedRows(int(centres().size()), random);
  }

  static constexpr int kWords = 23;

  // Neighbours, one centre twice over, and both ends.
  std::vector<int> centres() const {
    return {margin, margin + 1, margin + 2, kWords / 2, kWords - 1 - margin};
  }

  std::vector<float> PaddedRows(int count, Random& random) const {
    std::vector<float> rows(size_t(count * stride), 0);
    for (size_t i = 0; i < rows.size(); ++i) {
      if (i % size_t(stride) < size_t(dim)) {
        rows[i] = static_cast<float>(random.Normal());
      }
    }
    return rows;
  }

  // Calls body(centre's number, place, row of the word at that place).
  template <typename Body>
  void ForEachPlace(const Body& body) const {
    for (int i = 0; i < int(centres().size()); ++i) {
      for (int k = 0; k < 2 * margin; ++k) {
        body(i, k, centres()[size_t(i)] - margin + (k < margin ? k : k + 1));
      }
    }
  }

  size_t At(int row, int column) const { return size_t(row * stride + column); }

  int dim, margin, stride;
  std::vector<float> words, weights, d_contexts;
};

TEST(VectorKernelsTest, GatherContextsAgreesWithDoubles) {
  ForEachCount([](int dim, uint64_t seed) {
    for (const int margin : {0, 1, 2, 3, 7}) {
      const ContextCase c(dim, margin, seed);
      const auto centres = c.centres();
      const int total = int(centres.size()) * c.stride;
      std::vector<double> expected(size_t(total), 0);
      c.ForEachPlace([&](int i, int k, int row) {
        for (int column = 0; column < dim; ++column) {
          expected[c.At(i, column)] += double(c.weights[c.At(k, column)]) *
                                       double(c.words[c.At(row, column)]);
        }
      });
      std::vector<float> contexts(size_t(total) + 32, kNan);
      GatherContexts(c.words.data(), c.weights.data(), centres.data(),
                     int(centres.size()), margin, dim, contexts.data());
      EXPECT_THAT(Unguarded(contexts, total), IsNear(expected, kTolerance))
          << "margin " << margin;
    }
  });
}

TEST(VectorKernelsTest, ScatterContextsAddsTheDerivatives) {
  ForEachCount([](int dim, uint64_t seed) {
    for (const int margin : {0, 1, 2, 3, 7}) {
      const ContextCase c(dim, margin, seed);
      const auto centres = c.centres();
      std::vector<float> d_words(c.words.size(), 0.5f);
      std::vector<float> d_weights(c.weights.size(), 0.25f);
      std::vector<double> expected_words(c.words.size(), 0.5);
      std::vector<double> expected_weights(c.weights.size(), 0.25);
      c.ForEachPlace([&](int i, int k, int row) {
        for (int column = 0; column < dim; ++column) {
          const double gradient = double(c.d_contexts[c.At(i, column)]);
          expected_words[c.At(row, column)] +=
              gradient * double(c.weights[c.At(k, column)]);
          expected_weights[c.At(k, column)] +=
              gradient * double(c.words[c.At(row, column)]);
        }
      });
      ScatterContexts(c.words.data(), c.weights.data(), centres.data(),
                      int(centres.size()), margin, dim, c.d_contexts.data(),
                      d_words.data(), d_weights.data());
      EXPECT_THAT(d_words, IsNear(expected_words, kTolerance));
      EXPECT_THAT(d_weights, IsNear(expected_weights, kTolerance));
    }
  });
}

}  // namespace
}  // namespace lexprobe
