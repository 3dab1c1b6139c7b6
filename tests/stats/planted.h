// Embedding tables of pairs with a planted offset, for the tests of stats.

#ifndef LEXPROBE_TESTS_STATS_PLANTED_H_
#define LEXPROBE_TESTS_STATS_PLANTED_H_

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/random.h"
#include "lexprobe/stats/offset_test.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

struct PlantedOptions {
  int pairs = 8;
  int dim = 20;
  // Expected cosine between the offsets of two true pairs: |c|^2 / (|c|^2 +
  // variance). 0 plants no offset.
  double concordance = 0.3;
  bool alike = true;  // b_i starts from a_i; else from a vector of its own
  int others = 0;     // words besides
};

// Words "a0", "b0", "a1", "b1", ... and "other0", ...: a_i and the others are
// normal; b_i = a_i + c + noise, with noise of variance 1 a number.
inline EmbeddingTable PlantedTable(const PlantedOptions& options,
                                   Random random) {
  const auto dim = static_cast<size_t>(options.dim);
  const double strength =
      std::sqrt(options.concordance / (1 - options.concordance));
  std::vector<double> offset(dim);
  double square = 0;
  for (double& x : offset) {
    x = random.Normal();
    square += x * x;
  }
  const double length = strength * std::sqrt(static_cast<double>(dim));
  for (double& x : offset) x *= length / std::sqrt(square);
  EmbeddingTableParts parts;
  parts.dim = options.dim;
  for (int i = 0; i < options.pairs; ++i) {
    std::vector<double> a(dim);
    for (double& x : a) x = random.Normal();
    parts.words.push_back(absl::StrCat("a", i));
    for (const double x : a) parts.matrix.push_back(static_cast<float>(x));
    parts.words.push_back(absl::StrCat("b", i));
    for (size_t k = 0; k < dim; ++k) {
      const double base = options.alike ? a[k] : random.Normal();
      parts.matrix.push_back(
          static_cast<float>(base + offset[k] + random.Normal()));
    }
  }
  for (int i = 0; i < options.others; ++i) {
    parts.words.push_back(absl::StrCat("other", i));
    for (size_t k = 0; k < dim; ++k) {
      parts.matrix.push_back(static_cast<float>(random.Normal()));
    }
  }
  return *EmbeddingTable::FromParts(std::move(parts));
}

// ("a0", "b0"), ("a1", "b1"), ...
inline std::vector<WordPair> PlantedPairs(int pairs) {
  std::vector<WordPair> known;
  for (int i = 0; i < pairs; ++i) {
    known.push_back({absl::StrCat("a", i), absl::StrCat("b", i)});
  }
  return known;
}

// Their rows.
inline std::vector<RowPair> PlantedRows(int pairs) {
  std::vector<RowPair> rows;
  for (int64_t i = 0; i < pairs; ++i) rows.push_back({2 * i, 2 * i + 1});
  return rows;
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_STATS_PLANTED_H_
