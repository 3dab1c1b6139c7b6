#include "lexprobe/model/score_ngrams.h"

#include <cblas.h>

#include <algorithm>

#include "lexprobe/model/vector_kernels.h"

namespace lexprobe {
namespace {

constexpr int kBlock = 1024;  // N-grams at a time

float Output(const ModelOptions& options, const NetworkView& network,
             const std::vector<float>& zeros, const float* z) {
  if (options.activation == Activation::kBilinear) {
    return Dot(z, z + options.hidden, options.hidden);
  }
  return PairScore(options.activation, z, zeros.data(),
                   network.output_weight.data(), options.hidden);
}

}  // namespace

std::vector<float> ScoreNGrams(const ModelOptions& options,
                               const NetworkView& network,
                               absl::Span<const WordId> ids) {
  const int dim = options.dim, width = options.first_width();
  const int input = options.order * dim;
  const int total = static_cast<int>(ids.size()) / options.order;
  const std::vector<float> zeros(size_t(options.hidden), 0.0f);
  std::vector<float> x(size_t(kBlock) * size_t(input));
  std::vector<float> z(size_t(kBlock) * size_t(width));
  std::vector<float> logits;
  for (int first = 0; first < total; first += kBlock) {
    const int count = std::min(kBlock, total - first);
    for (int i = 0; i < count * options.order; ++i) {
      const WordId id = ids[size_t(first) * size_t(options.order) + size_t(i)];
      std::copy_n(&network.embedding[size_t(id) * size_t(dim)], dim,
                  &x[size_t(i) * size_t(dim)]);
    }
    for (int i = 0; i < count; ++i) {
      std::copy(network.first_bias.begin(), network.first_bias.end(),
                &z[size_t(i) * size_t(width)]);
    }
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, count, width, input,
                1, x.data(), input, network.first_weight.data(), width, 1,
                z.data(), width);
    for (int i = 0; i < count; ++i) {
      logits.push_back(
          network.output_bias[0] +
          Output(options, network, zeros, &z[size_t(i) * size_t(width)]));
    }
  }
  return logits;
}

}  // namespace lexprobe
