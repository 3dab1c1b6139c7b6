#include "lexprobe/model/validity_model.h"

#include <cmath>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

absl::Span<float> SpanOf(torch::Tensor& tensor) {
  LEXPROBE_CHECK(tensor.device().is_cpu() && tensor.is_contiguous());
  return {tensor.data_ptr<float>(), static_cast<size_t>(tensor.numel())};
}

torch::Tensor Activate(Activation activation, const torch::Tensor& z) {
  switch (activation) {
    case Activation::kTanh:
      return torch::tanh(z);
    case Activation::kHardtanh:
      return torch::hardtanh(z);
    case Activation::kRelu:
      return torch::relu(z);
    case Activation::kBilinear:
      break;
  }
  const auto halves = z.chunk(2, /*dim=*/1);
  return halves[0] * halves[1];
}

}  // namespace

void FillNormal(absl::Span<float> values, double deviation, Random& random) {
  for (float& value : values) {
    value = static_cast<float>(deviation * random.Normal());
  }
}

ValidityModelImpl::ValidityModelImpl(const ModelOptions& options,
                                     int64_t vocabulary)
    : options_(options) {
  const int64_t input = int64_t{options.order} * options.dim;
  const int64_t outputs =
      options.activation == Activation::kBilinear ? 0 : options.hidden;
  embedding =
      register_parameter("embedding", torch::zeros({vocabulary, options.dim}));
  first_weight = register_parameter(
      "first_weight", torch::zeros({input, options.first_width()}));
  first_bias =
      register_parameter("first_bias", torch::zeros({options.first_width()}));
  output_weight = register_parameter("output_weight", torch::zeros({outputs}));
  output_bias = register_parameter("output_bias", torch::zeros({1}));
}

torch::Tensor ValidityModelImpl::forward(const torch::Tensor& ids) {
  const auto words =
      embedding.index_select(0, ids.flatten())
          .view({ids.size(0), int64_t{options_.order} * options_.dim});
  const auto hidden = Activate(options_.activation,
                               torch::addmm(first_bias, words, first_weight));
  const auto scores = options_.activation == Activation::kBilinear
                          ? hidden.sum(1)
                          : hidden.mv(output_weight);
  return scores + output_bias;
}

void ValidityModelImpl::Initialise(double embedding_deviation, Random& random) {
  const NetworkView network = view();
  FillNormal(network.embedding, embedding_deviation, random);
  FillNormal(network.first_weight,
             1 / std::sqrt(double(options_.order) * options_.dim), random);
  FillNormal(network.output_weight, 1 / std::sqrt(double(options_.hidden)),
             random);
}

NetworkView ValidityModelImpl::view() {
  torch::NoGradGuard no_grad;
  return {SpanOf(embedding), SpanOf(first_weight), SpanOf(first_bias),
          SpanOf(output_weight), SpanOf(output_bias)};
}

}  // namespace lexprobe
