#include "model/pair_kernels.h"

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/vector_kernels.h"
#include "model/gradient_check.h"
#include "support/instruction_sets.h"

namespace lexprobe {
namespace {

using testing::Each;

constexpr double kTolerance = 1e-5;
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// phi'(x); at a kink, where the loop sees phi(x) alone, 0.
double SlowSlope(Activation activation, double x) {
  switch (activation) {
    case Activation::kTanh:
      return 1 - std::tanh(x) * std::tanh(x);
    case Activation::kHardtanh:
      return std::abs(x) < 1 ? 1 : 0;
    case Activation::kRelu:
    case Activation::kBilinear:
      break;
  }
  return x > 0 ? 1 : 0;
}

// One positive's padded row and those of its corruptions.
struct PairCase {
  PairCase(int count_in, int width_in)
      : count(count_in), width(width_in), stride(PaddedDim(width_in)) {
    Random random(static_cast<uint64_t>(100 * count + width));
    a_row = PaddedRows(1, random);
    rows = PaddedRows(count, random);
    output = PaddedRows(1, random);
    gradients = NormalFloats(size_t(count), 1, random);
  }

  std::vector<float> PaddedRows(int rows_wanted, Random& random) const {
    std::vector<float> padded(size_t(rows_wanted * stride), 0);
    for (size_t i = 0; i < padded.size(); ++i) {
      if (i % size_t(stride) < size_t(width)) {
        padded[i] = static_cast<float>(random.Normal());
      }
    }
    return padded;
  }

  double InputOf(int j, int h) const {
    return double(a_row[size_t(h)]) + double(rows[size_t(j * stride + h)]);
  }

  int count, width, stride;
  std::vector<float> a_row, rows, output, gradients;
};

class PairKernelsTest : public testing::TestWithParam<Activation> {
 protected:
  Activation phi() const { return GetParam(); }

