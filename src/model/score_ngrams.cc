#include "lexprobe/model/score_ngrams.h"

#include <cblas.h>

#include <algorithm>
#include <cstddef>

#include "lexprobe/model/vector_kernels.h"
#include "model/pair_kernels.h"

namespace lexprobe {
namespace {

constexpr size_t kBlock = 1024;  // N-grams at a time

// Scores block after block with the same scratch memory.
class Scorer {
 public:
  Scorer(const ModelOptions& options, const NetworkView& network)
      : options_(options),
        network_(network),
        width_(static_cast<size_t>(options.first_width())),
        stride_(static_cast<size_t>(PaddedDim(options.first_width()))),
        bias_(stride_, 0),
        output_(stride_, 0) {
    std::copy(network.first_bias.begin(), network.first_bias.end(),
              bias_.begin());
    std::copy(network.output_weight.begin(), network.output_weight.end(),
              output_.begin());
  }

  // REQUIRES: at most kBlock N-grams
  void Score(absl::Span<const WordId> ids, float* logits) {
    const int count = static_cast<int>(ids.size()) / options_.order;
    FirstLayer(ids, count);
    if (options_.activation == Activation::kBilinear) {
      for (int i = 0; i < count; ++i) {
        const float* z = &z_[static_cast<size_t>(i) * stride_];
        logits[i] = Dot(z, z + options_.hidden, options_.hidden);
      }
    } else {
      phi_.resize(z_.size());
      PairScores(options_.activation, bias_.data(), z_.data(), output_.data(),
                 count, options_.hidden, phi_.data(), logits);
    }
    for (int i = 0; i < count; ++i) logits[i] += network_.output_bias[0];
  }

 private:
  // z_ = x W, plus b for bilinear units; PairScores adds it for the others.
  void FirstLayer(absl::Span<const WordId> ids, int count) {
    const auto dim = static_cast<size_t>(options_.dim);
    x_.resize(ids.size() * dim);
    z_.resize(static_cast<size_t>(count) * stride_);
    for (size_t i = 0; i < ids.size(); ++i) {
      std::copy_n(&network_.embedding[static_cast<size_t>(ids[i]) * dim], dim,
                  &x_[i * dim]);
    }
    const bool add_bias = options_.activation == Activation::kBilinear;
    for (size_t i = 0; add_bias && i < static_cast<size_t>(count); ++i) {
      std::copy_n(bias_.data(), width_, &z_[i * stride_]);
    }
    const int input = options_.order * options_.dim;
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, count,
                static_cast<int>(width_), input, 1, x_.data(), input,
                network_.first_weight.data(), static_cast<int>(width_),
                add_bias ? 1 : 0, z_.data(), static_cast<int>(stride_));
  }

  const ModelOptions& options_;
  const NetworkView& network_;
  const size_t width_, stride_;       // of a row of z, used and in memory
  std::vector<float> bias_, output_;  // padded to a row
  std::vector<float> x_, z_, phi_;
};

}  // namespace

std::vector<float> ScoreNGrams(const ModelOptions& options,
                               const NetworkView& network,
                               absl::Span<const WordId> ids) {
  const auto order = static_cast<size_t>(options.order);
  std::vector<float> logits(ids.size() / order);
  Scorer scorer(options, network);
  for (size_t first = 0; first < logits.size(); first += kBlock) {
    const size_t count = std::min(kBlock, logits.size() - first);
    scorer.Score(ids.subspan(first * order, count * order), &logits[first]);
  }
  return logits;
}

}  // namespace lexprobe
