#include "lexprobe/model/validity_model.h"

#include <torch/torch.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/positional_loss.h"
#include "lexprobe/model/score_ngrams.h"
#include "lexprobe/model/shared_corruption_loss.h"
#include "lexprobe/model/vector_kernels.h"
#include "model/gradient_check.h"

namespace lexprobe {
namespace {

using testing::Each;

constexpr double kTolerance = 5e-5;
constexpr double kNone = -std::numeric_limits<double>::infinity();
constexpr int kWords = 40;

std::vector<WordId> RandomIds(int count, Random& random) {
  std::vector<WordId> ids(static_cast<size_t>(count));
  for (WordId& id : ids) id = static_cast<WordId>(random.Below(kWords));
  return ids;
}

// A model none of whose numbers is 0.
ValidityModel RandomModel(const ModelOptions& options, Random& random) {
  ValidityModel model(options, kWords);
  model->Initialise(0.7, random);
  const NetworkView network = model->view();
  for (const absl::Span<float> bias :
       {network.first_bias, network.output_bias}) {
    for (float& number : bias) number = float(0.3 * random.Normal());
  }
  return model;
}

torch::Tensor TensorOf(const std::vector<WordId>& ids) {
  return torch::tensor(std::vector<int64_t>(ids.begin(), ids.end()));
}

std::vector<float> FloatsOf(const torch::Tensor& tensor) {
  const torch::Tensor flat = tensor.detach().contiguous().flatten();
  const float* data = flat.data_ptr<float>();
  return std::vector<float>(data, data + flat.numel());
}

// The loss from B scores of positives and B x K of corruptions.
torch::Tensor LossOf(const LossOptions& options, const torch::Tensor& valid,
                     const torch::Tensor& scores) {
  namespace F = torch::nn::functional;
  switch (options.loss) {
    case Loss::kLogistic:
      return F::softplus(-valid).sum() +
             options.kappa * F::softplus(scores).mean(1).sum();
    case Loss::kSoftmax:
      return (torch::logsumexp(torch::cat({valid.unsqueeze(1), scores}, 1), 1) -
              valid)
          .sum();
    case Loss::kHinge:
      break;
  }
  return torch::relu(1 - valid.unsqueeze(1) + scores).mean(1).sum();
}

// Scores of corruptions that are none become -infinity.
torch::Tensor Masked(const torch::Tensor& scores, const torch::Tensor& own,
                     const torch::Tensor& replacements) {
  return scores.masked_fill(own.unsqueeze(1) == replacements.unsqueeze(0),
                            kNone);
}

// Every corruption written out as an N-gram of its own.
torch::Tensor ExpandedLoss(ValidityModel& model, const LossOptions& loss,
                           const NGramBatch& batch) {
  const int64_t count = batch.size();
  const auto corruptions = static_cast<int64_t>(batch.replacements.size());
  const torch::Tensor ids = TensorOf(batch.ids).view({count, batch.order});
  const torch::Tensor replacements = TensorOf(batch.replacements);
  const torch::Tensor own = ids.select(1, batch.corrupted_position).clone();
  torch::Tensor expanded = ids.unsqueeze(1).repeat({1, corruptions, 1});
  expanded.select(2, batch.corrupted_position)
      .copy_(replacements.unsqueeze(0).expand({count, corruptions}));
  const torch::Tensor scores =
      model->forward(expanded.view({count * corruptions, batch.order}))
          .view({count, corruptions});
  return LossOf(loss, model->forward(ids), Masked(scores, own, replacements));
}

// The rows of a gradient, `stride` apart, added up by word; kNoWord left out.
std::vector<double> AddedUp(const std::vector<WordId>& ids,
                            const std::vector<float>& rows, size_t dim,
                            size_t stride) {
  std::vector<double> sums(kWords * dim, 0);
  for (size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == SegmentBatch::kNoWord) continue;
    for (size_t k = 0; k < dim; ++k) {
      sums[size_t(ids[i]) * dim + k] += double(rows[i * stride + k]);
    }
  }
  return sums;
}

using Setting = std::tuple<Activation, Loss>;

class ValidityModelTest : public testing::TestWithParam<Setting> {
 protected:
  Activation activation() const { return std::get<0>(GetParam()); }
  LossOptions loss() const { return {std::get<1>(GetParam()), 2.5}; }
};

std::string NameOfSetting(const testing::TestParamInfo<Setting>& info) {
  return std::string(NameOf(std::get<0>(info.param))) + "_" +
         std::string(NameOf(std::get<1>(info.param)));
}

INSTANTIATE_TEST_SUITE_P(AllActivationsAndLosses, ValidityModelTest,
                         testing::Combine(testing::ValuesIn(kAllActivations),
                                          testing::ValuesIn(kAllLosses)),
                         NameOfSetting);

TEST_P(ValidityModelTest, AutogradAgreesWithSharedCorruptions) {
  const ModelOptions options = {5, 12, 20, activation()};
  for (int position = 0; position < options.order; ++position) {
    SCOPED_TRACE(position);
    Random random(static_cast<uint64_t>(position));
    ValidityModel model = RandomModel(options, random);
    const NGramBatch batch = {options.order, RandomIds(16 * 5, random),
                              position, RandomIds(33, random)};
    NetworkGradient gradient;
    SharedCorruptionLoss fast(options, loss());
    const double value = fast.Compute(model->view(), batch, true, &gradient);

    model->zero_grad();
    const torch::Tensor slow = ExpandedLoss(model, loss(), batch);
    slow.backward();
    EXPECT_NEAR(value, slow.item<double>(), kTolerance * (1 + value));
    EXPECT_THAT(gradient.first_weight,
                IsNear(FloatsOf(model->first_weight.grad()), kTolerance));
    EXPECT_THAT(gradient.first_bias,
                IsNear(FloatsOf(model->first_bias.grad()), kTolerance));
    if (activation() != Activation::kBilinear) {
      EXPECT_THAT(gradient.output_weight,
                  IsNear(FloatsOf(model->output_weight.grad()), kTolerance));
    }
    EXPECT_THAT(gradient.output_bias,
                IsNear(FloatsOf(model->output_bias.grad()), kTolerance));
    EXPECT_THAT(AddedUp(gradient.row_ids, gradient.rows, 12, 12),
                IsNear(FloatsOf(model->embedding.grad()), kTolerance));
  }
}

class ActivationTest : public testing::TestWithParam<Activation> {};

std::string NameOfActivation(const testing::TestParamInfo<Activation>& info) {
  return std::string(NameOf(info.param));
}

INSTANTIATE_TEST_SUITE_P(AllActivations, ActivationTest,
                         testing::ValuesIn(kAllActivations), NameOfActivation);

// More N-grams than are scored at a time.
TEST_P(ActivationTest, ForwardAgreesWithScoringWithoutLibTorch) {
  Random random(2);
  const ModelOptions options = {3, 7, 21, GetParam()};
  ValidityModel model = RandomModel(options, random);
  for (const int count : {0, 1, 1024, 2500}) {
    const std::vector<WordId> ids = RandomIds(3 * count, random);
    const std::vector<float> scores = ScoreNGrams(options, model->view(), ids);
    const torch::Tensor expected =
        model->forward(TensorOf(ids).view({count, 3}));
    EXPECT_THAT(scores, IsNear(FloatsOf(expected), 1e-5)) << count;
  }
}

double DeviationOf(absl::Span<const float> values) {
  double squares = 0;
  for (const float value : values) squares += double(value) * double(value);
  return std::sqrt(squares / static_cast<double>(values.size()));
}

TEST_P(ActivationTest, InitialisesWithTheDeviationsOfItsHeader) {
  const ModelOptions options = {5, 60, 500, GetParam()};
  ValidityModel model(options, 1000);
  Random random(3);
  model->Initialise(0.1, random);
  const NetworkView network = model->view();
  EXPECT_NEAR(DeviationOf(network.embedding), 0.1, 0.001);
  EXPECT_NEAR(DeviationOf(network.first_weight), 1 / std::sqrt(300.0), 0.001);
  if (GetParam() == Activation::kBilinear) {
    EXPECT_TRUE(network.output_weight.empty());
  } else {
    EXPECT_NEAR(DeviationOf(network.output_weight), 1 / std::sqrt(500.0),
                0.006);
  }
  EXPECT_THAT(network.first_bias, Each(0));
  EXPECT_THAT(network.output_bias, Each(0));
}

TEST_P(ActivationTest, ViewsHaveTheShapeOfTheOptions) {
  const ModelOptions options = {4, 3, 6, GetParam()};
  ValidityModel model(options, 9);
  const NetworkView network = model->view();
  EXPECT_EQ(network.embedding.size(), 27u);
  EXPECT_EQ(network.first_weight.size(), 12u * size_t(options.first_width()));
  EXPECT_EQ(network.first_bias.size(), size_t(options.first_width()));
  EXPECT_EQ(network.output_weight.size(),
            GetParam() == Activation::kBilinear ? 0u : 6u);
  EXPECT_EQ(network.output_bias.size(), 1u);
}

TEST(InitialiseTest, OneSeedGivesOneModel) {
  const ModelOptions options = {3, 4, 5, Activation::kTanh};
  std::vector<std::vector<float>> embeddings;
  for (const uint64_t seed : {1, 1, 2}) {
    Random random(seed);
    embeddings.push_back(FloatsOf(RandomModel(options, random)->embedding));
  }
  EXPECT_EQ(embeddings[0], embeddings[1]);
  EXPECT_NE(embeddings[0], embeddings[2]);
}

TEST(ViewTest, WhatIsWrittenThroughItForwardSees) {
  Random random(4);
  ValidityModel model = RandomModel({2, 3, 4, Activation::kRelu}, random);
  const torch::Tensor ids = TensorOf({1, 2}).view({1, 2});
  const double before = model->forward(ids).item<double>();
  model->view().output_bias[0] += 2;
  EXPECT_NEAR(model->forward(ids).item<double>(), before + 2, 1e-5);
}

// What the positional network is by its definition, in torch's operations.
struct PositionalTensors {
  torch::Tensor embedding, weights;

