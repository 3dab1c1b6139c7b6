#include "lexprobe/model/tensor_positional_loss.h"

#include <ATen/ATen.h>

#include <cstdint>

#include "model/tensor_parts.h"

namespace lexprobe {
namespace {

// A batch on its way through the network: C centres, P places around each.
struct Context {
  at::Tensor ids;       // W words of the segments and K replacements
  at::Tensor is_word;   // W + K, 1 or 0
  at::Tensor words;     // W + K rows, zeros for those that are none
  at::Tensor replaced;  // the last K of them
  at::Tensor centres;   // C, indices into words
  at::Tensor own;       // C rows
  at::Tensor places;    // C P, indices into words
  at::Tensor around;    // C x P rows
  at::Tensor contexts;  // C rows
};

// The places around each centre, from left to right.
at::Tensor PlacesAround(const at::Tensor& centres, int margin) {
  const at::Tensor offsets =
      at::cat({at::arange(-margin, 0, centres.options()),
               at::arange(1, margin + 1, centres.options())});
  return (centres.unsqueeze(1) + offsets.unsqueeze(0)).flatten();
}

Context Gather(const PositionalTensors& network, const SegmentBatch& batch) {
  const at::Device device = network.embedding.device();
  Context context;
  context.ids = OnDevice(batch.ids, batch.replacements, device);
  context.is_word = (context.ids >= 0).to(at::kFloat);
  context.words = Scaled(context.is_word, network.embedding.index_select(
                                              0, context.ids.clamp_min(0)));
  context.replaced =
      context.words.narrow(0, static_cast<int64_t>(batch.ids.size()),
                           static_cast<int64_t>(batch.replacements.size()));
  context.centres = OnDevice(batch.centres, {}, device);
  context.own = context.words.index_select(0, context.centres);
  context.places = PlacesAround(context.centres, batch.margin);
  context.around =
      context.words.index_select(0, context.places)
          .view({-1, int64_t{2} * batch.margin, network.embedding.size(1)});
  context.contexts = (context.around * network.position_weights).sum(1);
  return context;
}

PairLoss LossOf(const Context& context, const LossOptions& loss,
                Precision precision) {
  const at::Tensor scores = WithoutTrueWords(
      Product(context.contexts, context.replaced.t(), precision),
      context.ids.index_select(0, context.centres),
      context.ids.slice(0, context.ids.size(0) - context.replaced.size(0)));
  return LossOfPairs(loss, (context.contexts * context.own).sum(1), scores);
}

}  // namespace

TensorGradient GradientOf(const PositionalTensors& network,
                          const SegmentBatch& batch, const LossOptions& loss,
                          Precision precision) {
  if (batch.centres.empty() || batch.replacements.empty()) {
    return NoGradient({network.position_weights});
  }
  const Context context = Gather(network, batch);
  const PairLoss pairs = LossOf(context, loss, precision);
  const at::Tensor d_contexts =
      Product(pairs.d_scores, context.replaced, precision) +
      Scaled(pairs.d_valid, context.own);
  const at::Tensor d_words = at::zeros_like(context.words);
  d_words.slice(0, static_cast<int64_t>(batch.ids.size()))
      .copy_(Product(pairs.d_scores.t(), context.contexts, precision));
  d_words.index_add_(0, context.centres,
                     Scaled(pairs.d_valid, context.contexts));
  d_words.index_add_(
      0, context.places,
      (d_contexts.unsqueeze(1) * network.position_weights).flatten(0, 1));
  return {pairs.loss,
          context.ids.clamp_min(0),
          Scaled(context.is_word, d_words),
          {(context.around * d_contexts.unsqueeze(1)).sum(0)}};
}

}  // namespace lexprobe
