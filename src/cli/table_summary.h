// TableSummary: what can be said of an embedding table in a few numbers.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_TABLE_SUMMARY_H_
#define LEXPROBE_CLI_TABLE_SUMMARY_H_

#include <cstdint>

#include "lexprobe/store/embedding_table.h"

namespace lexprobe::cli {

// Lengths of the vectors; all zero if there are none.
struct NormSummary {
  double least = 0;
  double median = 0;  // the lower one of the two in the middle
  double mean = 0;
  double largest = 0;
  int64_t zeros = 0;
};

struct CountSummary {
  int64_t total = 0;
  int64_t least = 0;
  int64_t largest = 0;
};

NormSummary NormsOf(const EmbeddingTable& table);

// REQUIRES: table.has_counts()
CountSummary CountsOf(const EmbeddingTable& table);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_TABLE_SUMMARY_H_
