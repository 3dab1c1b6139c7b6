#include "probe/row_kernels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "hwy/aligned_allocator.h"
#include "hwy/highway.h"
#include "support/random_table.h"

namespace lexprobe {
namespace {

// Each test runs once for each instruction set of this processor.
class RowKernelsTest : public testing::TestWithParam<int64_t> {
 protected:
  RowKernelsTest() {
    hwy::SetSupportedTargetsForTest(GetParam());
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    EXPECT_STREQ(KernelTargetName(), hwy::TargetName(GetParam()));
  }
  ~RowKernelsTest() override {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
};

std::string TargetNameOf(const testing::TestParamInfo<int64_t>& info) {
  return hwy::TargetName(info.param);
}

INSTANTIATE_TEST_SUITE_P(InstructionSets, RowKernelsTest,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         TargetNameOf);

constexpr float kTolerance = 1e-4f;

// Every length around the sizes of vectors, and the usual dimensions.
std::vector<size_t> Dims() {
  std::vector<size_t> dims;
  for (size_t dim = 1; dim <= 70; ++dim) dims.push_back(dim);
  for (const size_t dim : {100u, 128u, 257u, 300u}) dims.push_back(dim);
  return dims;
}

double SlowDot(const float* x, const float* y, size_t dim) {
  double sum = 0;
  for (size_t k = 0; k < dim; ++k) {
    sum += static_cast<double>(x[k]) * static_cast<double>(y[k]);
  }
  return sum;
}

double SlowSquaredDistance(const float* x, const float* y, size_t dim) {
  return SlowDot(x, x, dim) - 2 * SlowDot(x, y, dim) + SlowDot(y, y, dim);
}

TEST_P(RowKernelsTest, DotsAndSquaresAgreeWithDoublesInEveryDimension) {
  for (const size_t dim : Dims()) {
    const std::vector<float> rows = RandomFloats(5 * dim, dim);
    const std::vector<float> query = RandomFloats(dim, dim + 1000);
    std::vector<float> dots(5), squares(5), dots_alone(5);
    const RowBlock block = {rows.data(), 5, dim};
    DotsAndSquares(block, query.data(), dots.data(), squares.data());
    Dots(block, query.data(), dots_alone.data());
    for (size_t i = 0; i < 5; ++i) {
      const float* row = rows.data() + i * dim;
      EXPECT_NEAR(dots[i], SlowDot(row, query.data(), dim), kTolerance) << dim;
      EXPECT_NEAR(squares[i], SlowDot(row, row, dim), kTolerance) << dim;
      EXPECT_EQ(dots_alone[i], dots[i]) << dim;
    }
  }
}

TEST_P(RowKernelsTest, SquaredDistancesAgreeWithDoublesInEveryDimension) {
  for (const size_t dim : Dims()) {
    const std::vector<float> rows = RandomFloats(5 * dim, dim);
    const std::vector<float> query = RandomFloats(dim, dim + 1000);
    std::vector<float> distances(5);
    SquaredDistances({rows.data(), 5, dim}, query.data(), distances.data());
    for (size_t i = 0; i < 5; ++i) {
      EXPECT_NEAR(distances[i],
                  SlowSquaredDistance(rows.data() + i * dim, query.data(), dim),
                  kTolerance * 10)
          << dim;
    }
  }
}

TEST_P(RowKernelsTest, OffsetDotAndSquareAgreesWithDoublesInEveryDimension) {
  for (const size_t dim : Dims()) {
    const std::vector<float> row = RandomFloats(dim, dim);
    const std::vector<float> base = RandomFloats(dim, dim + 1000);
    const std::vector<float> direction = RandomFloats(dim, dim + 2000);
    std::vector<float> offset(dim);
    for (size_t k = 0; k < dim; ++k) offset[k] = 0.5f * row[k] - base[k];
    float dot = 0, square = 0;
    OffsetDotAndSquare(row.data(), dim, 0.5f, base.data(), direction.data(),
                       &dot, &square);
    EXPECT_NEAR(dot, SlowDot(offset.data(), direction.data(), dim), kTolerance)
        << dim;
    EXPECT_NEAR(square, SlowDot(offset.data(), offset.data(), dim), kTolerance)
        << dim;
  }
}

TEST_P(RowKernelsTest, RowsDoNotTouchWhatIsBeyondTheirEnd) {
  for (const size_t dim : Dims()) {
    std::vector<float> rows = RandomFloats(dim, dim);
    const std::vector<float> query = RandomFloats(dim, dim + 1000);
    // A NaN on either side would spread to the sums.
    rows.insert(rows.begin(), std::numeric_limits<float>::quiet_NaN());
    rows.push_back(std::numeric_limits<float>::quiet_NaN());
    float dot = 0, square = 0;
    DotsAndSquares({rows.data() + 1, 1, dim}, query.data(), &dot, &square);
    EXPECT_FALSE(std::isnan(dot) || std::isnan(square)) << dim;
  }
}

TEST_P(RowKernelsTest, PanelDotsAgreeWithDoublesForEveryNumberOfRows) {
  constexpr size_t kDim = 37;
  auto panel = hwy::AllocateAligned<float>(kDim * kPanelWidth);
  const std::vector<float> numbers = RandomFloats(kDim * kPanelWidth, 1);
  std::copy(numbers.begin(), numbers.end(), panel.get());
  for (size_t count = 0; count <= 20; ++count) {
    const std::vector<float> rows = RandomFloats(count * kDim, count);
    auto dots = hwy::AllocateAligned<float>(20 * kPanelWidth);
    PanelDots({rows.data(), count, kDim}, panel.get(), dots.get());
    for (size_t i = 0; i < count; ++i) {
      for (size_t j = 0; j < kPanelWidth; ++j) {
        double expected = 0;
        for (size_t k = 0; k < kDim; ++k) {
          expected += static_cast<double>(rows[i * kDim + k]) *
                      static_cast<double>(panel[k * kPanelWidth + j]);
        }
        EXPECT_NEAR(dots[i * kPanelWidth + j], expected, kTolerance);
      }
    }
  }
}

// A filter over one row whose numbers are the same in every column.
class FilterTest : public RowKernelsTest {
 protected:
  FilterTest() {
    for (auto& dots : dots_) dots = hwy::AllocateAligned<float>(kPanelWidth);
    for (auto* numbers : {&threshold_, &dot_base_, &square_}) {
      *numbers = hwy::AllocateAligned<float>(kPanelWidth);
      std::fill_n(numbers->get(), kPanelWidth, 0.0f);
    }
  }

