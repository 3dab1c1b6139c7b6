// DistilNeighbors: gives the words of a narrow table the neighbours that they
// have in a wide one, of which it has the first principal components.
//
// Components keep all inner products as well as a narrow table can; but what
// one asks of embeddings is which words are nearest, and those are few. So the
// components are moved along the gradient of NeighborLoss, which is of these
// (Adam; Kingma and Ba 2015, without the correction of the first steps). Only
// directions change: every word stays as far from 0 as it was.
//
// Thread-safe: no state.

#ifndef LEXPROBE_TRAIN_NEIGHBOR_DISTILLATION_H_
#define LEXPROBE_TRAIN_NEIGHBOR_DISTILLATION_H_

#include <functional>

#include "absl/types/span.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/neighbor_loss.h"

namespace lexprobe {

struct DistillationOptions {
  NeighborLossOptions loss;
  int batch = 1024;          // words among which neighbours are looked for
  int64_t frequent = 12000;  // words, the first, that every other batch is of
  double passes = 44;        // over as many words as there are
  double rate = 0.06;        // of numbers whose mean square is 1
  double warm_up = 0.1;      // share of all steps
  double final_rate = 0.02;  // share of the rate at the end
};

// The same bits at any number of threads. `keep_going` is told the share that
// is done, several times a second, on the caller's thread; if it gives false,
// *narrow is somewhere between what it was and what it would have become.
// REQUIRES: both tables have as many rows, of wide_dim and dim numbers, all
// finite; threads >= 1
void DistilNeighbors(const DistillationOptions& options,
                     absl::Span<const float> wide, int wide_dim, int dim,
                     const Random& random, int threads,
                     const std::function<bool(double)>& keep_going,
                     absl::Span<float> narrow);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_NEIGHBOR_DISTILLATION_H_
