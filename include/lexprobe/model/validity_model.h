// ValidityModel: the network as a LibTorch module: an embedding and an MLP
// that gives each N-gram a logit, P(valid) = sigmoid(logit).
//
// Training writes into the module's own memory through view(), with the
// analytic gradients of SharedCorruptionLoss; forward() and autograd are for
// scoring, tests and other devices.
//
// Thread-safe for forward() while nobody trains; Hogwild training races on
// purpose.

#ifndef LEXPROBE_MODEL_VALIDITY_MODEL_H_
#define LEXPROBE_MODEL_VALIDITY_MODEL_H_

#include <torch/torch.h>

#include <cstdint>

#include "lexprobe/base/random.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/model/network.h"

namespace lexprobe {

// Draws each from N(0, deviation^2).
void FillNormal(absl::Span<float> values, double deviation, Random& random);

class ValidityModelImpl : public torch::nn::Module {
 public:
  // All weights zero; Initialise or view() fill them.
  // REQUIRES: Validate(options) is OK, vocabulary > 0
  ValidityModelImpl(const ModelOptions& options, int64_t vocabulary);

  // ids: B x N, int64. Gives B logits.
  torch::Tensor forward(const torch::Tensor& ids);

  // Embeddings from N(0, embedding_deviation^2), the first layer from
  // N(0, 1 / (N D)), the output layer from N(0, 1 / H), biases 0.
  void Initialise(double embedding_deviation, Random& random);

  // The parameters as plain memory. REQUIRES: they are on the CPU.
  NetworkView view();

  const ModelOptions& options() const { return options_; }

  torch::Tensor embedding;      // V x D
  torch::Tensor first_weight;   // N D x first_width
  torch::Tensor first_bias;     // first_width
  torch::Tensor output_weight;  // H; empty for bilinear
  torch::Tensor output_bias;    // 1

 private:
  ModelOptions options_;
};
TORCH_MODULE(ValidityModel);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_VALIDITY_MODEL_H_
