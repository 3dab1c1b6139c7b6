// AliasTable: draws from a discrete distribution in constant time.
//
// Walker's alias method with Vose's construction (Vose 1991, "A linear
// algorithm for generating random numbers with a given distribution").
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_NGRAM_ALIAS_TABLE_H_
#define LEXPROBE_NGRAM_ALIAS_TABLE_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/base/random.h"

namespace lexprobe {

class AliasTable {
 public:
  // Outcome i has a probability proportional to weights[i].
  //
  // InvalidArgument if `weights` is empty or longer than 2^31 - 1, if a
  // weight is negative, NaN or infinite, or if their sum is 0 or infinite.
  static absl::StatusOr<AliasTable> FromWeights(
      absl::Span<const double> weights);

  // One draw: a number from 0 to size() - 1. Costs one random number.
  int32_t Draw(Random& random) const {
    const uint64_t bits = random.NextUint64();
    const uint64_t slot = ((bits >> 32) * cells_.size()) >> 32;
    const Cell& cell = cells_[slot];
    return static_cast<uint32_t>(bits) < cell.threshold
               ? static_cast<int32_t>(slot)
               : cell.alias;
  }

  int32_t size() const { return static_cast<int32_t>(cells_.size()); }

 private:
  struct Cell {
    uint32_t threshold;  // the slot itself below it (of 2^32), else the alias
    int32_t alias;
  };

  AliasTable() = default;

  std::vector<Cell> cells_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_NGRAM_ALIAS_TABLE_H_