  // phi of each number, through rows of one.
  std::vector<float> ValuesOf(const std::vector<float>& numbers) const {
    const size_t stride = size_t(PaddedDim(1));
    std::vector<float> rows(numbers.size() * stride, 0), hidden = rows;
    for (size_t j = 0; j < numbers.size(); ++j) rows[j * stride] = numbers[j];
    const std::vector<float> zeros(stride, 0);
    std::vector<float> scores(numbers.size());
    PairScores(phi(), zeros.data(), rows.data(), zeros.data(),
               int(numbers.size()), 1, hidden.data(), scores.data());
    std::vector<float> values;
    for (size_t j = 0; j < numbers.size(); ++j) {
      values.push_back(hidden[j * stride]);
    }
    return values;
  }
};

std::string NameOfActivation(const testing::TestParamInfo<Activation>& info) {
  return std::string(NameOf(info.param));
}

INSTANTIATE_TEST_SUITE_P(AllActivations, PairKernelsTest,
                         testing::Values(Activation::kTanh,
                                         Activation::kHardtanh,
                                         Activation::kRelu),
                         NameOfActivation);

TEST_P(PairKernelsTest, ActivatesNumbersOfAnySizeExactly) {
  std::vector<float> numbers;
  for (int i = -200000; i <= 200000; ++i) {
    numbers.push_back(static_cast<float>(i) * 1e-4f);
  }
  ForEachInstructionSet([&] {
    const std::vector<float> values = ValuesOf(numbers);
    for (size_t i = 0; i < numbers.size(); ++i) {
      const double exact = SlowActivation(phi(), double(numbers[i]));
      ASSERT_NEAR(values[i], exact, 7e-7 * std::abs(exact)) << numbers[i];
    }
  });
}

TEST_P(PairKernelsTest, ActivatesTheEndsOfTheNumberLine) {
  ForEachInstructionSet([&] {
    const std::vector<float> values =
        ValuesOf({0, 1e-30f, -1e-30f, 1e30f, -1e30f, kInfinity, -kInfinity});
    EXPECT_EQ(values[0], 0);
    EXPECT_FLOAT_EQ(values[1], 1e-30f);
    if (phi() == Activation::kRelu) {
      EXPECT_THAT(values,
                  testing::ElementsAre(0, 1e-30f, 0, 1e30f, 0, kInfinity, 0));
    } else {
      EXPECT_FLOAT_EQ(values[2], -1e-30f);
      EXPECT_NEAR(values[3], 1, 7e-7);
      EXPECT_NEAR(values[4], -1, 7e-7);
      EXPECT_EQ(values[5], values[3]);
      EXPECT_EQ(values[6], values[4]);
    }
  });
}

TEST_P(PairKernelsTest, HandsNanOn) {
  ForEachInstructionSet([&] {
    EXPECT_THAT(ValuesOf({kNan, -kNan}), Each(testing::IsNan()));
  });
}

TEST_P(PairKernelsTest, ScoresAgreeWithDoublesInEveryWidth) {
  ForEachInstructionSet([&] {
    for (int width = 1; width <= 130; ++width) {
      const PairCase c(width % 5 + 1, width);
      std::vector<double> expected;
      for (int j = 0; j < c.count; ++j) {
        double score = 0;
        for (int h = 0; h < width; ++h) {
          score += double(c.output[size_t(h)]) *
                   SlowActivation(phi(), c.InputOf(j, h));
        }
        expected.push_back(score);
      }
      std::vector<float> hidden(c.rows.size(), kNan);
      std::vector<float> scores(size_t(c.count), kNan);
      PairScores(phi(), c.a_row.data(), c.rows.data(), c.output.data(), c.count,
                 width, hidden.data(), scores.data());
      EXPECT_THAT(scores, IsNear(expected, kTolerance)) << width;
    }
  });
}

TEST_P(PairKernelsTest, GradientsAgreeWithDoublesInEveryWidth) {
  ForEachInstructionSet([&] {
    for (int width = 1; width <= 130; ++width) {
      SCOPED_TRACE(width);
      const PairCase c(width % 5 + 1, width);
      const size_t stride = size_t(c.stride);
      std::vector<double> d_a(stride, 0), d_output(stride, 0);
      std::vector<double> d_rows(c.rows.size(), 0);
      for (int j = 0; j < c.count; ++j) {
        for (int h = 0; h < width; ++h) {
          const double gradient = double(c.gradients[size_t(j)]);
          const double slope = gradient * double(c.output[size_t(h)]) *
                               SlowSlope(phi(), c.InputOf(j, h));
          d_a[size_t(h)] += slope;
          d_rows[size_t(j) * stride + size_t(h)] += slope;
          d_output[size_t(h)] +=
              gradient * SlowActivation(phi(), c.InputOf(j, h));
        }
      }
      std::vector<float> hidden(c.rows.size()), scores(size_t(c.count));
      PairScores(phi(), c.a_row.data(), c.rows.data(), c.output.data(), c.count,
                 width, hidden.data(), scores.data());
      std::vector<float> fast_a(stride, 0), fast_output(stride, 0);
      std::vector<float> fast_rows(c.rows.size(), 0);
      PairGradients(phi(), hidden.data(), c.output.data(), c.gradients.data(),
                    c.count, width, fast_a.data(), fast_rows.data(),
                    fast_output.data());
      EXPECT_THAT(fast_a, IsNear(d_a, kTolerance));
      EXPECT_THAT(fast_rows, IsNear(d_rows, kTolerance));
      EXPECT_THAT(fast_output, IsNear(d_output, kTolerance));
    }
  });
}

TEST_P(PairKernelsTest, GradientsAddToWhatIsThere) {
  const PairCase c(3, 20);
  std::vector<float> hidden(c.rows.size()), scores(3);
  PairScores(phi(), c.a_row.data(), c.rows.data(), c.output.data(), 3, 20,
             hidden.data(), scores.data());
  std::vector<float> a(size_t(c.stride), 0), output = a;
  std::vector<float> rows(c.rows.size(), 0);
  for (int times = 0; times < 2; ++times) {
    PairGradients(phi(), hidden.data(), c.output.data(), c.gradients.data(), 3,
                  20, a.data(), rows.data(), output.data());
    if (times == 1) break;
    for (auto* sums : {&a, &rows, &output}) {
      for (float& sum : *sums) sum = 5 - sum;
    }
  }
  for (const auto* sums : {&a, &rows, &output}) {
    for (const float sum : *sums) EXPECT_NEAR(sum, 5, 1e-5);
  }
}

TEST_P(PairKernelsTest, AGradientOfZeroAddsNothing) {
  const PairCase c(3, 20);
  const std::vector<float> hidden(c.rows.size(), kNan), none(3, 0);
  std::vector<float> a(size_t(c.stride), 1), output = a;
  std::vector<float> rows(c.rows.size(), 1);
  PairGradients(phi(), hidden.data(), c.output.data(), none.data(), 3, 20,
                a.data(), rows.data(), output.data());
  EXPECT_THAT(a, Each(1));
  EXPECT_THAT(rows, Each(1));
  EXPECT_THAT(output, Each(1));
}

TEST(KinkTest, TheSlopeAtAKinkIsZero) {
  ForEachInstructionSet([] {
    for (const auto& [phi, x] : {std::pair{Activation::kHardtanh, 1.0f},
                                 std::pair{Activation::kHardtanh, -1.0f},
                                 std::pair{Activation::kRelu, 0.0f}}) {
      const std::vector<float> row(16, x), zeros(16, 0), ones(16, 1);
      std::vector<float> hidden(16), score(1), d_a(16, 0), d_row(16, 0),
          d_output(16, 0);
      PairScores(phi, zeros.data(), row.data(), ones.data(), 1, 16,
                 hidden.data(), score.data());
      PairGradients(phi, hidden.data(), ones.data(), ones.data(), 1, 16,
                    d_a.data(), d_row.data(), d_output.data());
      EXPECT_THAT(d_row, Each(0));
      EXPECT_THAT(d_output, Each(x));
    }
  });
}

}  // namespace
}  // namespace lexprobe
