// Word similarity: how well cosines follow people's judgements.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_SIMILARITY_H_
#define LEXPROBE_PROBE_SIMILARITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/base/random.h"
#include "lexprobe/probe/bootstrap.h"
#include "lexprobe/probe/sign_flip.h"
#include "lexprobe/probe/word_lookup.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

struct JudgedPair {
  std::string first;
  std::string second;
  double score = 0;  // by people

  friend bool operator==(const JudgedPair&, const JudgedPair&) = default;
};

// Reads "word word score" lines, parted by tabs, else commas, else spaces;
// further fields are left alone, and where the third is no number (a part of
// speech, as in SimLex-999) the fourth is the score. A first line without a
// score is a header; lines that begin with "#" are comments. Plain or gzip.
// InvalidArgument with file and line for anything else, or for no pair.
absl::StatusOr<std::vector<JudgedPair>> ReadJudgedPairs(absl::string_view path);

// The cosine of each pair's words; nothing where one is unknown.
std::vector<std::optional<double>> CosinesOf(
    const EmbeddingTable& table, const WordLookup& lookup,
    absl::Span<const JudgedPair> pairs);

// Pearson's correlation; NaN if a side does not vary or there are fewer than
// two values. REQUIRES: x and y of one size
double Pearson(absl::Span<const double> x, absl::Span<const double> y);

// Spearman's: Pearson's correlation of ranks, ties having the mean of theirs.
double Spearman(absl::Span<const double> x, absl::Span<const double> y);

// Ranks from 1, ties having the mean of theirs.
std::vector<double> RanksOf(absl::Span<const double> values);

struct SimilarityResult {
  int64_t pairs = 0;
  int64_t covered = 0;  // both words known
  double spearman = 0;  // over the covered; NaN where not defined
  double pearson = 0;
  // Bootstrap by pair; nothing for fewer than 3 covered pairs.
  std::optional<Interval95> spearman_interval;
};

// REQUIRES: pairs and cosines of one size
SimilarityResult CompareWithPeople(
    absl::Span<const JudgedPair> pairs,
    absl::Span<const std::optional<double>> cosines, int resamples,
    const Random& random);

// Two models against the same judgements, on the pairs that both cover.
struct SimilarityComparison {
  int64_t covered = 0;  // by both
  double first_spearman = 0;
  double second_spearman = 0;
  std::optional<Interval95> interval;  // of the second's less the first's
  // Exchanges the two models' ranks of a pair: the difference in Spearman's
  // correlation is a sum over pairs as long as the ranks are kept.
  SignFlipResult test;
};

SimilarityComparison CompareSimilarities(
    absl::Span<const JudgedPair> pairs,
    absl::Span<const std::optional<double>> first,
    absl::Span<const std::optional<double>> second, int resamples,
    int exchanges, const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_SIMILARITY_H_
