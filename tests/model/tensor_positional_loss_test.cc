#include "lexprobe/model/tensor_positional_loss.h"

#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/model/positional_loss.h"
#include "lexprobe/model/vector_kernels.h"
#include "model/gradient_check.h"
#include "model/tensor_memory.h"
#include "support/tensor_devices.h"

namespace lexprobe {
namespace {

using testing::Each;

constexpr double kTolerance = 2e-5;
constexpr size_t kWords = 9;

struct Shape {
  size_t dim;
  int segments, length, margin, replacements;
};

// Few words, so that they repeat; gaps at sentence ends and in the margins.
SegmentBatch RandomBatch(const Shape& shape, Random& random) {
  SegmentBatch batch = {shape.segments, shape.length, shape.margin, {}, {}, {}};
  const int stride = shape.length + 2 * shape.margin;
  for (int i = 0; i < shape.segments * stride; ++i) {
    const bool gap = random.Below(4) == 0;
    batch.ids.push_back(gap ? SegmentBatch::kNoWord
                            : static_cast<WordId>(random.Below(kWords)));
    const int place = i % stride - shape.margin;
    if (!gap && place >= 0 && place < shape.length) batch.centres.push_back(i);
  }
  for (int j = 0; j < shape.replacements; ++j) {
    batch.replacements.push_back(static_cast<WordId>(random.Below(kWords)));
  }
  return batch;
}

using Setting = std::tuple<std::string, Loss>;

class TensorPositionalLossTest : public testing::TestWithParam<Setting> {
 protected:
  // The same loss and gradients as the kernels, which are tested against the
  // definition.
  void ExpectAsTheKernels(const Shape& shape, Precision precision,
                          double tolerance) const {
    Random random(shape.dim + static_cast<size_t>(shape.length));
    std::vector<float> embedding =
        NormalFloats(kWords * shape.dim, 0.8, random);
    std::vector<float> weights = NormalFloats(
        2 * static_cast<size_t>(shape.margin) * shape.dim, 0.7, random);
    const SegmentBatch batch = RandomBatch(shape, random);
    PositionalLoss kernels(static_cast<int>(shape.dim), loss());
    PositionalGradient expected;
    const double value = kernels.Compute(
        {absl::MakeSpan(embedding), absl::MakeSpan(weights)}, batch, &expected);
    const auto dim = static_cast<int64_t>(shape.dim);
    const TensorGradient gradient = GradientOf(
        PositionalTensors{OnTestDevice(embedding, {-1, dim}, device()),
                          OnTestDevice(weights, {-1, dim}, device())},
        batch, loss(), precision);
    EXPECT_NEAR(gradient.loss.item<double>(), value, tolerance * (1 + value));
    EXPECT_THAT(NumbersOf(gradient.dense[0]),
                IsNear(expected.position_weights, tolerance));
    EXPECT_THAT(
        RowsByWord(gradient, kWords),
        IsNear(RowsByWord(expected.row_ids, expected.rows,
                          static_cast<size_t>(PaddedDim(int(shape.dim))),
                          shape.dim, kWords),
               tolerance));
  }

  const std::string& device() const { return std::get<0>(GetParam()); }
  LossOptions loss() const { return {std::get<1>(GetParam()), 3.5}; }
};

INSTANTIATE_TEST_SUITE_P(DevicesAndLosses, TensorPositionalLossTest,
                         testing::Combine(testing::ValuesIn(TensorDevices()),
                                          testing::ValuesIn(kAllLosses)),
                         [](const auto& setting) {
                           return TestNameOf(std::get<0>(setting.param)) + "_" +
                                  std::string(
                                      NameOf(std::get<1>(setting.param)));
                         });

TEST_P(TensorPositionalLossTest, GivesWhatTheKernelsGive) {
  for (const Shape& shape : {Shape{5, 3, 4, 2, 6}, Shape{1, 1, 2, 1, 3},
                             Shape{17, 2, 12, 3, 40}, Shape{4, 9, 1, 7, 1}}) {
    SCOPED_TRACE(shape.dim);
    ExpectAsTheKernels(shape, Precision::kFloat32, kTolerance);
  }
}

TEST_P(TensorPositionalLossTest, InBfloat16RoundsAndNoMore) {
  ExpectAsTheKernels({17, 2, 12, 3, 40}, Precision::kBfloat16, 0.03);
}

TEST_P(TensorPositionalLossTest, ABatchWithNothingToJudgeHasNoGradient) {
  Random random(7);
  const at::Tensor embedding =
      OnTestDevice(NormalFloats(kWords * 4, 1, random), {-1, 4}, device());
  const at::Tensor weights =
      OnTestDevice(NormalFloats(8, 1, random), {-1, 4}, device());
  SegmentBatch batch = RandomBatch({4, 2, 3, 1, 4}, random);
  batch.centres.clear();
  const TensorGradient gradient =
      GradientOf(PositionalTensors{embedding, weights}, batch, loss(),
                 Precision::kFloat32);
  EXPECT_EQ(gradient.loss.item<double>(), 0);
  EXPECT_FALSE(gradient.rows.defined());
  EXPECT_THAT(NumbersOf(gradient.dense[0]), Each(0));
}

}  // namespace
}  // namespace lexprobe
