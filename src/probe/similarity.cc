#include "lexprobe/probe/similarity.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/gzip_source.h"
#include "lexprobe/base/line_reader.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/search_target.h"

namespace lexprobe {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kFewestForInterval = 3;

std::vector<std::string> FieldsOf(absl::string_view line) {
  if (!absl::StrContains(line, '\t') && !absl::StrContains(line, ',')) {
    return absl::StrSplit(line, absl::ByAnyChar(" \r\v\f"), absl::SkipEmpty());
  }
  std::vector<std::string> fields =
      absl::StrSplit(line, absl::StrContains(line, '\t') ? '\t' : ',');
  for (std::string& field : fields) absl::StripAsciiWhitespace(&field);
  return fields;
}

std::optional<double> NumberIn(const std::vector<std::string>& fields,
                               size_t at) {
  double number = 0;
  if (at >= fields.size() || !absl::SimpleAtod(fields[at], &number) ||
      !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

// Nothing if the line does not hold two words and a score.
std::optional<JudgedPair> PairIn(absl::string_view line) {
  std::vector<std::string> fields = FieldsOf(line);
  std::optional<double> score = NumberIn(fields, 2);
  if (!score.has_value()) score = NumberIn(fields, 3);
  if (!score.has_value() || fields[0].empty() || fields[1].empty()) {
    return std::nullopt;
  }
  return JudgedPair{std::move(fields[0]), std::move(fields[1]), *score};
}

// The pairs that have a cosine, as columns.
struct Columns {
  std::vector<double> people;
  std::vector<double> model;
};

Columns Covered(absl::Span<const JudgedPair> pairs,
                absl::Span<const std::optional<double>> cosines) {
  LEXPROBE_CHECK(pairs.size() == cosines.size());
  Columns columns;
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (!cosines[i].has_value()) continue;
    columns.people.push_back(pairs[i].score);
    columns.model.push_back(*cosines[i]);
  }
  return columns;
}

struct TwoModels {
  std::vector<double> people;
  std::vector<double> first;
  std::vector<double> second;
};

TwoModels CoveredByBoth(absl::Span<const JudgedPair> pairs,
                        absl::Span<const std::optional<double>> first,
                        absl::Span<const std::optional<double>> second) {
  LEXPROBE_CHECK(first.size() == pairs.size() && second.size() == pairs.size());
  TwoModels columns;
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (!first[i].has_value() || !second[i].has_value()) continue;
    columns.people.push_back(pairs[i].score);
    columns.first.push_back(*first[i]);
    columns.second.push_back(*second[i]);
  }
  return columns;
}

// `values` as often as `times` says.
std::vector<double> Repeated(const std::vector<double>& values,
                             const std::vector<int32_t>& times) {
  std::vector<double> repeated;
  for (size_t i = 0; i < values.size(); ++i) {
    repeated.insert(repeated.end(), static_cast<size_t>(times[i]), values[i]);
  }
  return repeated;
}

double Mean(absl::Span<const double> x) {
  return std::accumulate(x.begin(), x.end(), 0.0) /
         static_cast<double>(x.size());
}

// What each pair adds to the difference of the two rank correlations, up to a
// factor that is the same for all (the ranks of a column without ties vary
// equally): turning its sign exchanges the two models' ranks of the pair.
std::vector<double> RankProductDifferences(const TwoModels& columns) {
  const std::vector<double> people = RanksOf(columns.people);
  const std::vector<double> first = RanksOf(columns.first);
  const std::vector<double> second = RanksOf(columns.second);
  const double mean = Mean(people);
  std::vector<double> differences;
  for (size_t i = 0; i < people.size(); ++i) {
    differences.push_back((people[i] - mean) * (second[i] - first[i]));
  }
  return differences;
}

}  // namespace

absl::StatusOr<std::vector<JudgedPair>> ReadJudgedPairs(
    absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source,
                            OpenPlainOrGzip(path));
  LineReader reader(std::move(source));
  std::vector<JudgedPair> pairs;
  absl::string_view line;
  bool first = true;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, reader.Next(&line));
    if (!more) break;
    if (reader.line_number() == 1) absl::ConsumePrefix(&line, kByteOrderMark);
    if (absl::StripAsciiWhitespace(line).empty() ||
        absl::StartsWith(line, "#")) {
      continue;
    }
    std::optional<JudgedPair> pair = PairIn(line);
    if (pair.has_value()) {
      pairs.push_back(*std::move(pair));
    } else if (!first) {
      return absl::InvalidArgumentError(absl::StrCat(
          reader.Place(), ": \"", line, "\" is not \"word word score\""));
    }
    first = false;
  }
  if (pairs.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": no line of \"word word score\""));
  }
  return pairs;
}

