#include "lexprobe/model/shared_corruption_loss.h"

#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/model/blas.h"
#include "model/gradient_check.h"
#include "model/random_batch.h"
#include "model/slow_network.h"
#include "support/instruction_sets.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr double kTolerance = 5e-5;

// The rows of a gradient, added up by word.
std::vector<double> EmbeddingGradient(const NetworkGradient& gradient,
                                      size_t dim) {
  EXPECT_EQ(gradient.rows.size(), gradient.row_ids.size() * dim);
  std::vector<double> sums(kWords * dim, 0);
  for (size_t i = 0; i < gradient.rows.size(); ++i) {
    sums[size_t(gradient.row_ids[i / dim]) * dim + i % dim] +=
        double(gradient.rows[i]);
  }
  return sums;
}

// Loss and every gradient against the oracle's.
void ExpectExactGradient(const ModelOptions& model, const LossOptions& loss,
                         NetworkMemory& network, const NGramBatch& batch) {
  NetworkGradient gradient;
  SharedCorruptionLoss fast(model, loss);
  const double value = fast.Compute(network.view(), batch, true, &gradient);
  SlowNetwork slow(model, network);
  const auto slow_loss = [&] { return slow.LossOf(loss, batch); };
  EXPECT_NEAR(value, slow_loss(), kTolerance * (1 + slow_loss()));
  const auto slopes = [&](std::vector<double>& parameters) {
    return FiniteDifferences(parameters, slow_loss);
  };
  EXPECT_THAT(gradient.first_weight,
              IsNear(slopes(slow.first_weight), kTolerance));
  EXPECT_THAT(gradient.first_bias, IsNear(slopes(slow.first_bias), kTolerance));
  EXPECT_THAT(gradient.output_weight,
              IsNear(slopes(slow.output_weight), kTolerance));
  EXPECT_THAT(gradient.output_bias,
              IsNear(slopes(slow.output_bias), kTolerance));
  EXPECT_THAT(EmbeddingGradient(gradient, size_t(model.dim)),
              IsNear(slopes(slow.embedding), kTolerance));
}

using Setting = std::tuple<Activation, Loss>;

class SharedCorruptionLossTest : public testing::TestWithParam<Setting> {
 protected:
  // Compares with the oracle at every position.
  void ExpectExactGradients(int order, int dim, int hidden, int count,
                            int replacements) {
    const ModelOptions model = {order, dim, hidden, activation()};
    for (int position = 0; position < order; ++position) {
      SCOPED_TRACE(testing::Message()
                   << "order " << order << ", dim " << dim << ", hidden "
                   << hidden << ", " << count << " N-grams, " << replacements
                   << " replacements, position " << position);
      Random random(uint64_t(order * dim * hidden * count + position));
      NetworkMemory network = RandomNetwork(model, kWords, random);
      ExpectExactGradient(
          model, loss(), network,
          RandomBatch(order, count, replacements, position, random));
    }
  }

  Activation activation() const { return std::get<0>(GetParam()); }
  LossOptions loss() const { return {std::get<1>(GetParam()), 3.5}; }
};

std::string NameOfSetting(const testing::TestParamInfo<Setting>& info) {
  return std::string(NameOf(std::get<0>(info.param))) + "_" +
         std::string(NameOf(std::get<1>(info.param)));
}

INSTANTIATE_TEST_SUITE_P(AllActivationsAndLosses, SharedCorruptionLossTest,
                         testing::Combine(testing::ValuesIn(kAllActivations),
                                          testing::ValuesIn(kAllLosses)),
                         NameOfSetting);

TEST_P(SharedCorruptionLossTest, AgreesWithFiniteDifferences) {
  ExpectExactGradients(3, 4, 5, 6, 7);
}

TEST_P(SharedCorruptionLossTest, AgreesWhereRowsAreLongerThanVectors) {
  ExpectExactGradients(2, 3, 19, 5, 21);
  ExpectExactGradients(2, 18, 2, 17, 4);
}

TEST_P(SharedCorruptionLossTest, AgreesForOnePositiveAndOneReplacement) {
  ExpectExactGradients(2, 3, 4, 1, 1);
  ExpectExactGradients(5, 1, 1, 1, 3);
  ExpectExactGradients(2, 3, 1, 4, 1);
}

TEST_P(SharedCorruptionLossTest, AgreesOnEveryInstructionSet) {
  ForEachInstructionSet([&] { ExpectExactGradients(2, 5, 18, 4, 19); });
}

