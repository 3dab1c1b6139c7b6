#include "lexprobe/model/shared_corruption_loss.h"

#include <cblas.h>

#include <algorithm>
#include <cstring>

#include "lexprobe/model/vector_kernels.h"
#include "model/loss_kernels.h"
#include "model/pair_kernels.h"

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

// dot(first half, second half) of a row of `width`.
float RowProduct(const float* row, int width) {
  return Dot(row, row + width / 2, width / 2);
}

// y += scale * (x with its halves exchanged), for rows of `width`.
void AddScaledSwapped(float scale, const float* x, float* y, int width) {
  const int half = width / 2;
  AddScaled(scale, x + half, y, half);
  AddScaled(scale, x, y + half, half);
}

}  // namespace

SharedCorruptionLoss::SharedCorruptionLoss(const ModelOptions& model,
                                           const LossOptions& loss)
    : model_(model),
      loss_(loss),
      stride_(model.activation == Activation::kBilinear
                  ? model.first_width()
                  : PaddedDim(model.first_width())) {}

void SharedCorruptionLoss::GatherWords(const NetworkView& network,
                                       const NGramBatch& batch) {
  const int dim = model_.dim;
  const size_t own = batch.ids.size() * size_t(dim);
  words_.resize(own + batch.replacements.size() * size_t(dim));
  GatherRows(network.embedding.data(), dim, batch.ids.data(),
             static_cast<int>(batch.ids.size()), dim, words_.data());
  GatherRows(network.embedding.data(), dim, batch.replacements.data(),
             static_cast<int>(batch.replacements.size()), dim, &words_[own]);
}

void SharedCorruptionLoss::FirstLayer(const NetworkView& network,
                                      const NGramBatch& batch) {
  const int count = batch.size(), dim = model_.dim, all = batch.order * dim;
  const int replacements = static_cast<int>(batch.replacements.size());
  const int width = model_.first_width();
  const int before = batch.corrupted_position * dim, after = before + dim;
  r_.resize(size_t(count) * size_t(stride_));
  p_.resize(r_.size());
  q_.resize(size_t(replacements) * size_t(stride_));
  for (int i = 0; i < count; ++i) {
    std::copy(network.first_bias.begin(), network.first_bias.end(),
              &r_[size_t(i) * size_t(stride_)]);
  }
  const float* x = words_.data();
  const float* weight = network.first_weight.data();
  const float* own_weight = weight + ptrdiff_t{before} * width;
  Multiply(count, width, before, {x, all}, {weight, width}, 1, r_.data(),
           stride_);
  Multiply(count, width, all - after, {x + after, all},
           {weight + ptrdiff_t{after} * width, width}, 1, r_.data(), stride_);
  Multiply(count, width, dim, {x + before, all}, {own_weight, width}, 0,
           p_.data(), stride_);
  Multiply(replacements, width, dim, {x + batch.ids.size() * size_t(dim), dim},
           {own_weight, width}, 0, q_.data(), stride_);
}

// Scores of positive i's row become gradients; gives the loss.
double SharedCorruptionLoss::LossOfRow(const NGramBatch& batch, int i,
                                       ScoreTerms terms, float* scores) {
  const int replacements = static_cast<int>(batch.replacements.size());
  const WordId own = batch.ids[size_t(i) * size_t(batch.order) +
                               size_t(batch.corrupted_position)];
  ShiftScores({terms.base, terms.column, own, batch.replacements.data()},
              scores, replacements);
  const float loss = LossAndGradient(loss_, terms.valid, scores, replacements,
                                     &d_valid_[size_t(i)]);
  row_sums_[size_t(i)] = Sum(scores, replacements);
  return static_cast<double>(loss);
}

void SharedCorruptionLoss::BilinearScores(int count, int replacements) {
  const auto half = static_cast<size_t>(model_.hidden);
  swapped_q_.resize(q_.size());
  column_.resize(size_t(replacements));
  for (size_t j = 0; j < size_t(replacements); ++j) {
    const float* q = &q_[j * 2 * half];
    std::copy_n(q, half, &swapped_q_[j * 2 * half + half]);
    std::copy_n(q + half, half, &swapped_q_[j * 2 * half]);
    column_[j] = RowProduct(q, stride_);
  }
  scores_.resize(size_t(count) * size_t(replacements));
  Multiply(count, replacements, stride_, {r_.data(), stride_},
           {swapped_q_.data(), stride_, true}, 0, scores_.data(), replacements);
}

double SharedCorruptionLoss::BilinearPairs(const NGramBatch& batch,
                                           float bias) {
  const int count = batch.size();
  const int replacements = static_cast<int>(batch.replacements.size());
  BilinearScores(count, replacements);
  column_sums_.assign(size_t(replacements), 0);
  double loss = 0;
  for (int i = 0; i < count; ++i) {
    const float* r = &r_[size_t(i) * size_t(stride_)];
    float* z = &p_[size_t(i) * size_t(stride_)];
    float* scores = &scores_[size_t(i) * size_t(replacements)];
    AddScaled(1, r, z, stride_);  // z = R + P
    loss += LossOfRow(batch, i,
                      {bias + RowProduct(r, stride_),
                       bias + RowProduct(z, stride_), column_.data()},
                      scores);
    AddScaled(1, scores, column_sums_.data(), replacements);
  }
  BilinearBackward(count, replacements);
  return loss;
}

