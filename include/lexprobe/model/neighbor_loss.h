// NeighborLoss: how far the neighbours of words in a narrow table are from
// those in a wide one, and its analytic gradient. Stochastic neighbour
// embedding (Hinton and Roweis 2002, equations 1 to 5) with cosines: of a
// batch, each word has
//   p(j | i) = softmax over j != i of cos(wide_i, wide_j) / wide_temperature
//   q(j | i) = softmax over j != i of cos(narrow_i, narrow_j) / temperature
// and the loss is the sum over i of KL(p || q). Low temperatures make it one of
// the few nearest words.
//
// Not thread-safe: it holds scratch memory. Rows are row-major.

#ifndef LEXPROBE_MODEL_NEIGHBOR_LOSS_H_
#define LEXPROBE_MODEL_NEIGHBOR_LOSS_H_

#include <vector>

#include "absl/types/span.h"

namespace lexprobe {

struct NeighborLossOptions {
  float wide_temperature = 0.05f;    // > 0
  float narrow_temperature = 0.07f;  // > 0
};

// Rows of unit length, or 0: as many of both.
struct NeighborBatch {
  absl::Span<const float> wide;
  absl::Span<const float> narrow;
  int wide_dim;
  int dim;

  int words() const { return static_cast<int>(narrow.size()) / dim; }
};

class NeighborLoss {
 public:
  explicit NeighborLoss(const NeighborLossOptions& options)
      : options_(options) {}

  // `gradient`, (end - begin) x dim, becomes the derivative of the loss of
  // words [begin, end) by the direction of each of them: by its narrow row,
  // less what would change the length. The other words are held fast, so that
  // parts of a batch do not depend on each other.
  // REQUIRES: 0 <= begin < end <= words(), and at least two words
  void Gradient(const NeighborBatch& batch, int begin, int end,
                absl::Span<float> gradient);

 private:
  NeighborLossOptions options_;
  std::vector<float> p_, q_;  // (end - begin) x words
};

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_NEIGHBOR_LOSS_H_
