#include "lexprobe/model/shared_corruption_loss.h"

#include <cblas.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "absl/strings/str_cat.h"
#include "lexprobe/model/vector_kernels.h"

namespace lexprobe {
namespace {

// c (m x n) = a (m x k) b (k x n) + keep c, either factor transposed;
// row-major, leading dimensions given.
struct Factor {
  const float* data;
  int stride;
  bool transposed = false;
};

void Multiply(int m, int n, int k, Factor a, Factor b, float keep, float* c,
              int stride) {
  if (m == 0 || n == 0 || k == 0) return;
  cblas_sgemm(CblasRowMajor, a.transposed ? CblasTrans : CblasNoTrans,
              b.transposed ? CblasTrans : CblasNoTrans, m, n, k, 1, a.data,
              a.stride, b.data, b.stride, keep, c, stride);
}

// Exchanges the two halves of each row.
void SwapHalves(const std::vector<float>& rows, int width,
                std::vector<float>& out) {
  const int half = width / 2;
  out.resize(rows.size());
  for (size_t i = 0; i < rows.size(); i += size_t(width)) {
    std::copy_n(&rows[i], half, &out[i + size_t(half)]);
    std::copy_n(&rows[i + size_t(half)], half, &out[i]);
  }
}

// dot(first half, second half) of a row.
float RowProduct(const float* row, int width) {
  return Dot(row, row + width / 2, width / 2);
}

}  // namespace

void SharedCorruptionLoss::FirstLayer(const NetworkView& network,
                                      const NGramBatch& batch) {
  const int count = batch.size(), order = batch.order, dim = model_.dim;
  const int replacements = static_cast<int>(batch.replacements.size());
  const int width = model_.first_width(), all = order * dim;
  const int before = batch.corrupted_position * dim;
  words_.resize((batch.ids.size() + batch.replacements.size()) * size_t(dim));
  for (size_t i = 0; i < batch.ids.size() + batch.replacements.size(); ++i) {
    const WordId id = i < batch.ids.size()
                          ? batch.ids[i]
                          : batch.replacements[i - batch.ids.size()];
    std::copy_n(&network.embedding[size_t(id) * size_t(dim)], dim,
                &words_[i * size_t(dim)]);
  }
  const float* x = words_.data();
  const float* weight = network.first_weight.data();
  const float* own_weight = weight + ptrdiff_t{before} * width;
  r_.resize(size_t(count) * size_t(width));
  for (int i = 0; i < count; ++i) {
    std::copy(network.first_bias.begin(), network.first_bias.end(),
              &r_[size_t(i) * size_t(width)]);
  }
  p_.resize(r_.size());
  q_.resize(size_t(replacements) * size_t(width));
  const int after = before + dim;
  Multiply(count, width, before, {x, all}, {weight, width}, 1, r_.data(),
           width);
  Multiply(count, width, all - after, {x + after, all},
           {weight + ptrdiff_t{after} * width, width}, 1, r_.data(), width);
  Multiply(count, width, dim, {x + before, all}, {own_weight, width}, 0,
           p_.data(), width);
  Multiply(replacements, width, dim, {x + batch.ids.size() * size_t(dim), dim},
           {own_weight, width}, 0, q_.data(), width);
}

void SharedCorruptionLoss::BilinearScores(int batch_size, int replacements,
                                          float bias) {
  const int width = model_.first_width();
  SwapHalves(q_, width, swapped_q_);
  row_products_.resize(size_t(batch_size));
  column_sums_.resize(size_t(replacements));
  for (int j = 0; j < replacements; ++j) {
    column_sums_[size_t(j)] =
        bias + RowProduct(&q_[size_t(j) * size_t(width)], width);
  }
  for (int i = 0; i < batch_size; ++i) {
    const size_t row = size_t(i) * size_t(width);
    const float base = RowProduct(&r_[row], width);
    float* scores = &scores_[size_t(i) * size_t(replacements)];
    for (int j = 0; j < replacements; ++j) {
      scores[j] = base + column_sums_[size_t(j)];
    }
    AddScaled(1, &r_[row], &p_[row], width);  // p_ is z = R + P from here on
    valid_scores_[size_t(i)] = bias + RowProduct(&p_[row], width);
  }
  Multiply(batch_size, replacements, width, {r_.data(), width},
           {swapped_q_.data(), width, true}, 1, scores_.data(), replacements);
}

void SharedCorruptionLoss::PairScores(const NetworkView& network,
                                      int batch_size, int replacements) {
  const int width = model_.first_width();
  const float* output = network.output_weight.data();
  const float bias = network.output_bias[0];
  for (int i = 0; i < batch_size; ++i) {
    const float* r = &r_[size_t(i) * size_t(width)];
    float* scores = &scores_[size_t(i) * size_t(replacements)];
    for (int j = 0; j < replacements; ++j) {
      scores[j] =
          bias + PairScore(model_.activation, r, &q_[size_t(j) * size_t(width)],
                           output, width);
    }
    valid_scores_[size_t(i)] =
        bias + PairScore(model_.activation, r, &p_[size_t(i) * size_t(width)],
                         output, width);
  }
}

// Turns scores_ and valid_scores_ into gradients; gives the loss.
double SharedCorruptionLoss::Losses(const NGramBatch& batch) {
  const int replacements = static_cast<int>(batch.replacements.size());
  d_valid_.resize(valid_scores_.size());
  double loss = 0;
  for (int i = 0; i < batch.size(); ++i) {
    const WordId own = batch.ids[size_t(i) * size_t(batch.order) +
                                 size_t(batch.corrupted_position)];
    float* scores = &scores_[size_t(i) * size_t(replacements)];
    for (int j = 0; j < replacements; ++j) {
      if (batch.replacements[size_t(j)] == own) {
        scores[j] = -std::numeric_limits<float>::infinity();
      }
    }
    loss += LossAndGradient(loss_, valid_scores_[size_t(i)], scores,
                            replacements, &d_valid_[size_t(i)]);
  }
  return loss;
}

void SharedCorruptionLoss::BilinearBackward(int batch_size, int replacements) {
  const int width = model_.first_width();
  SwapHalves(r_, width, swapped_r_);
  column_sums_.assign(size_t(replacements), 0);
  Multiply(batch_size, width, replacements, {scores_.data(), replacements},
           {swapped_q_.data(), width}, 0, d_r_.data(), width);
  Multiply(replacements, width, batch_size,
           {scores_.data(), replacements, true}, {swapped_r_.data(), width}, 0,
           d_q_.data(), width);
  SwapHalves(p_, width, d_p_);
  for (int i = 0; i < batch_size; ++i) {
    const size_t row = size_t(i) * size_t(width);
    const float* scores = &scores_[size_t(i) * size_t(replacements)];
    float sum = 0;
    for (int j = 0; j < replacements; ++j) sum += scores[j];
    AddScaled(1, scores, column_sums_.data(), replacements);
    AddScaled(sum, &swapped_r_[row], &d_r_[row], width);
    for (int h = 0; h < width; ++h) {
      d_p_[row + size_t(h)] *= d_valid_[size_t(i)];
    }
    AddScaled(1, &d_p_[row], &d_r_[row], width);
  }
  for (int j = 0; j < replacements; ++j) {
    const size_t row = size_t(j) * size_t(width);
    AddScaled(column_sums_[size_t(j)], &swapped_q_[row], &d_q_[row], width);
  }
}

void SharedCorruptionLoss::PairBackward(const NetworkView& network,
                                        int batch_size, int replacements,
                                        NetworkGradient* gradient) {
  const int width = model_.first_width();
  const float* output = network.output_weight.data();
  std::fill(d_q_.begin(), d_q_.end(), 0.0f);
  std::fill(d_r_.begin(), d_r_.end(), 0.0f);
  d_p_.assign(p_.size(), 0);
  for (int i = 0; i < batch_size; ++i) {
    const size_t row = size_t(i) * size_t(width);
    const float* scores = &scores_[size_t(i) * size_t(replacements)];
    for (int j = 0; j < replacements; ++j) {
      if (scores[j] == 0) continue;  // hinge: most pairs are far enough apart
      const size_t other = size_t(j) * size_t(width);
      PairGradient(model_.activation, &r_[row], &q_[other], output, scores[j],
                   width, &d_r_[row], &d_q_[other],
                   gradient->output_weight.data());
    }
    PairGradient(model_.activation, &r_[row], &p_[row], output,
                 d_valid_[size_t(i)], width, &d_r_[row], &d_p_[row],
                 gradient->output_weight.data());
  }
}

void SharedCorruptionLoss::FirstLayerBackward(const NetworkView& network,
                                              const NGramBatch& batch,
                                              bool with_rows,
                                              NetworkGradient* gradient) {
  const int count = batch.size(), dim = model_.dim, all = batch.order * dim;
  const int replacements = static_cast<int>(batch.replacements.size());
  const int width = model_.first_width();
  const int before = batch.corrupted_position * dim, after = before + dim;
  const float* x = words_.data();
  const float* replaced = x + batch.ids.size() * size_t(dim);
  float* d_weight = gradient->first_weight.data();
  const auto weight_row = [&](int row) { return ptrdiff_t{row} * width; };
  Multiply(before, width, count, {x, all, true}, {d_r_.data(), width}, 0,
           d_weight, width);
  Multiply(all - after, width, count, {x + after, all, true},
           {d_r_.data(), width}, 0, d_weight + weight_row(after), width);
  Multiply(dim, width, count, {x + before, all, true}, {d_p_.data(), width}, 0,
           d_weight + weight_row(before), width);
  Multiply(dim, width, replacements, {replaced, dim, true},
           {d_q_.data(), width}, 1, d_weight + weight_row(before), width);
  for (int i = 0; i < count; ++i) {
    AddScaled(1, &d_r_[size_t(i) * size_t(width)], gradient->first_bias.data(),
              width);
  }
  if (!with_rows) return;
  gradient->row_ids = batch.ids;
  gradient->row_ids.insert(gradient->row_ids.end(), batch.replacements.begin(),
                           batch.replacements.end());
  gradient->rows.resize(words_.size());
  float* rows = gradient->rows.data();
  const float* weight = network.first_weight.data();
  Multiply(count, before, width, {d_r_.data(), width}, {weight, width, true}, 0,
           rows, all);
  Multiply(count, all - after, width, {d_r_.data(), width},
           {weight + weight_row(after), width, true}, 0, rows + after, all);
  Multiply(count, dim, width, {d_p_.data(), width},
           {weight + weight_row(before), width, true}, 0, rows + before, all);
  Multiply(replacements, dim, width, {d_q_.data(), width},
           {weight + weight_row(before), width, true}, 0,
           rows + batch.ids.size() * size_t(dim), dim);
}

double SharedCorruptionLoss::Compute(const NetworkView& network,
                                     const NGramBatch& batch, bool with_rows,
                                     NetworkGradient* gradient) {
  const int count = batch.size();
  const int replacements = static_cast<int>(batch.replacements.size());
  gradient->first_weight.assign(network.first_weight.size(), 0);
  gradient->first_bias.assign(network.first_bias.size(), 0);
  gradient->output_weight.assign(network.output_weight.size(), 0);
  gradient->output_bias.assign(1, 0);
  gradient->row_ids.clear();
  gradient->rows.clear();
  if (count == 0 || replacements == 0) return 0;
  FirstLayer(network, batch);
  scores_.resize(size_t(count) * size_t(replacements));
  valid_scores_.resize(size_t(count));
  d_r_.resize(r_.size());
  d_q_.resize(q_.size());
  const bool bilinear = model_.activation == Activation::kBilinear;
  if (bilinear) {
    BilinearScores(count, replacements, network.output_bias[0]);
  } else {
    PairScores(network, count, replacements);
  }
  const double loss = Losses(batch);
  for (const float g : scores_) gradient->output_bias[0] += g;
  for (const float g : d_valid_) gradient->output_bias[0] += g;
  if (bilinear) {
    BilinearBackward(count, replacements);
  } else {
    PairBackward(network, count, replacements, gradient);
  }
  FirstLayerBackward(network, batch, with_rows, gradient);
  return loss;
}

void UseSingleThreadedBlas() { openblas_set_num_threads(1); }

std::string BlasDescription() {
  return absl::StrCat(openblas_get_config(), " (", openblas_get_corename(),
                      "), ", openblas_get_num_threads(), " thread a call");
}

}  // namespace lexprobe
