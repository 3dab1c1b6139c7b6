// Analogies: "a is to a_star as b is to ?".
//
// The order of the words is fixed here, named in every reading, and printed
// with every answer: programs disagree about it.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_ANALOGY_H_
#define LEXPROBE_PROBE_ANALOGY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/probe/arithmetic.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/probe/row_search.h"
#include "lexprobe/probe/search_target.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

enum class AnalogyMethod {
  // argmax cos(x, a_star - a + b) on unit vectors (Mikolov et al. 2013; the
  // name is Levy & Goldberg's, 2014).
  kCosAdd,
  // argmax s(x, a_star) s(x, b) / (s(x, a) + 0.001), s = (1 + cos) / 2 (Levy &
  // Goldberg 2014).
  kCosMul,
  // argmax cos(x - b, a_star - a) on unit vectors (Mikolov, Yih & Zweig 2013).
  kPairDirection,
  // argmax cos(x, b + mean(a_star) - mean(a)) over the known pairs, on raw
  // vectors (Drozd, Gladkova & Matsuoka 2016).
  kCosAvg,
  // argmin |x - (b + mean(a_star) - mean(a))|, on raw vectors.
  kEuclidean,
};

inline constexpr AnalogyMethod kAnalogyMethods[] = {
    AnalogyMethod::kCosAdd, AnalogyMethod::kCosMul,
    AnalogyMethod::kPairDirection, AnalogyMethod::kCosAvg,
    AnalogyMethod::kEuclidean};

// "3CosAdd", "3CosMul", "PairDirection", "3CosAvg", "euclidean".
absl::string_view NameOf(AnalogyMethod method);

// The method of that name, in any case. InvalidArgument lists the names.
absl::StatusOr<AnalogyMethod> AnalogyMethodOf(absl::string_view name);

// How the targets of a method score rows.
ScoreKind ScoreKindOf(AnalogyMethod method);

// A pair of rows: a is to a_star.
struct RowPair {
  int64_t a = 0;
  int64_t a_star = 0;

  friend bool operator==(const RowPair&, const RowPair&) = default;
};

// "a is to a_star (for each pair) as b is to ?"
struct AnalogyQuery {
  std::vector<RowPair> pairs;
  int64_t b = 0;
};

// mean(a_star) - mean(a) over `pairs`, on raw vectors: the offset c of the
// concept that they share.
// REQUIRES: pairs is not empty
std::vector<float> MeanOffset(const EmbeddingTable& table,
                              absl::Span<const RowPair> pairs);

// What answers `query` by `method`. InvalidArgument if there is no pair, or
// more than one for a method that takes one.
absl::StatusOr<SearchTarget> AnalogyTarget(const EmbeddingTable& table,
                                           const AnalogyQuery& query,
                                           AnalogyMethod method);

// The sum of weights[i] times the vector of rows[i]: on unit vectors for
// kCosine, as 3CosAdd does, on raw ones for kEuclidean.
// REQUIRES: rows and weights of one size
SearchTarget SumTarget(const EmbeddingTable& table,
                       absl::Span<const int64_t> rows,
                       absl::Span<const double> weights, Metric metric);

// The rows that a question names: excluded from its answers by custom.
std::vector<int64_t> RowsOfQuery(const AnalogyQuery& query);

// "queen is to king as mother is to ?"
std::string ReadingOf(const EmbeddingTable& table, const AnalogyQuery& query);

// "king - queen + mother"; for several pairs
// "mother + mean(king - queen, uncle - aunt)".
std::string FormulaOf(const EmbeddingTable& table, const AnalogyQuery& query);

// A word of an answer with its two ranks, both from 1: without the question's
// own words, as is the custom, and among all words (honest), since the nearest
// word to b + offset is often b itself (Linzen 2016; Rogers et al. 2017).
struct RankedRow {
  int64_t row = 0;
  float score = 0;
  int64_t rank = 0;  // 0: one of the question's own words
  int64_t honest_rank = 0;
};

struct RankedAnswer {
  // By honest rank, up to the last of the asked number of words; the
  // question's own words stand where they rank.
  std::vector<RankedRow> rows;
  // Score of the best word less that of the second, without the question's own
  // words and among all; 0 where there is no second.
  float margin = 0;
  float honest_margin = 0;
};

// The `top` best words for `target` besides `own_rows`. Ranks are those among
// the rows that `index` finds.
// REQUIRES: top >= 1, threads >= 1
RankedAnswer AnswerOf(const RowSearch& index, const SearchTarget& target,
                      absl::Span<const int64_t> own_rows, int top, int threads);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_ANALOGY_H_
