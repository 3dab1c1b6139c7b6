#include "lexprobe/model/reduce_columns.h"

#include <torch/torch.h>

#include <algorithm>

namespace lexprobe {
namespace {

constexpr int64_t kRowsInABlock = 4096;

// In double: a float's sum over many rows would forget small components.
torch::Tensor ProductOf(const torch::Tensor& table) {
  torch::Tensor product =
      torch::zeros({table.size(1), table.size(1)}, torch::kDouble);
  for (const torch::Tensor& block : table.split(kRowsInABlock)) {
    const torch::Tensor rows = block.to(torch::kDouble);
    product.addmm_(rows.t(), rows);
  }
  return product;
}

// An eigenvector may point either way: choose one, so that results compare.
torch::Tensor PointForward(const torch::Tensor& columns) {
  const torch::Tensor largest = columns.abs().argmax(0, /*keepdim=*/true);
  return columns * columns.gather(0, largest).sign();
}

}  // namespace

void ReduceColumns(int width, int kept, std::vector<float>* table) {
  const torch::NoGradGuard no_grad;
  const auto rows = static_cast<int64_t>(table->size()) / width;
  const torch::Tensor before = torch::from_blob(table->data(), {rows, width});
  const torch::Tensor vectors =
      std::get<1>(torch::linalg::eigh(ProductOf(before), "L"));
  const torch::Tensor directions =
      PointForward(vectors.flip(1).slice(1, 0, kept)).to(torch::kFloat);
  // In place: no row is written before it is read, for they become shorter.
  const torch::Tensor after = torch::from_blob(table->data(), {rows, kept});
  for (int64_t row = 0; row < rows; row += kRowsInABlock) {
    const int64_t end = std::min(rows, row + kRowsInABlock);
    after.slice(0, row, end)
        .copy_(before.slice(0, row, end).matmul(directions));
  }
  table->resize(static_cast<size_t>(rows * kept));
}

}  // namespace lexprobe
