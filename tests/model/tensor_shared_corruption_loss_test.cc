#include "lexprobe/model/tensor_shared_corruption_loss.h"

#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/model/blas.h"
#include "lexprobe/model/shared_corruption_loss.h"
#include "model/gradient_check.h"
#include "model/random_batch.h"
#include "model/slow_network.h"
#include "model/tensor_memory.h"
#include "support/tensor_devices.h"

namespace lexprobe {
namespace {

using testing::Each;

constexpr double kTolerance = 2e-5;

using Setting = std::tuple<std::string, Activation, Loss>;

class TensorSharedCorruptionLossTest : public testing::TestWithParam<Setting> {
 protected:
  TensorGradient GradientIn(const ModelOptions& model,
                            const NetworkMemory& network,
                            const NGramBatch& batch, bool with_rows,
                            Precision precision) const {
    const auto tensor = [&](const std::vector<float>& numbers, int columns) {
      return columns == 0 ? OnTestDevice(numbers, {-1}, device())
                          : OnTestDevice(numbers, {-1, columns}, device());
    };
    return GradientOf(
        model,
        NetworkTensors{
            tensor(network.embedding, model.dim),
            tensor(network.first_weight, model.first_width()),
            tensor(network.first_bias, 0),
            OnTestDevice(network.output_weight,
                         {int64_t(network.output_weight.size())}, device()),
            tensor(network.output_bias, 0)},
        batch, loss(), with_rows, precision);
  }

  // What the kernels give, which are tested against the definition, at every
  // position: all gradients, one after the other.
  template <typename Expect>
  void CompareWithKernels(const ModelOptions& model, int count,
                          int replacements, Precision precision,
                          const Expect& expect) const {
    for (int position = 0; position < model.order; ++position) {
      SCOPED_TRACE(position);
      Random random(uint64_t(model.dim * model.hidden + position));
      NetworkMemory network = RandomNetwork(model, kWords, random);
      const NGramBatch batch =
          RandomBatch(model.order, count, replacements, position, random);
      SharedCorruptionLoss kernels(model, loss());
      NetworkGradient expected;
      const double value =
          kernels.Compute(network.view(), batch, true, &expected);
      const TensorGradient gradient =
          GradientIn(model, network, batch, true, precision);
      expect({gradient.loss.item<float>()}, {static_cast<float>(value)});
      expect(NumbersOf(gradient.dense[0]), expected.first_weight);
      expect(NumbersOf(gradient.dense[1]), expected.first_bias);
      expect(NumbersOf(gradient.dense[2]), expected.output_weight);
      expect(NumbersOf(gradient.dense[3]), expected.output_bias);
      const auto dim = static_cast<size_t>(model.dim);
      expect(RowsByWord(gradient, kWords),
             RowsByWord(expected.row_ids, expected.rows, dim, dim, kWords));
    }
  }

  void ExpectAsTheKernels(const ModelOptions& model, int count,
                          int replacements) const {
    CompareWithKernels(model, count, replacements, Precision::kFloat32,
                       [](const std::vector<float>& numbers,
                          const std::vector<float>& expected) {
                         EXPECT_THAT(numbers, IsNear(expected, kTolerance));
                       });
  }

  // Where a unit or a hinge has a corner, rounding may send a pair to the other
  // side of it: then single numbers differ by more.
  void ExpectNearTheKernels(const ModelOptions& model, int count,
                            int replacements, Precision precision,
                            double share) const {
    CompareWithKernels(model, count, replacements, precision,
                       [&](const std::vector<float>& numbers,
                           const std::vector<float>& expected) {
                         EXPECT_THAT(numbers, IsNearAsAVector(expected, share));
                       });
  }