  PanelFilter With(float dot0, float dot1, float dot2, float threshold) {
    const float values[] = {dot0, dot1, dot2};
    PanelFilter filter;
    for (size_t term = 0; term < 3; ++term) {
      std::fill_n(dots_[term].get(), kPanelWidth, values[term]);
      filter.dots[term] = dots_[term].get();
    }
    std::fill_n(threshold_.get(), kPanelWidth, threshold);
    filter.scale = &scale_;
    filter.bias = &bias_;
    filter.threshold = threshold_.get();
    filter.dot_base = dot_base_.get();
    filter.square = square_.get();
    return filter;
  }

  using Floats = hwy::AlignedFreeUniquePtr<float[]>;
  Floats dots_[3], threshold_, dot_base_, square_;
  float scale_ = 1, bias_ = 0;
  uint64_t hits_ = 0;
};

INSTANTIATE_TEST_SUITE_P(InstructionSets, FilterTest,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         TargetNameOf);

constexpr uint64_t kAllColumns = (uint64_t{1} << kPanelWidth) - 1;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

TEST_P(FilterTest, CosineHitsFromTheThresholdOn) {
  scale_ = 0.5f;
  FilterCosine(With(1.0f, 0, 0, 0.5f), 1, &hits_);
  EXPECT_EQ(hits_, kAllColumns);
  FilterCosine(With(1.0f, 0, 0, 0.51f), 1, &hits_);
  EXPECT_EQ(hits_, 0u);
}

TEST_P(FilterTest, NamesTheColumnThatHit) {
  for (size_t column = 0; column < kPanelWidth; ++column) {
    const PanelFilter filter = With(0.25f, 0, 0, 0.5f);
    dots_[0][column] = 0.75f;
    FilterCosine(filter, 1, &hits_);
    EXPECT_EQ(hits_, uint64_t{1} << column);
  }
}

TEST_P(FilterTest, EuclideanAddsTheBias) {
  bias_ = -3;
  FilterEuclidean(With(2, 0, 0, 1), 1, &hits_);
  EXPECT_EQ(hits_, kAllColumns);
  FilterEuclidean(With(2, 0, 0, 1.1f), 1, &hits_);
  EXPECT_EQ(hits_, 0u);
}

TEST_P(FilterTest, CosMulIsProductOverRestOfShiftedCosines) {
  // (0.8 * 0.6) / (0.3 + 0.001) = 1.5947
  FilterCosMul(With(0.6f, 0.2f, -0.4f, 1.594f), 1, &hits_);
  EXPECT_EQ(hits_, kAllColumns);
  FilterCosMul(With(0.6f, 0.2f, -0.4f, 1.596f), 1, &hits_);
  EXPECT_EQ(hits_, 0u);
}

TEST_P(FilterTest, PairDirectionDividesByTheLengthOfTheOffset) {
  std::fill_n(dot_base_.get(), kPanelWidth, 0.1f);
  std::fill_n(square_.get(), kPanelWidth, 1.0f);
  // (0.4 - 0.1) / sqrt(2 - 2 * 0.5) = 0.3
  FilterPairDirection(With(0.4f, 0.5f, 0, 0.299f), 1, &hits_);
  EXPECT_EQ(hits_, kAllColumns);
  FilterPairDirection(With(0.4f, 0.5f, 0, 0.301f), 1, &hits_);
  EXPECT_EQ(hits_, 0u);
}

TEST_P(FilterTest, NothingRulesOutARowMarkedWithNan) {
  scale_ = kNan;
  bias_ = kNan;
  const PanelFilter filter = With(0, 0, 0, 1e30f);
  for (const auto function :
       {FilterCosine, FilterEuclidean, FilterCosMul, FilterPairDirection}) {
    hits_ = 0;
    function(filter, 1, &hits_);
    EXPECT_EQ(hits_, kAllColumns);
  }
}

}  // namespace
}  // namespace lexprobe
