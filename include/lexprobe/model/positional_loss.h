// PositionalLoss: loss and gradient of the positional network, the fast form
// of the validity network that trains embeddings.
//
// It is a gated MLP whose first layer is diagonal: the context side is
// z1 = sum_k c_k * w(x_k), elementwise, over the N - 1 words around the centre
// and one weight vector c_k for each place; the centre side is z2 = w(x); the
// score is sum(z1 * z2), the logit of "this word is valid in the middle of
// these". Position weights: Mnih & Kavukcuoglu 2013 (vLBL, eq. 5), Mikolov
// et al. 2018 ("Advances in pre-training", section 2.2); here both sides
// share one embedding.
//
// Every word of a segment is looked up once, serves as centre once and as
// context 2 * margin times, and gets one gradient row: the sum of its parts.
//
// Holds scratch memory; not thread-safe: one for each thread.

#ifndef LEXPROBE_MODEL_POSITIONAL_LOSS_H_
#define LEXPROBE_MODEL_POSITIONAL_LOSS_H_

#include <vector>

#include "absl/types/span.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/ngram/batch.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

struct PositionalView {
  absl::Span<float> embedding;         // V x D
  absl::Span<float> position_weights;  // 2 margin x D, left to right
};

struct PositionalGradient {
  std::vector<float> position_weights;  // 2 margin x D
  // May repeat; rows then add up. kNoWord among them: rows to leave out.
  std::vector<WordId> row_ids;
  std::vector<float> rows;  // row_ids.size() x PaddedDim(D)
};

class PositionalLoss {
 public:
  PositionalLoss(int dim, const LossOptions& loss) : dim_(dim), loss_(loss) {}

  // The loss summed over the batch's centres; its gradient in *gradient,
  // whose memory is used again from call to call. 0 and no rows for a batch
  // without centres or without replacements.
  // REQUIRES: shapes agree; ids are in range or kNoWord.
  double Compute(const PositionalView& network, const SegmentBatch& batch,
                 PositionalGradient* gradient);

 private:
  void Gather(const PositionalView& network, const SegmentBatch& batch);
  double Scores(const SegmentBatch& batch);
  void Backward(const SegmentBatch& batch, PositionalGradient* gradient);

  int dim_;
  LossOptions loss_;
  // Padded rows: words of the segments and then of the replacements; weights
  // of the positions; one context for each centre.
  std::vector<float> words_, weights_, contexts_, scores_, d_valid_;
  std::vector<float> d_words_, d_weights_, d_contexts_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_POSITIONAL_LOSS_H_
