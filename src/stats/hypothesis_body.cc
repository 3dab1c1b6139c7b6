#include "stats/hypothesis_body.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr double kLargest = 1e9;  // of bounds that have no natural end

std::string Show(const WordPair& pair) {
  return absl::StrCat("\"", pair.from, "\" -> \"", pair.to, "\"");
}

// One ["a", "b"].
absl::StatusOr<WordPair> ReadPair(const toml::node& node,
                                  absl::string_view path) {
  const toml::array* array = node.as_array();
  const bool two_words = array != nullptr && array->size() == 2 &&
                         (*array)[0].is_string() && (*array)[1].is_string() &&
                         !(*array)[0].as_string()->get().empty() &&
                         !(*array)[1].as_string()->get().empty();
  if (!two_words) {
    return ErrorAt(node, path,
                   absl::StrCat("a pair is ", TextOf(node),
                                "; it must be two words, [\"a\", \"b\"]"));
  }
  WordPair pair{(*array)[0].as_string()->get(), (*array)[1].as_string()->get()};
  if (pair.from == pair.to) {
    return ErrorAt(node, path,
                   absl::StrCat("the pair ", Show(pair),
                                " is one word twice; it has no offset"));
  }
  return pair;
}

// Pairs of one kind, none of which may stand in `*places` already, where each
// is noted with its line. `symmetric`: (a, b) is also (b, a).
absl::StatusOr<std::vector<WordPair>> ReadPairs(
    const toml::array& array, absl::string_view path, bool symmetric,
    absl::flat_hash_map<std::string, int>* places) {
  std::vector<WordPair> pairs;
  for (const toml::node& node : array) {
    LEXPROBE_ASSIGN_OR_RETURN(WordPair pair, ReadPair(node, path));
    const bool turn = symmetric && pair.to < pair.from;
    const std::string key = turn ? absl::StrCat(pair.to, "\n", pair.from)
                                 : absl::StrCat(pair.from, "\n", pair.to);
    const int line = static_cast<int>(node.source().begin.line);
    const auto [place, is_new] = places->emplace(key, line);
    if (!is_new) {
      return ErrorAt(node, path,
                     absl::StrCat("the pair ", Show(pair), " stands on line ",
                                  place->second, " already"));
    }
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

// A word on one side of two pairs: re-pairing could not tell them apart.
absl::Status RefuseRepeatedWords(const std::vector<WordPair>& pairs,
                                 const toml::array& array,
                                 absl::string_view path) {
  absl::flat_hash_map<absl::string_view, size_t> from, to;
  for (size_t i = 0; i < pairs.size(); ++i) {
    for (const bool first : {true, false}) {
      const std::string& word = first ? pairs[i].from : pairs[i].to;
      const auto [place, is_new] = (first ? from : to).emplace(word, i);
      if (is_new) continue;
      return ErrorAt(
          array[i], path,
          absl::StrCat("\"", word, "\" is the ", first ? "first" : "second",
                       " word of ", Show(pairs[place->second]), " and of ",
                       Show(pairs[i]),
                       "; re-pairing could not tell them apart"));
    }
  }
  return absl::OkStatus();
}

// An enumerator by its name, or what `*value` holds if the key is not there.
template <typename T>
absl::Status ReadName(TomlTable& table, absl::string_view key,
                      std::optional<T> (*from_name)(absl::string_view),
                      absl::string_view allowed, absl::string_view path,
                      T* value) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<std::string> name,
                            table.GetText(key));
  if (!name) return absl::OkStatus();
  const std::optional<T> found = from_name(*name);
  if (!found) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ":", table.LineOfKey(key), ": ", key, " is \"",
                     *name, "\"; it must be ", allowed));
  }
  *value = *found;
  return absl::OkStatus();
}

// The methods that take the mean offset of several pairs.
std::optional<AnalogyMethod> MeanOffsetMethodFromName(absl::string_view name) {
  for (const AnalogyMethod method :
       {AnalogyMethod::kCosAvg, AnalogyMethod::kEuclidean}) {
    if (name == NameOf(method)) return method;
  }
  return std::nullopt;
}

absl::StatusOr<DistanceSet> ReadSet(
    const toml::node& node, absl::string_view path,
    absl::flat_hash_map<std::string, int>* places) {
  if (!node.is_table()) {
    return ErrorAt(node, path,
                   absl::StrCat("a set is ", TextOf(node),
                                "; it must be a table, [[hypothesis.set]]"));
  }
  TomlTable table(*node.as_table(), path);
  DistanceSet set;
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<std::string> name,
                            table.GetText("name"));
  if (!name) return table.Missing("name", "what the set's distances are");
  set.name = *name;
  LEXPROBE_ASSIGN_OR_RETURN(const toml::array* pairs, table.GetArray("pairs"));
  if (pairs == nullptr) return table.Missing("pairs", "[[\"a\", \"b\"], ...]");
  LEXPROBE_ASSIGN_OR_RETURN(set.pairs, ReadPairs(*pairs, path, true, places));
  LEXPROBE_RETURN_IF_ERROR(table.RefuseUnknownKeys());
  return set;
}

