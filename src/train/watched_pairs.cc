#include "lexprobe/train/watched_pairs.h"

#include <cmath>

#include "nlohmann/json.hpp"
#include "train/mean_removal.h"

namespace lexprobe {
namespace {

double Cosine(absl::Span<const double> a, absl::Span<const double> b) {
  double dot = 0, squares_a = 0, squares_b = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    dot += a[i] * b[i];
    squares_a += a[i] * a[i];
    squares_b += b[i] * b[i];
  }
  const double lengths = std::sqrt(squares_a * squares_b);
  return lengths > 0 ? dot / lengths : 0;
}

}  // namespace

std::vector<WatchedPair> UsualPairs() {
  return {{"dog", "dogs"},   {"dogs", "cats"},  {"dog", "chair"},
          {"king", "queen"}, {"uncle", "aunt"}, {"king", "chair"}};
}

std::vector<PairSimilarity> SimilaritiesOf(
    const std::vector<WatchedPair>& pairs, const Vocabulary& vocabulary,
    absl::Span<const float> embedding, int dim) {
  const std::vector<double> mean = MeanOf(embedding, dim);
  const auto row = [&](WordId id) {
    std::vector<double> own(mean.size());
    const auto begin = static_cast<size_t>(id) * mean.size();
    for (size_t i = 0; i < own.size(); ++i) {
      own[i] = double{embedding[begin + i]} - mean[i];
    }
    return own;
  };
  std::vector<PairSimilarity> similarities;
  for (const WatchedPair& pair : pairs) {
    const WordId first = vocabulary.IdOf(pair.first);
    const WordId second = vocabulary.IdOf(pair.second);
    if (first == kUnknownWord || second == kUnknownWord) continue;
    similarities.push_back({pair, Cosine(row(first), row(second))});
  }
  return similarities;
}

std::string ToJson(const std::vector<PairSimilarity>& pairs) {
  auto json = nlohmann::ordered_json::array();
  for (const PairSimilarity& one : pairs) {
    json.push_back(
        {{"words", {one.pair.first, one.pair.second}}, {"cosine", one.cosine}});
  }
  return json.dump();
}

}  // namespace lexprobe
