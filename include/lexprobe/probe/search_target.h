// SearchTarget: what rows are compared with, and how they are scored.
//
// Notation: x a row, x^ = x / |x|, cos the cosine. A vector of zeros has no
// direction: its cosine with everything is 0. More is better.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_PROBE_SEARCH_TARGET_H_
#define LEXPROBE_PROBE_SEARCH_TARGET_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace lexprobe {

enum class ScoreKind { kCosine, kEuclidean, kCosMul, kPairDirection };

class SearchTarget {
 public:
  // cos(x, target).
  static SearchTarget Cosine(absl::Span<const float> target);

  // -|x - target|, on raw vectors.
  static SearchTarget Euclidean(absl::Span<const float> target);

  // 3CosMul for "a is to a_star as b is to x", with s = (1 + cos) / 2:
  // s(x, a_star) s(x, b) / (s(x, a) + 0.001) (Levy & Goldberg 2014, eq. 6).
  static SearchTarget CosMul(absl::Span<const float> a,
                             absl::Span<const float> a_star,
                             absl::Span<const float> b);

  // cos(x^ - b^, a_star^ - a^) (Mikolov, Yih & Zweig 2013, as PairDirection
  // in Levy & Goldberg 2014, eq. 3); 0 where x^ is b^ itself.
  static SearchTarget PairDirection(absl::Span<const float> a,
                                    absl::Span<const float> a_star,
                                    absl::Span<const float> b);

  ScoreKind kind() const { return kind_; }
  int dim() const { return dim_; }

  // How many vectors the scores are made of, and vector number `term`:
  //   kCosine: target^. kEuclidean: target. kCosMul: a_star^, b^, a^.
  //   kPairDirection: the direction (a_star^ - a^)^, then b^.
  int terms() const { return static_cast<int>(vectors_.size()) / dim_; }
  absl::Span<const float> vector(int term) const {
    return absl::MakeConstSpan(vectors_).subspan(
        static_cast<size_t>(term * dim_), static_cast<size_t>(dim_));
  }

  // scores[i] for row i of rows.size() / dim() rows side by side. The score
  // of a row depends on that row alone.
  // REQUIRES: rows.size() == scores.size() * dim()
  void Score(absl::Span<const float> rows, absl::Span<float> scores) const;

 private:
  SearchTarget(ScoreKind kind, int dim) : kind_(kind), dim_(dim) {}

  ScoreKind kind_;
  int dim_;
  std::vector<float> vectors_;  // terms x dim, row-major
};

// `vector` at length 1, worked out in double precision; zeros stay zeros.
std::vector<float> UnitVector(absl::Span<const float> vector);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_SEARCH_TARGET_H_
