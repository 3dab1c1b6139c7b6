// Replicas: the mean of the embeddings of several runs of the embedding stage,
// which differ by chance: it has less of that chance than each of them.
//
// Not thread-safe.

#ifndef LEXPROBE_TRAIN_REPLICAS_H_
#define LEXPROBE_TRAIN_REPLICAS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

class Replicas {
 public:
  explicit Replicas(int dim) : dim_(dim) {}

  // How many are in the mean.
  int count() const { return count_; }
  // Rotates the embedding (V x D) onto the mean (RotateOnto), and takes it in.
  // REQUIRES: V is always the same
  void Add(absl::Span<float> embedding);
  // REQUIRES: count() > 0
  absl::Span<const float> mean() const { return mean_; }

  // For checkpoints; "" before the first. DataLoss if the bytes are not those
  // of a table of `size` numbers.
  std::string State() const;
  absl::Status RestoreState(absl::string_view state, size_t size);

 private:
  int dim_;
  int count_ = 0;
  std::vector<float> mean_;
};

// "embedding" for the first, "embedding 2" for the second, ...
std::string NameOfReplica(int number);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_REPLICAS_H_
