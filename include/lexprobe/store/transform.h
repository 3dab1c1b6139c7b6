// Transform: a table made from another for export: some of the rows, and the
// vectors centred, freed of their common directions, or of unit length.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_TRANSFORM_H_
#define LEXPROBE_STORE_TRANSFORM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// Applied in this order. Mean and directions are those of all rows of the
// table, whichever rows are kept: they belong to the space, not to the
// selection.
struct TransformOptions {
  // Changes the result:
  bool center = false;        // subtract the mean of all vectors
  int remove_components = 0;  // 0 to dim: project out the first principal
                              // components, after centring ("all-but-the-top",
                              // Mu & Viswanath 2018; they take dim / 100)
  bool normalize = false;     // unit length; zero vectors stay zero
  int64_t top = 0;            // keep the first rows only; 0: all
  std::vector<int64_t> rows = {};  // keep these, in this order; empty: all

  // Changes only the speed:
  int threads = 0;  // 0: one a processor
};

// InvalidArgument naming the option if one is out of range, if a row is given
// twice or is not in the table, or if both `top` and `rows` are given; errors
// of PrincipalComponentsOf.
absl::StatusOr<EmbeddingTable> Transform(const EmbeddingTable& table,
                                         const TransformOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_TRANSFORM_H_
