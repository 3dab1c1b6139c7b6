// SharedCorruptionLoss: loss and gradient of a validity network on a batch
// whose B positives share K replacement words at one position.
//
// With R = x_{-p} W_{-p} + b (B x Z), P = E[x_p] W_p (B x Z) and
// Q = E[n] W_p (K x Z), positive i has z = R_i + P_i and corruption (i, j) has
// z = R_i + Q_j: B K corruptions cost no first layer of their own. For
// bilinear units the B x K scores are one matrix product, and their gradients
// two more:
//   S = rowsum(R1 R2) 1' + 1 rowsum(Q1 Q2)' + [R1 | R2] [Q2 | Q1]' + c.
//
// Holds scratch memory; not thread-safe: one for each thread. BLAS must be
// single-threaded (blas.h).

#ifndef LEXPROBE_MODEL_SHARED_CORRUPTION_LOSS_H_
#define LEXPROBE_MODEL_SHARED_CORRUPTION_LOSS_H_

#include <vector>

#include "lexprobe/model/model_options.h"
#include "lexprobe/model/network.h"
#include "lexprobe/ngram/batch.h"

namespace lexprobe {

class SharedCorruptionLoss {
 public:
  SharedCorruptionLoss(const ModelOptions& model, const LossOptions& loss);

  // The loss summed over the batch; its gradient in *gradient, whose memory
  // is used again from call to call. With `with_rows` false the gradient for
  // the embedding is left out (row_ids and rows are empty). 0 and no gradient
  // for a batch without N-grams or without replacements.
  // REQUIRES: the network has the model's shape; ids are in range.
  double Compute(const NetworkView& network, const NGramBatch& batch,
                 bool with_rows, NetworkGradient* gradient);

 private:
  // Terms of one positive's scores: S_ij = product + base + column[j].
  struct ScoreTerms {
    float base;
    float valid;          // the positive's own score
    const float* column;  // null: no such term
  };

  void GatherWords(const NetworkView& network, const NGramBatch& batch);
  void FirstLayer(const NetworkView& network, const NGramBatch& batch);
  double LossOfRow(const NGramBatch& batch, int i, ScoreTerms terms,
                   float* scores);
  void BilinearScores(int count, int replacements);
  double BilinearPairs(const NGramBatch& batch, float bias);
  void BilinearBackward(int count, int replacements);
  double ActivationPairs(const NetworkView& network, const NGramBatch& batch);
  void FirstLayerBackward(const NetworkView& network, const NGramBatch& batch,
                          bool with_rows, NetworkGradient* gradient);

  ModelOptions model_;
  LossOptions loss_;
  int stride_;  // floats from row to row of R, P and Q
  // Names as above; a trailing _ for members. words_ is x and then n: B N + K
  // rows of D. P becomes R + P in a bilinear network.
  std::vector<float> words_, r_, p_, q_, swapped_q_, d_r_, d_p_, d_q_;
  std::vector<float> scores_, d_valid_, row_sums_, column_, column_sums_;
  // Not bilinear: phi(z) of one positive's pairs; padded output weights.
  std::vector<float> hidden_, output_, d_output_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_SHARED_CORRUPTION_LOSS_H_
