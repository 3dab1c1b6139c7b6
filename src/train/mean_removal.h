// Mean removal: all embeddings have their mean taken away, so that cosines
// compare what words have of their own and not what all share (Mu & Viswanath
// 2018, "All-but-the-Top", section 2).
//
// Thread-safe: no state.

#ifndef LEXPROBE_TRAIN_MEAN_REMOVAL_H_
#define LEXPROBE_TRAIN_MEAN_REMOVAL_H_

#include <vector>

#include "absl/types/span.h"
#include "lexprobe/train/network_file.h"

namespace lexprobe {

// The mean of the rows of an embedding, V x dim. REQUIRES: V > 0
std::vector<double> MeanOf(absl::Span<const float> embedding, int dim);

// Takes the mean away from the rows, and adds what the first layer made of it
// to that layer's bias: N-grams keep their scores, but for rounding.
// REQUIRES: arrays as MakeNetworkData makes them, V > 0
void RemoveMean(NetworkData* network);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_MEAN_REMOVAL_H_