void SharedCorruptionLoss::BilinearBackward(int count, int replacements) {
  const int half = model_.hidden;
  Multiply(count, stride_, replacements, {scores_.data(), replacements},
           {swapped_q_.data(), stride_}, 0, d_r_.data(), stride_);
  Multiply(replacements, stride_, count, {scores_.data(), replacements, true},
           {r_.data(), stride_}, 0, d_q_.data(), stride_);
  d_p_.assign(p_.size(), 0);
  for (int i = 0; i < count; ++i) {
    const size_t row = size_t(i) * size_t(stride_);
    AddScaledSwapped(d_valid_[size_t(i)], &p_[row], &d_p_[row], stride_);
    AddScaledSwapped(row_sums_[size_t(i)], &r_[row], &d_r_[row], stride_);
    AddScaled(1, &d_p_[row], &d_r_[row], stride_);
  }
  for (int j = 0; j < replacements; ++j) {
    const size_t row = size_t(j) * size_t(stride_);
    std::swap_ranges(&d_q_[row], &d_q_[row] + half, &d_q_[row] + half);
    AddScaled(column_sums_[size_t(j)], &swapped_q_[row], &d_q_[row], stride_);
  }
}

// One positive at a time, forward and backward, so that what its pairs need
// stays in cache.
double SharedCorruptionLoss::ActivationPairs(const NetworkView& network,
                                             const NGramBatch& batch) {
  const Activation phi = model_.activation;
  const int replacements = static_cast<int>(batch.replacements.size());
  const int width = model_.hidden;
  output_.assign(size_t(stride_), 0);
  std::copy(network.output_weight.begin(), network.output_weight.end(),
            output_.begin());
  d_output_.assign(output_.size(), 0);
  d_p_.assign(p_.size(), 0);
  d_r_.assign(r_.size(), 0);
  d_q_.assign(q_.size(), 0);
  hidden_.resize(q_.size() + size_t(stride_));  // the positive's row is last
  float* own_hidden = &hidden_[q_.size()];
  scores_.resize(size_t(replacements));
  double loss = 0;
  for (int i = 0; i < batch.size(); ++i) {
    const size_t row = size_t(i) * size_t(stride_);
    float valid = 0;
    PairScores(phi, &r_[row], q_.data(), output_.data(), replacements, width,
               hidden_.data(), scores_.data());
    PairScores(phi, &r_[row], &p_[row], output_.data(), 1, width, own_hidden,
               &valid);
    const float bias = network.output_bias[0];
    loss += LossOfRow(batch, i, {bias, bias + valid, nullptr}, scores_.data());
    PairGradients(phi, hidden_.data(), output_.data(), scores_.data(),
                  replacements, width, &d_r_[row], d_q_.data(),
                  d_output_.data());
    PairGradients(phi, own_hidden, output_.data(), &d_valid_[size_t(i)], 1,
                  width, &d_r_[row], &d_p_[row], d_output_.data());
  }
  return loss;
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
  Multiply(before, width, count, {x, all, true}, {d_r_.data(), stride_}, 0,
           d_weight, width);
  Multiply(all - after, width, count, {x + after, all, true},
           {d_r_.data(), stride_}, 0, d_weight + weight_row(after), width);
  Multiply(dim, width, count, {x + before, all, true}, {d_p_.data(), stride_},
           0, d_weight + weight_row(before), width);
  Multiply(dim, width, replacements, {replaced, dim, true},
           {d_q_.data(), stride_}, 1, d_weight + weight_row(before), width);
  for (int i = 0; i < count; ++i) {
    AddScaled(1, &d_r_[size_t(i) * size_t(stride_)],
              gradient->first_bias.data(), width);
  }
  if (!with_rows) return;
  gradient->row_ids = batch.ids;
  gradient->row_ids.insert(gradient->row_ids.end(), batch.replacements.begin(),
                           batch.replacements.end());
  float* rows = gradient->rows.data();
  const float* weight = network.first_weight.data();
  Multiply(count, before, width, {d_r_.data(), stride_}, {weight, width, true},
           0, rows, all);
  Multiply(count, all - after, width, {d_r_.data(), stride_},
           {weight + weight_row(after), width, true}, 0, rows + after, all);
  Multiply(count, dim, width, {d_p_.data(), stride_},
           {weight + weight_row(before), width, true}, 0, rows + before, all);
  Multiply(replacements, dim, width, {d_q_.data(), stride_},
           {weight + weight_row(before), width, true}, 0,
           rows + batch.ids.size() * size_t(dim), dim);
}

double SharedCorruptionLoss::Compute(const NetworkView& network,
                                     const NGramBatch& batch, bool with_rows,
                                     NetworkGradient* gradient) {
  const bool empty = batch.ids.empty() || batch.replacements.empty();
  const size_t rows = batch.ids.size() + batch.replacements.size();
  gradient->first_weight.resize(network.first_weight.size());
  gradient->first_bias.assign(network.first_bias.size(), 0);
  gradient->output_weight.assign(network.output_weight.size(), 0);
  gradient->output_bias.assign(1, 0);
  gradient->row_ids.clear();
  gradient->rows.resize(empty || !with_rows ? 0 : rows * size_t(model_.dim));
  if (empty) {
    std::fill(gradient->first_weight.begin(), gradient->first_weight.end(),
              0.0f);
    return 0;
  }
  GatherWords(network, batch);
  FirstLayer(network, batch);
  d_valid_.resize(size_t(batch.size()));
  row_sums_.resize(d_valid_.size());
  d_r_.resize(r_.size());
  d_q_.resize(q_.size());
  const double loss = model_.activation == Activation::kBilinear
                          ? BilinearPairs(batch, network.output_bias[0])
                          : ActivationPairs(network, batch);
  if (model_.activation != Activation::kBilinear) {
    std::copy_n(d_output_.begin(), model_.hidden,
                gradient->output_weight.begin());
  }
  gradient->output_bias[0] =
      Sum(row_sums_.data(), batch.size()) + Sum(d_valid_.data(), batch.size());
  FirstLayerBackward(network, batch, with_rows, gradient);
  return loss;
}

}  // namespace lexprobe
