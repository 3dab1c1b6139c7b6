#include "lexprobe/probe/analogy.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

using Floats = absl::Span<const float>;

// Adds weight * vector to a sum kept in double precision.
void AddScaled(double weight, Floats vector, std::vector<double>* sum) {
  for (size_t k = 0; k < sum->size(); ++k) {
    (*sum)[k] += weight * static_cast<double>(vector[k]);
  }
}

std::vector<float> ToFloats(const std::vector<double>& numbers) {
  return std::vector<float>(numbers.begin(), numbers.end());
}

// b + c, on raw vectors.
std::vector<float> Shifted(const EmbeddingTable& table,
                           const AnalogyQuery& query) {
  std::vector<float> sum = MeanOffset(table, query.pairs);
  const Floats b = table.VectorOf(query.b);
  for (size_t k = 0; k < sum.size(); ++k) sum[k] += b[k];
  return sum;
}

bool TakesSeveralPairs(AnalogyMethod method) {
  return method == AnalogyMethod::kCosAvg ||
         method == AnalogyMethod::kEuclidean;
}

float MarginOf(const std::vector<float>& scores) {
  return scores.size() < 2 ? 0.0f : scores[0] - scores[1];
}

}  // namespace

absl::string_view NameOf(AnalogyMethod method) {
  switch (method) {
    case AnalogyMethod::kCosAdd:
      return "3CosAdd";
    case AnalogyMethod::kCosMul:
      return "3CosMul";
    case AnalogyMethod::kPairDirection:
      return "PairDirection";
    case AnalogyMethod::kCosAvg:
      return "3CosAvg";
    case AnalogyMethod::kEuclidean:
      break;
  }
  return "euclidean";
}

absl::StatusOr<AnalogyMethod> AnalogyMethodOf(absl::string_view name) {
  std::vector<absl::string_view> names;
  for (const AnalogyMethod method : kAnalogyMethods) {
    if (absl::EqualsIgnoreCase(name, NameOf(method))) return method;
    names.push_back(NameOf(method));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "method \"", name, "\"; known are ", absl::StrJoin(names, ", ")));
}

ScoreKind ScoreKindOf(AnalogyMethod method) {
  switch (method) {
    case AnalogyMethod::kCosMul:
      return ScoreKind::kCosMul;
    case AnalogyMethod::kPairDirection:
      return ScoreKind::kPairDirection;
    case AnalogyMethod::kEuclidean:
      return ScoreKind::kEuclidean;
    case AnalogyMethod::kCosAdd:
    case AnalogyMethod::kCosAvg:
      break;
  }
  return ScoreKind::kCosine;
}

std::vector<float> MeanOffset(const EmbeddingTable& table,
                              absl::Span<const RowPair> pairs) {
  LEXPROBE_CHECK(!pairs.empty());
  std::vector<double> sum(static_cast<size_t>(table.dim()));
  const double weight = 1.0 / static_cast<double>(pairs.size());
  for (const RowPair& pair : pairs) {
    AddScaled(weight, table.VectorOf(pair.a_star), &sum);
    AddScaled(-weight, table.VectorOf(pair.a), &sum);
  }
  return ToFloats(sum);
}

absl::StatusOr<SearchTarget> AnalogyTarget(const EmbeddingTable& table,
                                           const AnalogyQuery& query,
                                           AnalogyMethod method) {
  if (query.pairs.empty()) {
    return absl::InvalidArgumentError("an analogy without a pair");
  }
  if (query.pairs.size() > 1 && !TakesSeveralPairs(method)) {
    return absl::InvalidArgumentError(
        absl::StrCat(NameOf(method), " takes one pair, not ",
                     query.pairs.size(), "; 3CosAvg takes several"));
  }
  const RowPair pair = query.pairs[0];
  const Floats a = table.VectorOf(pair.a);
  const Floats a_star = table.VectorOf(pair.a_star);
  const Floats b = table.VectorOf(query.b);
  switch (method) {
    case AnalogyMethod::kCosAdd:
      return SumTarget(table, {pair.a_star, pair.a, query.b}, {1, -1, 1},
                       Metric::kCosine);
    case AnalogyMethod::kCosMul:
      return SearchTarget::CosMul(a, a_star, b);
    case AnalogyMethod::kPairDirection:
      return SearchTarget::PairDirection(a, a_star, b);
    case AnalogyMethod::kCosAvg:
      return SearchTarget::Cosine(Shifted(table, query));
    case AnalogyMethod::kEuclidean:
      break;
  }
  return SearchTarget::Euclidean(Shifted(table, query));
}

