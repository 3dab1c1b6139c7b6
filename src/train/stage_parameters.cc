#include "lexprobe/train/stage_parameters.h"

#include <algorithm>

#include "lexprobe/model/vector_kernels.h"

namespace lexprobe {
namespace {

// First value of Adagrad's accumulators: a row's first step is bounded by it.
constexpr float kFirstAccumulator = 1e-3f;

// Parts of a dense array begin at multiples of this: then each number falls
// into the same lane of the vector loop, or into its remainder, as in the
// whole, and gets the same bits.
constexpr size_t kAlignment = 64;

// Where part `index` of `size` numbers begins.
size_t Begin(size_t size, size_t index, size_t count) {
  const size_t blocks = (size + kAlignment - 1) / kAlignment;
  return std::min(size, blocks * index / count * kAlignment);
}

}  // namespace

StageParameters::StageParameters(absl::Span<float> embedding, int dim,
                                 double row_rate, double dense_rate,
                                 bool train_rows)
    : embedding_(embedding),
      dim_(dim),
      row_rate_(row_rate),
      dense_rate_(dense_rate) {
  if (train_rows) {
    accumulators_.assign(embedding.size() / static_cast<size_t>(dim),
                         kFirstAccumulator);
  }
}

void StageParameters::AddDense(absl::Span<float> values) {
  dense_.push_back({values, std::vector<float>(values.size())});
}

void StageParameters::Apply(const StepGradient& gradient, Partition part) {
  const auto rate = static_cast<float>(gradient.rate_share * row_rate_);
  const auto dim = static_cast<size_t>(dim_);
  for (size_t i = 0; i < gradient.row_ids.size(); ++i) {
    const WordId id = gradient.row_ids[i];
    if (id < 0 || (part.count > 1 && id % part.count != part.index)) continue;
    const auto row = static_cast<size_t>(id);
    AdagradRow(rate,
               &gradient.rows[i * static_cast<size_t>(gradient.row_stride)],
               dim_, &embedding_[row * dim], &accumulators_[row]);
  }
  const auto dense_rate = static_cast<float>(gradient.rate_share * dense_rate_);
  for (size_t i = 0; i < gradient.dense.size(); ++i) {
    Dense& dense = dense_[i];
    const size_t size = dense.values.size();
    const auto index = static_cast<size_t>(part.index);
    const auto count = static_cast<size_t>(part.count);
    const size_t begin = Begin(size, index, count);
    const size_t end = Begin(size, index + 1, count);
    if (begin == end) continue;
    RmsPropStep(dense_rate, kRmsDecay, &gradient.dense[i][begin],
                static_cast<int>(end - begin), &dense.values[begin],
                &dense.squares[begin]);
  }
}

}  // namespace lexprobe
