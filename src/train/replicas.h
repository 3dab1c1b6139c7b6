// Replicas: what the embeddings of several runs of the embedding stage, which
// differ by chance, have in common: less of that chance than each of them.
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

  int count() const { return count_; }
  // Puts the embedding (V x D), less its mean, beside the others; where these
  // become more than 2 D columns, as many principal components are kept.
  // REQUIRES: V is always the same
  void Add(absl::Span<const float> embedding);
  // The first D components of all (V x D), 0.7 times as long as a replica is.
  // REQUIRES: count() > 0
  std::vector<float> Joined() const;
  // What these are components of: V rows of width().
  absl::Span<const float> columns() const { return columns_; }
  int width() const { return WidthOf(count_); }

  // For checkpoints; "" before the first. DataLoss if the bytes are not those
  // of replicas of `size` numbers.
  std::string State() const;
  absl::Status RestoreState(absl::string_view state, size_t size);

 private:
  // How many columns so many replicas have.
  int WidthOf(int count) const { return count > 1 ? 2 * dim_ : dim_; }

  int dim_;
  int count_ = 0;
  std::vector<float> columns_;  // V x WidthOf(count_)
};

// "embedding" for the first, "embedding 2" for the second, ...
std::string NameOfReplica(int number);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_REPLICAS_H_