SearchTarget SumTarget(const EmbeddingTable& table,
                       absl::Span<const int64_t> rows,
                       absl::Span<const double> weights, Metric metric) {
  LEXPROBE_CHECK(rows.size() == weights.size());
  std::vector<double> sum(static_cast<size_t>(table.dim()));
  for (size_t i = 0; i < rows.size(); ++i) {
    const Floats vector = table.VectorOf(rows[i]);
    if (metric == Metric::kCosine) {
      AddScaled(weights[i], UnitVector(vector), &sum);
    } else {
      AddScaled(weights[i], vector, &sum);
    }
  }
  const std::vector<float> floats = ToFloats(sum);
  return metric == Metric::kCosine ? SearchTarget::Cosine(floats)
                                   : SearchTarget::Euclidean(floats);
}

std::vector<int64_t> RowsOfQuery(const AnalogyQuery& query) {
  std::vector<int64_t> rows;
  for (const RowPair& pair : query.pairs) {
    rows.push_back(pair.a);
    rows.push_back(pair.a_star);
  }
  rows.push_back(query.b);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

std::string ReadingOf(const EmbeddingTable& table, const AnalogyQuery& query) {
  std::vector<std::string> pairs;
  for (const RowPair& pair : query.pairs) {
    pairs.push_back(absl::StrCat(table.WordOf(pair.a), " is to ",
                                 table.WordOf(pair.a_star)));
  }
  return absl::StrCat(absl::StrJoin(pairs, ", "), " as ", table.WordOf(query.b),
                      " is to ?");
}

std::string FormulaOf(const EmbeddingTable& table, const AnalogyQuery& query) {
  const auto word = [&](int64_t row, double weight) {
    return ArithmeticTerm{std::string(table.WordOf(row)), weight};
  };
  if (query.pairs.size() == 1) {
    return FormatArithmetic({word(query.pairs[0].a_star, 1),
                             word(query.pairs[0].a, -1), word(query.b, 1)});
  }
  std::vector<std::string> offsets;
  for (const RowPair& pair : query.pairs) {
    offsets.push_back(
        FormatArithmetic({word(pair.a_star, 1), word(pair.a, -1)}));
  }
  return absl::StrCat(FormatArithmetic({word(query.b, 1)}), " + mean(",
                      absl::StrJoin(offsets, ", "), ")");
}

RankedAnswer AnswerOf(const RowSearch& index, const SearchTarget& target,
                      absl::Span<const int64_t> own_rows, int top,
                      int threads) {
  LEXPROBE_CHECK(top >= 1);
  const int wanted = std::max(top, 2);  // for the margin
  const std::vector<Neighbor> neighbors = index.NearestTo(
      target, wanted + static_cast<int>(own_rows.size()), {}, threads);
  RankedAnswer answer;
  std::vector<float> scores;
  std::vector<float> honest_scores;
  for (const Neighbor& neighbor : neighbors) {
    const bool own = std::find(own_rows.begin(), own_rows.end(),
                               neighbor.row) != own_rows.end();
    honest_scores.push_back(neighbor.score);
    if (!own) scores.push_back(neighbor.score);
    if (scores.size() > static_cast<size_t>(top) ||
        (own && scores.size() == static_cast<size_t>(top))) {
      continue;
    }
    answer.rows.push_back({neighbor.row, neighbor.score,
                           own ? 0 : static_cast<int64_t>(scores.size()),
                           static_cast<int64_t>(honest_scores.size())});
  }
  answer.margin = MarginOf(scores);
  answer.honest_margin = MarginOf(honest_scores);
  return answer;
}

}  // namespace lexprobe
