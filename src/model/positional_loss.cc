#include "lexprobe/model/positional_loss.h"

#include <cblas.h>

#include <algorithm>
#include <cstddef>

#include "lexprobe/model/vector_kernels.h"
#include "model/loss_kernels.h"

namespace lexprobe {
namespace {

// The first `dim` numbers of rows of `from`, `from_stride` apart, copied to
// rows of `to`, `to_stride` apart.
void CopyColumns(const float* from, size_t from_stride, size_t rows, size_t dim,
                 size_t to_stride, float* to) {
  for (size_t i = 0; i < rows; ++i) {
    std::copy_n(from + i * from_stride, dim, to + i * to_stride);
  }
}

}  // namespace

void PositionalLoss::Gather(const PositionalView& network,
                            const SegmentBatch& batch) {
  const size_t stride = size_t(PaddedDim(dim_)),
               places = 2 * size_t(batch.margin);
  const size_t words = batch.ids.size();
  words_.resize((words + batch.replacements.size()) * stride);
  GatherRows(network.embedding.data(), dim_, batch.ids.data(), int(words),
             int(stride), words_.data());
  GatherRows(network.embedding.data(), dim_, batch.replacements.data(),
             int(batch.replacements.size()), int(stride),
             &words_[words * stride]);
  weights_.resize(places * stride);
  CopyColumns(network.position_weights.data(), size_t(dim_), places,
              size_t(dim_), stride, weights_.data());
}

// Fills scores_ and turns them into gradients; gives the loss.
double PositionalLoss::Scores(const SegmentBatch& batch) {
  const int stride = PaddedDim(dim_);
  const int count = static_cast<int>(batch.centres.size());
  const int replacements = static_cast<int>(batch.replacements.size());
  const float* replaced = &words_[batch.ids.size() * size_t(stride)];
  contexts_.resize(size_t(count) * size_t(stride));
  GatherContexts(words_.data(), weights_.data(), batch.centres.data(), count,
                 batch.margin, dim_, contexts_.data());
  scores_.resize(size_t(count) * size_t(replacements));
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, count, replacements,
              dim_, 1, contexts_.data(), stride, replaced, stride, 0,
              scores_.data(), replacements);
  d_valid_.resize(size_t(count));
  double loss = 0;
  for (int i = 0; i < count; ++i) {
    const size_t centre = size_t(batch.centres[size_t(i)]);
    float* scores = &scores_[size_t(i) * size_t(replacements)];
    ShiftScores({0, nullptr, batch.ids[centre], batch.replacements.data()},
                scores, replacements);
    const float valid = Dot(&contexts_[size_t(i) * size_t(stride)],
                            &words_[centre * size_t(stride)], stride);
    loss += LossAndGradient(loss_, valid, scores, replacements,
                            &d_valid_[size_t(i)]);
  }
  return loss;
}

void PositionalLoss::Backward(const SegmentBatch& batch,
                              PositionalGradient* gradient) {
  const int stride = PaddedDim(dim_);
  const int count = static_cast<int>(batch.centres.size());
  const int replacements = static_cast<int>(batch.replacements.size());
  const size_t replaced = batch.ids.size() * size_t(stride);
  d_contexts_.resize(contexts_.size());
  gradient->rows.resize(words_.size());
  std::fill_n(gradient->rows.begin(), replaced, 0.0f);
  d_weights_.assign(weights_.size(), 0);
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, count, dim_,
              replacements, 1, scores_.data(), replacements, &words_[replaced],
              stride, 0, d_contexts_.data(), stride);
  cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, replacements, dim_,
              count, 1, scores_.data(), replacements, contexts_.data(), stride,
              0, &gradient->rows[replaced], stride);
  for (int i = 0; i < count; ++i) {
    const size_t centre = size_t(batch.centres[size_t(i)]) * size_t(stride);
    const size_t context = size_t(i) * size_t(stride);
    const float d_valid = d_valid_[size_t(i)];
    AddScaled(d_valid, &words_[centre], &d_contexts_[context], stride);
    AddScaled(d_valid, &contexts_[context], &gradient->rows[centre], stride);
  }
  ScatterContexts(words_.data(), weights_.data(), batch.centres.data(), count,
                  batch.margin, dim_, d_contexts_.data(), gradient->rows.data(),
                  d_weights_.data());
}

double PositionalLoss::Compute(const PositionalView& network,
                               const SegmentBatch& batch,
                               PositionalGradient* gradient) {
  gradient->row_ids.clear();
  if (batch.centres.empty() || batch.replacements.empty()) {
    gradient->position_weights.assign(network.position_weights.size(), 0);
    gradient->rows.clear();
    return 0;
  }
  Gather(network, batch);
  const double loss = Scores(batch);
  Backward(batch, gradient);
  gradient->position_weights.resize(network.position_weights.size());
  CopyColumns(d_weights_.data(), size_t(PaddedDim(dim_)),
              2 * size_t(batch.margin), size_t(dim_), size_t(dim_),
              gradient->position_weights.data());
  gradient->row_ids = batch.ids;
  gradient->row_ids.insert(gradient->row_ids.end(), batch.replacements.begin(),
                           batch.replacements.end());
  return loss;
}

}  // namespace lexprobe