// Each replacement is the true word of some N-gram, or of all.
TEST_P(SharedCorruptionLossTest, AReplacementThatIsTheTrueWordIsNoCorruption) {
  const ModelOptions model = {2, 3, 4, activation()};
  Random random(11);
  NetworkMemory network = RandomNetwork(model, kWords, random);
  for (const std::vector<WordId>& replacements :
       {std::vector<WordId>{4}, {4, 4}, {4, 5}, {5, 6, 4, 4, 6}}) {
    for (const int position : {0, 1}) {
      const NGramBatch batch = {
          2, {4, 4, 4, 5, 5, 4, 6, 6}, position, replacements};
      ExpectExactGradient(model, loss(), network, batch);
    }
  }
}

TEST_P(SharedCorruptionLossTest, WithoutRowsTheRestIsTheSame) {
  const ModelOptions model = {3, 5, 6, activation()};
  Random random(12);
  NetworkMemory network = RandomNetwork(model, kWords, random);
  const NGramBatch batch = RandomBatch(3, 7, 8, 1, random);
  NetworkGradient with, without;
  SharedCorruptionLoss fast(model, loss());
  EXPECT_EQ(fast.Compute(network.view(), batch, true, &with),
            fast.Compute(network.view(), batch, false, &without));
  EXPECT_EQ(with.first_weight, without.first_weight);
  EXPECT_EQ(with.first_bias, without.first_bias);
  EXPECT_EQ(with.output_weight, without.output_weight);
  EXPECT_EQ(with.output_bias, without.output_bias);
  EXPECT_THAT(without.row_ids, IsEmpty());
  EXPECT_THAT(without.rows, IsEmpty());
}

void ExpectSameGradient(const NetworkGradient& a, const NetworkGradient& b) {
  EXPECT_EQ(a.first_weight, b.first_weight);
  EXPECT_EQ(a.first_bias, b.first_bias);
  EXPECT_EQ(a.output_weight, b.output_weight);
  EXPECT_EQ(a.output_bias, b.output_bias);
  EXPECT_EQ(a.row_ids, b.row_ids);
  EXPECT_EQ(a.rows, b.rows);
}

TEST_P(SharedCorruptionLossTest, WhatItComputedBeforeChangesNothing) {
  const ModelOptions model = {3, 5, 6, activation()};
  Random random(13);
  NetworkMemory network = RandomNetwork(model, kWords, random);
  SharedCorruptionLoss used(model, loss());
  NetworkGradient gradient;
  for (const int count : {9, 2, 17, 5}) {
    const NGramBatch batch =
        RandomBatch(3, count, 3 * count, count % 3, random);
    NetworkGradient fresh;
    SharedCorruptionLoss unused(model, loss());
    EXPECT_EQ(used.Compute(network.view(), batch, true, &gradient),
              unused.Compute(network.view(), batch, true, &fresh));
    ExpectSameGradient(gradient, fresh);
  }
}

TEST_P(SharedCorruptionLossTest, AnEmptyBatchHasNoLossAndNoGradient) {
  const ModelOptions model = {3, 5, 6, activation()};
  Random random(14);
  NetworkMemory network = RandomNetwork(model, kWords, random);
  SharedCorruptionLoss fast(model, loss());
  for (const auto& [count, replacements] :
       {std::tuple{0, 4}, std::tuple{4, 0}, std::tuple{0, 0}}) {
    NetworkGradient gradient;
    fast.Compute(network.view(), RandomBatch(3, 5, 6, 1, random), true,
                 &gradient);
    EXPECT_EQ(fast.Compute(network.view(),
                           RandomBatch(3, count, replacements, 1, random), true,
                           &gradient),
              0);
    EXPECT_THAT(gradient.first_weight, testing::Each(0));
    EXPECT_THAT(gradient.first_bias, testing::Each(0));
    EXPECT_THAT(gradient.output_weight, testing::Each(0));
    EXPECT_THAT(gradient.output_bias, testing::ElementsAre(0));
    EXPECT_EQ(gradient.first_weight.size(), network.first_weight.size());
    EXPECT_THAT(gradient.row_ids, IsEmpty());
    EXPECT_THAT(gradient.rows, IsEmpty());
  }
}

TEST(BlasTest, RunsOnOneThreadAndSaysSo) {
  UseSingleThreadedBlas();
  EXPECT_THAT(BlasDescription(), HasSubstr("OpenBLAS"));
  EXPECT_THAT(BlasDescription(), HasSubstr("1 thread a call"));
}

}  // namespace
}  // namespace lexprobe
