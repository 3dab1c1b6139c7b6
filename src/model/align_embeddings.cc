#include "lexprobe/model/align_embeddings.h"

#include <torch/torch.h>

#include <algorithm>

namespace lexprobe {
namespace {

// The most frequent words say best how two tables lie to each other.
constexpr int64_t kWordsThatDecide = 20000;

torch::Tensor TensorOn(absl::Span<const float> rows, int dim) {
  return torch::from_blob(const_cast<float*>(rows.data()),
                          {static_cast<int64_t>(rows.size()) / dim, dim});
}

torch::Tensor UnitRows(const torch::Tensor& rows) {
  return rows / rows.norm(2, 1, true).clamp_min(1e-9);
}

}  // namespace

void RotateOnto(absl::Span<const float> reference, int dim,
                absl::Span<float> rows) {
  const torch::NoGradGuard no_grad;
  torch::Tensor moved = TensorOn(rows, dim);
  const int64_t count = std::min(kWordsThatDecide, moved.size(0));
  const torch::Tensor from = UnitRows(moved.slice(0, 0, count));
  const torch::Tensor to =
      UnitRows(TensorOn(reference, dim).slice(0, 0, count));
  // In double: the rotation must be one to the last bits of a float.
  const auto [u, s, vt] = torch::linalg::svd(
      from.t().to(torch::kDouble).matmul(to.to(torch::kDouble)),
      /*full_matrices=*/false, /*driver=*/c10::nullopt);
  moved.copy_(moved.matmul(u.matmul(vt).to(torch::kFloat)));
}

}  // namespace lexprobe
