#include "lexprobe/model/tensor_shared_corruption_loss.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "model/tensor_parts.h"

namespace lexprobe {
namespace {

constexpr int64_t kHiddenAtATime = int64_t{1} << 24;

// The right half of each row before the left one.
at::Tensor Swapped(const at::Tensor& rows) {
  const auto halves = rows.chunk(2, /*dim=*/1);
  return at::cat({halves[1], halves[0]}, /*dim=*/1);
}

// The sum over each row of its left half times its right one.
at::Tensor RowProduct(const at::Tensor& rows) {
  const auto halves = rows.chunk(2, /*dim=*/1);
  return (halves[0] * halves[1]).sum(1);
}

// A batch of the validity network on its way through it; names as in
// shared_corruption_loss.h.
struct Layers {
  at::Tensor own;           // B: the words at the corrupted position
  at::Tensor replacements;  // K
  at::Tensor x_others;      // B x N D, zeros at the corrupted position
  at::Tensor x_own;         // B x D
  at::Tensor x_replaced;    // K x D
  at::Tensor own_weight;    // D x Z, W_p
  at::Tensor r, p, q;
};

struct LayerGradient {
  at::Tensor loss, d_r, d_p, d_q, d_output, d_bias;
};

LayerGradient BilinearPairs(const Layers& layers, const at::Tensor& bias,
                            const LossOptions& loss, Precision precision) {
  const at::Tensor z = layers.r + layers.p;
  const at::Tensor swapped_q = Swapped(layers.q);
  const at::Tensor scores = WithoutTrueWords(
      Product(layers.r, swapped_q.t(), precision) +
          (RowProduct(layers.r) + bias).unsqueeze(1) + RowProduct(layers.q),
      layers.own, layers.replacements);
  const PairLoss pairs = LossOfPairs(loss, RowProduct(z) + bias, scores);
  const at::Tensor d_p = Scaled(pairs.d_valid, Swapped(z));
  return {pairs.loss,
          Product(pairs.d_scores, swapped_q, precision) +
              Scaled(pairs.d_scores.sum(1), Swapped(layers.r)) + d_p,
          d_p,
          Swapped(Product(pairs.d_scores.t(), layers.r, precision)) +
              Scaled(pairs.d_scores.sum(0), swapped_q),
          at::empty({0}, layers.r.options()),
          pairs.d_scores.sum() + pairs.d_valid.sum()};
}

at::Tensor Activate(Activation activation, const at::Tensor& z) {
  switch (activation) {
    case Activation::kTanh:
      return z.tanh();
    case Activation::kHardtanh:
      return z.clamp(-1, 1);
    case Activation::kRelu:
    case Activation::kBilinear:
      break;
  }
  return z.clamp_min(0);
}

// The slope of the activation where its value is y.
at::Tensor SlopeAt(Activation activation, const at::Tensor& y) {
  switch (activation) {
    case Activation::kTanh:
      return 1 - y * y;
    case Activation::kHardtanh:
      return (y.abs() < 1).to(at::kFloat);
    case Activation::kRelu:
    case Activation::kBilinear:
      break;
  }
  return (y > 0).to(at::kFloat);
}

// Positives `first` to `first + count` - 1 with all replacements: adds to
// *sum what is summed over positives, and gives their rows of d_r and d_p.
std::pair<at::Tensor, at::Tensor> SomeActivationPairs(
    Activation activation, const Layers& layers, const NetworkTensors& network,
    const LossOptions& loss, int64_t first, int64_t count, LayerGradient* sum) {
  const at::Tensor r = layers.r.narrow(0, first, count);
  const at::Tensor& weight = network.output_weight;
  const at::Tensor own =
      Activate(activation, r + layers.p.narrow(0, first, count));
  const at::Tensor hidden =
      Activate(activation, r.unsqueeze(1) + layers.q.unsqueeze(0));
  const at::Tensor scores =
      WithoutTrueWords(hidden.matmul(weight) + network.output_bias,
                       layers.own.narrow(0, first, count), layers.replacements);
  const PairLoss pairs =
      LossOfPairs(loss, own.mv(weight) + network.output_bias, scores);
  const at::Tensor d_hidden = SlopeAt(activation, hidden)
                                  .mul_(weight)
                                  .mul_(pairs.d_scores.unsqueeze(2));
  const at::Tensor d_p =
      Scaled(pairs.d_valid, SlopeAt(activation, own) * weight);
  sum->loss += pairs.loss;
  sum->d_q += d_hidden.sum(0);
  sum->d_output += hidden.flatten(0, 1).t().mv(pairs.d_scores.flatten()) +
                   own.t().mv(pairs.d_valid);
  sum->d_bias += pairs.d_scores.sum() + pairs.d_valid.sum();
  return {d_hidden.sum(1) + d_p, d_p};
}

LayerGradient ActivationPairs(const ModelOptions& model, const Layers& layers,
                              const NetworkTensors& network,
                              const LossOptions& loss) {
  const int64_t positives = layers.r.size(0);
  const int64_t at_a_time = std::max<int64_t>(
      1, kHiddenAtATime / (layers.q.size(0) * layers.q.size(1)));
  const at::Tensor zero = at::zeros({}, layers.r.options());
  LayerGradient sum = {zero,
                       {},
                       {},
                       at::zeros_like(layers.q),
                       at::zeros_like(network.output_weight),
                       zero.clone()};
  std::vector<at::Tensor> d_r, d_p;
  for (int64_t first = 0; first < positives; first += at_a_time) {
    auto [some_d_r, some_d_p] =
        SomeActivationPairs(model.activation, layers, network, loss, first,
                            std::min(at_a_time, positives - first), &sum);
    d_r.push_back(std::move(some_d_r));
    d_p.push_back(std::move(some_d_p));
  }
  sum.d_r = at::cat(d_r);
  sum.d_p = at::cat(d_p);
  return sum;
}

Layers FirstLayer(const ModelOptions& model, const NetworkTensors& network,
                  const NGramBatch& batch, const at::Tensor& ids,
                  Precision precision) {
  const int64_t positives = batch.size(), order = model.order, dim = model.dim;
  const int64_t before = batch.corrupted_position * dim;
  const auto replacements = static_cast<int64_t>(batch.replacements.size());
  const at::Tensor words = network.embedding.index_select(0, ids);
  const at::Tensor own_ids = ids.narrow(0, 0, positives * order);
  Layers layers;
  layers.own =
      own_ids.view({positives, order}).select(1, batch.corrupted_position);
  layers.replacements = ids.narrow(0, positives * order, replacements);
  layers.x_others = words.narrow(0, 0, positives * order)
                        .clone()
                        .view({positives, order * dim});
  layers.x_own = layers.x_others.narrow(1, before, dim).clone();
  layers.x_others.narrow(1, before, dim).zero_();
  layers.x_replaced = words.narrow(0, positives * order, replacements);
  layers.own_weight = network.first_weight.narrow(0, before, dim);
  layers.r = Product(layers.x_others, network.first_weight, precision) +
             network.first_bias;
  layers.p = Product(layers.x_own, layers.own_weight, precision);
  layers.q = Product(layers.x_replaced, layers.own_weight, precision);
  return layers;
}

// Rows of all words: those of the N-grams and then the replacements.
at::Tensor RowGradient(const ModelOptions& model, const NetworkTensors& network,
                       const NGramBatch& batch, const Layers& layers,
                       const LayerGradient& pairs, Precision precision) {
  const int64_t before = int64_t{batch.corrupted_position} * model.dim;
  const at::Tensor own_rows =
      Product(pairs.d_r, network.first_weight.t(), precision);
  own_rows.narrow(1, before, model.dim)
      .copy_(Product(pairs.d_p, layers.own_weight.t(), precision));
  return at::cat({own_rows.view({-1, model.dim}),
                  Product(pairs.d_q, layers.own_weight.t(), precision)});
}

}  // namespace

TensorGradient GradientOf(const ModelOptions& model,
                          const NetworkTensors& network,
                          const NGramBatch& batch, const LossOptions& loss,
                          bool with_rows, Precision precision) {
  if (batch.ids.empty() || batch.replacements.empty()) {
    return NoGradient({network.first_weight, network.first_bias,
                       network.output_weight, network.output_bias});
  }
  const at::Tensor ids =
      OnDevice(batch.ids, batch.replacements, network.embedding.device());
  const Layers layers = FirstLayer(model, network, batch, ids, precision);
  const LayerGradient pairs =
      model.activation == Activation::kBilinear
          ? BilinearPairs(layers, network.output_bias, loss, precision)
          : ActivationPairs(model, layers, network, loss);
  const at::Tensor d_weight =
      Product(layers.x_others.t(), pairs.d_r, precision);
  d_weight.narrow(0, int64_t{batch.corrupted_position} * model.dim, model.dim)
      .copy_(Product(layers.x_own.t(), pairs.d_p, precision) +
             Product(layers.x_replaced.t(), pairs.d_q, precision));
  TensorGradient gradient = {
      pairs.loss,
      {},
      {},
      {d_weight, pairs.d_r.sum(0), pairs.d_output, pairs.d_bias.view({1})}};
  if (!with_rows) return gradient;
  gradient.row_ids = ids;
  gradient.rows = RowGradient(model, network, batch, layers, pairs, precision);
  return gradient;
}

}  // namespace lexprobe
