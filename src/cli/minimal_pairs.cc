#include "cli/minimal_pairs.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lexprobe/base/gzip_source.h"
#include "lexprobe/base/line_reader.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

std::string TextOf(const nlohmann::json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>()
                                                   : "";
}

MinimalPair PairInJson(absl::string_view line) {
  const auto json =
      nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return {};
  return {TextOf(json, "UID"), TextOf(json, "sentence_good"),
          TextOf(json, "sentence_bad")};
}

MinimalPair PairInFields(absl::string_view line) {
  std::vector<std::string> fields = absl::StrSplit(line, '|');
  for (std::string& field : fields) absl::StripAsciiWhitespace(&field);
  if (fields.size() == 2) fields.insert(fields.begin(), "");
  if (fields.size() != 3) return {};
  return {std::move(fields[0]), std::move(fields[1]), std::move(fields[2])};
}

}  // namespace

absl::StatusOr<std::vector<MinimalPair>> ReadMinimalPairs(
    absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source,
                            OpenPlainOrGzip(path));
  LineReader reader(std::move(source));
  std::vector<MinimalPair> pairs;
  absl::string_view line;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, reader.Next(&line));
    if (!more) break;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || absl::StartsWith(line, "#")) continue;
    MinimalPair pair =
        absl::StartsWith(line, "{") ? PairInJson(line) : PairInFields(line);
    if (pair.good.empty() || pair.bad.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          reader.Place(), ": \"", line, "\" is neither \"good | bad\" nor ",
          "\"group | good | bad\" nor JSON with sentence_good and ",
          "sentence_bad"));
    }
    pairs.push_back(std::move(pair));
  }
  if (!pairs.empty()) return pairs;
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": no line of \"good | bad\""));
}

}  // namespace lexprobe::cli