  const std::string& device() const { return std::get<0>(GetParam()); }
  Activation activation() const { return std::get<1>(GetParam()); }
  LossOptions loss() const { return {std::get<2>(GetParam()), 3.5}; }
};

INSTANTIATE_TEST_SUITE_P(
    DevicesActivationsAndLosses, TensorSharedCorruptionLossTest,
    testing::Combine(testing::ValuesIn(TensorDevices()),
                     testing::ValuesIn(kAllActivations),
                     testing::ValuesIn(kAllLosses)),
    [](const auto& setting) {
      return TestNameOf(std::get<0>(setting.param)) + "_" +
             std::string(NameOf(std::get<1>(setting.param))) + "_" +
             std::string(NameOf(std::get<2>(setting.param)));
    });

TEST_P(TensorSharedCorruptionLossTest, GivesWhatTheKernelsGive) {
  UseSingleThreadedBlas();
  ExpectAsTheKernels({3, 4, 5, activation()}, 6, 7);
  ExpectAsTheKernels({2, 18, 19, activation()}, 17, 4);
  ExpectAsTheKernels({5, 1, 1, activation()}, 1, 1);
}

// More hidden units than are worked off at a time.
TEST_P(TensorSharedCorruptionLossTest, GivesTheSameInSeveralPieces) {
  ExpectNearTheKernels({2, 2, 600, activation()}, 9, 5000, Precision::kFloat32,
                       1e-3);
}

TEST_P(TensorSharedCorruptionLossTest, AgreesWithFiniteDifferences) {
  const ModelOptions model = {3, 4, 5, activation()};
  Random random(5);
  const NetworkMemory network = RandomNetwork(model, kWords, random);
  const NGramBatch batch = RandomBatch(3, 6, 7, 1, random);
  const TensorGradient gradient =
      GradientIn(model, network, batch, true, Precision::kFloat32);
  SlowNetwork slow(model, network);
  const auto slopes = [&](std::vector<double>& parameters) {
    return FiniteDifferences(parameters,
                             [&] { return slow.LossOf(loss(), batch); });
  };
  EXPECT_THAT(NumbersOf(gradient.dense[0]),
              IsNear(slopes(slow.first_weight), kTolerance));
  EXPECT_THAT(NumbersOf(gradient.dense[2]),
              IsNear(slopes(slow.output_weight), kTolerance));
  EXPECT_THAT(RowsByWord(gradient, kWords),
              IsNear(slopes(slow.embedding), kTolerance));
}

TEST_P(TensorSharedCorruptionLossTest, InBfloat16RoundsAndNoMore) {
  const bool corners = activation() == Activation::kRelu ||
                       activation() == Activation::kHardtanh ||
                       loss().loss == Loss::kHinge;
  ExpectNearTheKernels({2, 18, 19, activation()}, 17, 24, Precision::kBfloat16,
                       corners ? 0.2 : 0.02);
}

TEST_P(TensorSharedCorruptionLossTest, WithoutRowsTheRestIsTheSame) {
  const ModelOptions model = {3, 5, 6, activation()};
  Random random(12);
  const NetworkMemory network = RandomNetwork(model, kWords, random);
  const NGramBatch batch = RandomBatch(3, 7, 8, 1, random);
  const TensorGradient with =
      GradientIn(model, network, batch, true, Precision::kFloat32);
  const TensorGradient without =
      GradientIn(model, network, batch, false, Precision::kFloat32);
  EXPECT_FALSE(without.rows.defined());
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_THAT(NumbersOf(without.dense[i]),
                IsNear(NumbersOf(with.dense[i]), 1e-6));
  }
}

TEST_P(TensorSharedCorruptionLossTest, AnEmptyBatchHasNoLossAndNoGradient) {
  const ModelOptions model = {3, 5, 6, activation()};
  Random random(14);
  const NetworkMemory network = RandomNetwork(model, kWords, random);
  const TensorGradient gradient =
      GradientIn(model, network, RandomBatch(3, 4, 0, 1, random), true,
                 Precision::kFloat32);
  EXPECT_EQ(gradient.loss.item<double>(), 0);
  EXPECT_FALSE(gradient.rows.defined());
  EXPECT_THAT(NumbersOf(gradient.dense[0]), Each(0));
  EXPECT_EQ(NumbersOf(gradient.dense[0]).size(), network.first_weight.size());
}

}  // namespace
}  // namespace lexprobe
