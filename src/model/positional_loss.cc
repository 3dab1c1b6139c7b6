#include "lexprobe/model/positional_loss.h"

#include <cblas.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "lexprobe/model/vector_kernels.h"

namespace lexprobe {
namespace {

// Copies `dim` numbers to the start of padded row `row` of `rows`.
void SetPaddedRow(const float* values, int dim, size_t row,
                  std::vector<float>& rows) {
  std::memcpy(&rows[row * static_cast<size_t>(PaddedDim(dim))], values,
              static_cast<size_t>(dim) * sizeof(float));
}

}  // namespace

void PositionalLoss::Gather(const PositionalView& network,
                            const SegmentBatch& batch) {
  const auto dim = static_cast<size_t>(dim_);
  const size_t rows = batch.ids.size() + batch.replacements.size();
  words_.assign(rows * static_cast<size_t>(PaddedDim(dim_)), 0);
  for (size_t i = 0; i < rows; ++i) {
    const WordId id = i < batch.ids.size()
                          ? batch.ids[i]
                          : batch.replacements[i - batch.ids.size()];
    if (id == SegmentBatch::kNoWord) continue;
    SetPaddedRow(&network.embedding[static_cast<size_t>(id) * dim], dim_, i,
                 words_);
  }
  const size_t places = 2 * static_cast<size_t>(batch.margin);
  weights_.assign(places * static_cast<size_t>(PaddedDim(dim_)), 0);
  for (size_t k = 0; k < places; ++k) {
    SetPaddedRow(&network.position_weights[k * dim], dim_, k, weights_);
  }
}

// Fills scores_ and turns them into gradients; gives the loss.
double PositionalLoss::Scores(const SegmentBatch& batch) {
  const int stride = PaddedDim(dim_);
  const int count = static_cast<int>(batch.centres.size());
  const int replacements = static_cast<int>(batch.replacements.size());
  const float* replaced = &words_[batch.ids.size() * size_t(stride)];
  contexts_.assign(size_t(count) * size_t(stride), 0);
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
    for (int j = 0; j < replacements; ++j) {
      if (batch.replacements[size_t(j)] == batch.ids[centre]) {
        scores[j] = -std::numeric_limits<float>::infinity();
      }
    }
    const float valid = Dot(&contexts_[size_t(i) * size_t(stride)],
                            &words_[centre * size_t(stride)], dim_);
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
  d_contexts_.assign(contexts_.size(), 0);
  gradient->rows.assign(words_.size(), 0);
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
    AddScaled(d_valid, &words_[centre], &d_contexts_[context], dim_);
    AddScaled(d_valid, &contexts_[context], &gradient->rows[centre], dim_);
  }
  ScatterContexts(words_.data(), weights_.data(), batch.centres.data(), count,
                  batch.margin, dim_, d_contexts_.data(), gradient->rows.data(),
                  d_weights_.data());
}

double PositionalLoss::Compute(const PositionalView& network,
                               const SegmentBatch& batch,
                               PositionalGradient* gradient) {
  const auto dim = static_cast<size_t>(dim_);
  gradient->position_weights.assign(network.position_weights.size(), 0);
  gradient->row_ids.clear();
  gradient->rows.clear();
  if (batch.centres.empty() || batch.replacements.empty()) return 0;
  Gather(network, batch);
  const double loss = Scores(batch);
  Backward(batch, gradient);
  for (size_t k = 0; k < 2 * size_t(batch.margin); ++k) {
    std::memcpy(&gradient->position_weights[k * dim],
                &d_weights_[k * size_t(PaddedDim(dim_))], dim * sizeof(float));
  }
  gradient->row_ids = batch.ids;
  gradient->row_ids.insert(gradient->row_ids.end(), batch.replacements.begin(),
                           batch.replacements.end());
  return loss;
}

}  // namespace lexprobe
