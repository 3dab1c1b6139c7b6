#include "lexprobe/model/neighbor_loss.h"

#include <cblas.h>

#include <cstddef>
#include <limits>

#include "lexprobe/model/vector_kernels.h"
#include "model/loss_kernels.h"

namespace lexprobe {
namespace {

constexpr float kNoWord = -std::numeric_limits<float>::infinity();

// Row i: softmax over all words but itself of its cosines with them, divided by
// the temperature.
void Neighbors(absl::Span<const float> rows, int dim, int begin, int end,
               float temperature, std::vector<float>* chances) {
  const int words = static_cast<int>(rows.size()) / dim;
  chances->resize(static_cast<size_t>(end - begin) *
                  static_cast<size_t>(words));
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, end - begin, words, dim,
              1 / temperature,
              &rows[static_cast<size_t>(begin) * static_cast<size_t>(dim)], dim,
              rows.data(), dim, 0, chances->data(), words);
  for (int i = begin; i < end; ++i) {
    float* const row = &(
        *chances)[static_cast<size_t>(i - begin) * static_cast<size_t>(words)];
    row[i] = kNoWord;
    Softmax(row, words);
  }
}

}  // namespace

void NeighborLoss::Gradient(const NeighborBatch& batch, int begin, int end,
                            absl::Span<float> gradient) {
  Neighbors(batch.wide, batch.wide_dim, begin, end, options_.wide_temperature,
            &p_);
  Neighbors(batch.narrow, batch.dim, begin, end, options_.narrow_temperature,
            &q_);
  AddScaled(-1, p_.data(), q_.data(), static_cast<int>(q_.size()));
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, end - begin, batch.dim,
              batch.words(), 1 / options_.narrow_temperature, q_.data(),
              batch.words(), batch.narrow.data(), batch.dim, 0, gradient.data(),
              batch.dim);
  const auto dim = static_cast<size_t>(batch.dim);
  for (int i = begin; i < end; ++i) {
    const float* const row = &batch.narrow[static_cast<size_t>(i) * dim];
    float* const derivative = &gradient[static_cast<size_t>(i - begin) * dim];
    AddScaled(-Dot(row, derivative, batch.dim), row, derivative, batch.dim);
  }
}

}  // namespace lexprobe
