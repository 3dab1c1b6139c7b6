// The numbers of a validity network, as views into memory that somebody else
// owns (the tensors of ValidityModel, or a test's vectors), and their
// gradients. No LibTorch.
//
// For ids x_0 .. x_{N-1}: z = sum_k E[x_k] W_k + b, score = v . phi(z) + c, a
// logit: P(valid) = sigmoid(score). W_k is rows k D .. k D + D - 1 of
// `first_weight`. A bilinear network has no v: it would only scale W.

#ifndef LEXPROBE_MODEL_NETWORK_H_
#define LEXPROBE_MODEL_NETWORK_H_

#include <array>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

struct NetworkView {
  absl::Span<float> embedding;      // V x D, row-major
  absl::Span<float> first_weight;   // N D x first_width, row-major
  absl::Span<float> first_bias;     // first_width
  absl::Span<float> output_weight;  // H, or empty (bilinear)
  absl::Span<float> output_bias;    // 1

  // All of them, in this order.
  std::array<absl::Span<float>, 5> arrays() const {
    return {embedding, first_weight, first_bias, output_weight, output_bias};
  }
};

// Gradients of a batch's loss, summed over the batch.
struct NetworkGradient {
  std::vector<float> first_weight;
  std::vector<float> first_bias;
  std::vector<float> output_weight;
  std::vector<float> output_bias;
  // One row of `rows` for each id, D numbers each; ids may repeat, and their
  // rows then add up.
  std::vector<WordId> row_ids;
  std::vector<float> rows;
};

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_NETWORK_H_