std::vector<std::optional<double>> CosinesOf(
    const EmbeddingTable& table, const WordLookup& lookup,
    absl::Span<const JudgedPair> pairs) {
  std::vector<std::optional<double>> cosines;
  for (const JudgedPair& pair : pairs) {
    const std::optional<int64_t> first = lookup.RowOf(pair.first);
    const std::optional<int64_t> second = lookup.RowOf(pair.second);
    if (!first.has_value() || !second.has_value()) {
      cosines.emplace_back();
      continue;
    }
    float cosine = 0;
    SearchTarget::Cosine(table.VectorOf(*first))
        .Score(table.VectorOf(*second), absl::MakeSpan(&cosine, 1));
    cosines.emplace_back(cosine);
  }
  return cosines;
}

double Pearson(absl::Span<const double> x, absl::Span<const double> y) {
  LEXPROBE_CHECK(x.size() == y.size());
  if (x.size() < 2) return kNan;
  const double mean_x = Mean(x);
  const double mean_y = Mean(y);
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    yy += (y[i] - mean_y) * (y[i] - mean_y);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  if (xx == 0 || yy == 0) return kNan;
  return std::clamp(xy / std::sqrt(xx) / std::sqrt(yy), -1.0, 1.0);
}

std::vector<double> RanksOf(absl::Span<const double> values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (size_t begin = 0; begin < order.size();) {
    size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]]) {
      ++end;
    }
    // Ranks begin + 1 to end have this mean.
    const double rank = (static_cast<double>(begin + end) + 1) / 2;
    for (; begin < end; ++begin) ranks[order[begin]] = rank;
  }
  return ranks;
}

double Spearman(absl::Span<const double> x, absl::Span<const double> y) {
  return Pearson(RanksOf(x), RanksOf(y));
}

SimilarityResult CompareWithPeople(
    absl::Span<const JudgedPair> pairs,
    absl::Span<const std::optional<double>> cosines, int resamples,
    const Random& random) {
  const Columns columns = Covered(pairs, cosines);
  SimilarityResult result;
  result.pairs = static_cast<int64_t>(pairs.size());
  result.covered = static_cast<int64_t>(columns.model.size());
  result.spearman = Spearman(columns.people, columns.model);
  result.pearson = Pearson(columns.people, columns.model);
  if (columns.model.size() < kFewestForInterval) return result;
  Random draws = random.Fork("similarity interval");
  std::vector<double> resampled;
  for (int i = 0; i < resamples; ++i) {
    const std::vector<int32_t> times =
        DrawWithReplacement(columns.model.size(), draws);
    resampled.push_back(Spearman(Repeated(columns.people, times),
                                 Repeated(columns.model, times)));
  }
  result.spearman_interval = PercentileInterval(std::move(resampled));
  return result;
}

SimilarityComparison CompareSimilarities(
    absl::Span<const JudgedPair> pairs,
    absl::Span<const std::optional<double>> first,
    absl::Span<const std::optional<double>> second, int resamples,
    int exchanges, const Random& random) {
  const TwoModels columns = CoveredByBoth(pairs, first, second);
  SimilarityComparison comparison;
  comparison.covered = static_cast<int64_t>(columns.people.size());
  comparison.first_spearman = Spearman(columns.people, columns.first);
  comparison.second_spearman = Spearman(columns.people, columns.second);
  if (columns.people.size() < kFewestForInterval) return comparison;
  comparison.test = SignFlipTest(RankProductDifferences(columns), exchanges,
                                 random.Fork("similarity exchange"));
  Random draws = random.Fork("similarity difference");
  std::vector<double> resampled;
  for (int i = 0; i < resamples; ++i) {
    const std::vector<int32_t> times =
        DrawWithReplacement(columns.people.size(), draws);
    const std::vector<double> people = Repeated(columns.people, times);
    resampled.push_back(Spearman(people, Repeated(columns.second, times)) -
                        Spearman(people, Repeated(columns.first, times)));
  }
  comparison.interval = PercentileInterval(std::move(resampled));
  return comparison;
}

}  // namespace lexprobe
