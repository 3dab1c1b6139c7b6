#include "lexprobe/probe/concept.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

using Doubles = std::vector<double>;

double Dot(const Doubles& x, const Doubles& y) {
  double sum = 0;
  for (size_t k = 0; k < x.size(); ++k) sum += x[k] * y[k];
  return sum;
}

double Cosine(const Doubles& x, const Doubles& y) {
  const double norms = std::sqrt(Dot(x, x)) * std::sqrt(Dot(y, y));
  return norms == 0 ? 0 : Dot(x, y) / norms;
}

Doubles OffsetOf(const EmbeddingTable& table, const RowPair& pair) {
  const absl::Span<const float> a = table.VectorOf(pair.a);
  const absl::Span<const float> a_star = table.VectorOf(pair.a_star);
  Doubles offset(a.size());
  for (size_t k = 0; k < a.size(); ++k) {
    offset[k] = static_cast<double>(a_star[k]) - static_cast<double>(a[k]);
  }
  return offset;
}

double MeanPairwiseCosine(const std::vector<Doubles>& offsets) {
  double sum = 0;
  int64_t count = 0;
  for (size_t i = 0; i < offsets.size(); ++i) {
    for (size_t j = i + 1; j < offsets.size(); ++j) {
      sum += Cosine(offsets[i], offsets[j]);
      ++count;
    }
  }
  return sum / static_cast<double>(count);
}

}  // namespace

ConceptOffset ConceptOf(const EmbeddingTable& table,
                        absl::Span<const RowPair> pairs) {
  LEXPROBE_CHECK(!pairs.empty());
  std::vector<Doubles> offsets;
  Doubles sum(static_cast<size_t>(table.dim()));
  for (const RowPair& pair : pairs) {
    offsets.push_back(OffsetOf(table, pair));
    for (size_t k = 0; k < sum.size(); ++k) sum[k] += offsets.back()[k];
  }
  ConceptOffset found;
  found.offset = MeanOffset(table, pairs);
  found.norm = std::sqrt(Dot(sum, sum)) / static_cast<double>(pairs.size());
  if (pairs.size() == 1) return found;
  found.concordance = MeanPairwiseCosine(offsets);
  for (const Doubles& offset : offsets) {
    Doubles others = sum;
    for (size_t k = 0; k < others.size(); ++k) others[k] -= offset[k];
    found.agreement.push_back(Cosine(offset, others));
  }
  return found;
}

}  // namespace lexprobe
