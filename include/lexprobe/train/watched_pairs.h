// Pairs of words whose similarity is followed while a training goes on.
//
// Thread-safe: no state.

#ifndef LEXPROBE_TRAIN_WATCHED_PAIRS_H_
#define LEXPROBE_TRAIN_WATCHED_PAIRS_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/vocab/vocabulary.h"

namespace lexprobe {

struct WatchedPair {
  std::string first, second;
};

struct PairSimilarity {
  WatchedPair pair;
  // Of the two vectors without the mean of all, as a model has them; 0 if one
  // of them is 0.
  double cosine = 0;
};

// Near ones first: dog and dogs, dogs and cats, dog and chair; then words
// whose difference is a concept: king and queen, uncle and aunt.
std::vector<WatchedPair> UsualPairs();

// In the order of `pairs`, without those that have a word outside of the
// vocabulary. `embedding` is V x dim.
// REQUIRES: embedding.size() == vocabulary.size() * dim
std::vector<PairSimilarity> SimilaritiesOf(
    const std::vector<WatchedPair>& pairs, const Vocabulary& vocabulary,
    absl::Span<const float> embedding, int dim);

// As a JSON array: [{"words": ["dog", "dogs"], "cosine": 0.9}, ...]
std::string ToJson(const std::vector<PairSimilarity>& pairs);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_WATCHED_PAIRS_H_