absl::StatusOr<std::optional<std::array<double, 2>>> ReadTimeRange(
    TomlTable& table, absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(const toml::array* array,
                            table.GetArray("time_range"));
  if (array == nullptr) return std::nullopt;
  std::array<double, 2> range = {0, 0};
  bool ok = array->size() == 2;
  for (size_t i = 0; ok && i < 2; ++i) {
    const auto value = (*array)[i].value<double>();
    ok = (*array)[i].is_number() && value && *value >= -kLargest &&
         *value <= kLargest;
    if (ok) range[i] = *value;
  }
  if (!ok || range[0] >= range[1]) {
    return ErrorAt(*array, path,
                   absl::StrCat("time_range is ", TextOf(*array),
                                "; it must be two numbers that rise"));
  }
  return range;
}

}  // namespace

absl::StatusOr<OffsetHypothesis> ReadOffsetBody(TomlTable& table,
                                                absl::string_view path) {
  OffsetHypothesis body;
  absl::flat_hash_map<std::string, int> places;
  LEXPROBE_ASSIGN_OR_RETURN(const toml::array* known, table.GetArray("known"));
  if (known == nullptr) {
    return table.Missing("known", "the pairs that share an offset");
  }
  LEXPROBE_ASSIGN_OR_RETURN(body.known,
                            ReadPairs(*known, path, false, &places));
  LEXPROBE_RETURN_IF_ERROR(RefuseRepeatedWords(body.known, *known, path));
  LEXPROBE_ASSIGN_OR_RETURN(const toml::array* predict,
                            table.GetArray("predict"));
  if (predict != nullptr) {
    LEXPROBE_ASSIGN_OR_RETURN(body.predict,
                              ReadPairs(*predict, path, false, &places));
  }
  LEXPROBE_RETURN_IF_ERROR(ReadName(table, "method", MeanOffsetMethodFromName,
                                    "\"3CosAvg\" or \"euclidean\"", path,
                                    &body.method));
  LEXPROBE_ASSIGN_OR_RETURN(body.minimum_ocs,
                            table.GetNumber("minimum_ocs", -1, 1));
  LEXPROBE_ASSIGN_OR_RETURN(body.minimum_pcs,
                            table.GetNumber("minimum_pcs", 0, 1));
  LEXPROBE_ASSIGN_OR_RETURN(body.minimum_hit1_gain,
                            table.GetNumber("minimum_hit1_gain", -1, 1));
  if (!body.minimum_pcs && !body.minimum_hit1_gain) {
    return table.Missing("minimum_pcs",
                         "the least effect must be fixed beforehand, by it or "
                         "by minimum_hit1_gain");
  }
  return body;
}

absl::StatusOr<OrderingHypothesis> ReadOrderingBody(TomlTable& table,
                                                    absl::string_view path) {
  OrderingHypothesis body;
  absl::flat_hash_map<std::string, int> places;
  LEXPROBE_ASSIGN_OR_RETURN(const toml::array* sets, table.GetArray("set"));
  if (sets == nullptr || sets->size() < 2) {
    return table.Missing("set", "an ordering is of at least two sets");
  }
  for (const toml::node& node : *sets) {
    LEXPROBE_ASSIGN_OR_RETURN(DistanceSet set, ReadSet(node, path, &places));
    body.sets.push_back(std::move(set));
  }
  LEXPROBE_RETURN_IF_ERROR(ReadName(table, "distance", DistanceFromName,
                                    "\"euclidean\" or \"cosine\"", path,
                                    &body.distance));
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<double> ratio,
                            table.GetNumber("minimum_ratio", 1, kLargest));
  if (!ratio) {
    return table.Missing("minimum_ratio",
                         "the least ratio of medians must be fixed beforehand");
  }
  body.minimum_ratio = *ratio;
  return body;
}

absl::StatusOr<ConservationHypothesis> ReadConservationBody(
    TomlTable& table, absl::string_view path) {
  ConservationHypothesis body;
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<std::string> quantity,
                            table.GetText("quantity"));
  if (!quantity) return table.Missing("quantity", "what is conserved");
  body.quantity = *quantity;
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<std::string> model,
                            table.GetText("model"));
  body.model = model.value_or("");
  LEXPROBE_ASSIGN_OR_RETURN(body.time_range, ReadTimeRange(table, path));
  LEXPROBE_RETURN_IF_ERROR(ReadName(table, "scale", DeltaScaleFromName,
                                    "\"start\", \"spread\" or \"none\"", path,
                                    &body.bounds.scale));
  for (const auto& [key, field] :
       {std::pair{"epsilon", &body.bounds.epsilon},
        std::pair{"epsilon_q95", &body.bounds.epsilon_q95}}) {
    LEXPROBE_ASSIGN_OR_RETURN(const std::optional<double> bound,
                              table.GetNumber(key, 1e-12, kLargest));
    if (!bound) return table.Missing(key, "it must be fixed beforehand");
    *field = *bound;
  }
  LEXPROBE_ASSIGN_OR_RETURN(body.bounds.maximum_drift,
                            table.GetNumber("maximum_drift", 1e-12, kLargest));
  LEXPROBE_ASSIGN_OR_RETURN(body.bounds.maximum_within_share,
                            table.GetNumber("maximum_within_share", 1e-12, 1));
  return body;
}

}  // namespace lexprobe