  torch::Tensor Loss(const LossOptions& loss, const SegmentBatch& batch) const {
    std::vector<torch::Tensor> contexts;
    std::vector<int64_t> own;
    for (const int centre : batch.centres) {
      torch::Tensor context = torch::zeros({embedding.size(1)});
      for (int k = 0; k < 2 * batch.margin; ++k) {
        const int place =
            centre - batch.margin + (k < batch.margin ? k : k + 1);
        const WordId word = batch.ids[size_t(place)];
        if (word == SegmentBatch::kNoWord) continue;
        context = context + weights[k] * embedding[word];
      }
      contexts.push_back(context);
      own.push_back(batch.ids[size_t(centre)]);
    }
    const torch::Tensor context = torch::stack(contexts);
    const torch::Tensor words = torch::tensor(own);
    const torch::Tensor replacements = TensorOf(batch.replacements);
    const torch::Tensor valid =
        (context * embedding.index_select(0, words)).sum(1);
    const torch::Tensor scores =
        context.mm(embedding.index_select(0, replacements).t());
    return LossOf(loss, valid, Masked(scores, words, replacements));
  }
};

SegmentBatch RandomSegments(int segments, int length, int margin,
                            Random& random) {
  SegmentBatch batch = {segments, length, margin, {}, {}, {}};
  const int stride = length + 2 * margin;
  batch.ids = RandomIds(segments * stride, random);
  for (int i = 0; i < segments * stride; ++i) {
    if (random.Below(6) == 0) batch.ids[size_t(i)] = SegmentBatch::kNoWord;
    if (batch.ids[size_t(i)] != SegmentBatch::kNoWord && i % stride >= margin &&
        i % stride < margin + length) {
      batch.centres.push_back(i);
    }
  }
  batch.replacements = RandomIds(37, random);
  return batch;
}

class PositionalAutogradTest : public testing::TestWithParam<Loss> {};

std::string NameOfLoss(const testing::TestParamInfo<Loss>& info) {
  return std::string(NameOf(info.param));
}

INSTANTIATE_TEST_SUITE_P(AllLosses, PositionalAutogradTest,
                         testing::ValuesIn(kAllLosses), NameOfLoss);

TEST_P(PositionalAutogradTest, AutogradAgreesWithThePositionalLoss) {
  constexpr size_t kDim = 19, kMargin = 3;
  Random random(5);
  auto embedding = NormalFloats(kWords * kDim, 0.6, random);
  auto weights = NormalFloats(2 * kMargin * kDim, 0.6, random);
  const SegmentBatch batch = RandomSegments(4, 6, kMargin, random);
  const LossOptions loss = {GetParam(), 2.5};
  PositionalGradient gradient;
  PositionalLoss fast(kDim, loss);
  const double value = fast.Compute(
      {absl::MakeSpan(embedding), absl::MakeSpan(weights)}, batch, &gradient);

  const PositionalTensors network = {
      torch::tensor(embedding).view({kWords, kDim}).requires_grad_(),
      torch::tensor(weights).view({2 * kMargin, kDim}).requires_grad_()};
  const torch::Tensor slow = network.Loss(loss, batch);
  slow.backward();
  EXPECT_NEAR(value, slow.item<double>(), kTolerance * (1 + value));
  EXPECT_THAT(gradient.position_weights,
              IsNear(FloatsOf(network.weights.grad()), kTolerance));
  EXPECT_THAT(AddedUp(gradient.row_ids, gradient.rows, kDim,
                      size_t(PaddedDim(int(kDim)))),
              IsNear(FloatsOf(network.embedding.grad()), kTolerance));
}

}  // namespace
}  // namespace lexprobe
