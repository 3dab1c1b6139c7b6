#include "report/page_data.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"
#include "report/word_map.h"

namespace lexprobe {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kMostPerplexity = 1000;

Json ParsedOrEmpty(const std::string& text) {
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return json.is_object() ? json : Json::object();
}

Json VectorsJson(absl::Span<const float> matrix, const PageInput& input) {
  EncodedVectors encoded =
      EncodeVectors(matrix, input.table.dim(), input.numbers);
  return {{"numbers", std::string(NameOf(encoded.numbers))},
          {"base64", std::move(encoded.base64)},
          {"scales", std::move(encoded.scales_base64)},
          {"worst_error", encoded.worst_error}};
}

// The map to begin with comes first.
absl::StatusOr<Json> MapsJson(absl::Span<const float> matrix, int64_t rows,
                              const PageInput& input) {
  LEXPROBE_ASSIGN_OR_RETURN(const WordMap map,
                            MapOf(matrix, input.table.dim()));
  Json maps = Json::array();
  if (input.tsne) {
    const NeighborMap near =
        NeighborMapOf(input.table, rows, map.places,
                      {.perplexity = input.tsne->perplexity,
                       .seed = input.tsne->seed,
                       .threads = input.tsne->threads,
                       .progress = input.tsne->progress});
    maps.push_back({{"method", "t-SNE"},
                    {"places", Float32Base64(near.places)},
                    {"perplexity", near.perplexity},
                    {"divergence", near.divergence}});
  }
  maps.push_back({{"method", "PCA"},
                  {"places", Float32Base64(map.places)},
                  {"share", map.share}});
  return maps;
}

Json NetworkJson(const PageNetwork& network, const PageInput& input) {
  Json json = {{"order", network.order},
               {"hidden", network.hidden},
               {"activation", network.activation},
               {"first_weight", Float32Base64(network.first_weight)},
               {"first_bias", Float32Base64(network.first_bias)},
               {"output_weight", Float32Base64(network.output_weight)},
               {"output_bias", network.output_bias},
               {"calibration_scale", network.calibration_scale},
               {"calibration_offset", network.calibration_offset}};
  if (!network.embedding.empty()) {
    json["embedding"] = VectorsJson(network.embedding, input);
  }
  return json;
}

void AddWords(const EmbeddingTable& table, int64_t rows, Json* json) {
  Json words = Json::array();
  for (int64_t row = 0; row < rows; ++row) {
    words.push_back(std::string(table.WordOf(row)));
  }
  (*json)["words"] = std::move(words);
  if (!table.has_counts()) return;
  Json counts = Json::array();
  for (int64_t row = 0; row < rows; ++row) counts.push_back(table.CountOf(row));
  (*json)["counts"] = std::move(counts);
}

absl::Status Validate(const PageInput& input) {
  if (input.table.rows() < 2 || input.table.dim() < 2) {
    return absl::InvalidArgumentError(
        absl::StrCat(input.table.rows(), " words of dimension ",
                     input.table.dim(), ", where a page needs two of each"));
  }
  if (input.top < 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("words to show are ", input.top, ", must be 2 or more"));
  }
  if (input.tsne && !(input.tsne->perplexity >= 1 &&
                      input.tsne->perplexity <= kMostPerplexity)) {
    return absl::InvalidArgumentError(
        absl::StrCat("perplexity is ", input.tsne->perplexity,
                     ", must be 1 to ", kMostPerplexity));
  }
  return absl::OkStatus();
}

}  // namespace

std::string SafeInScript(absl::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<' || c == '>' || c == '&') {
      absl::StrAppendFormat(&out, "\\u%04x", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

absl::StatusOr<std::string> PageData(const PageInput& input) {
  LEXPROBE_RETURN_IF_ERROR(Validate(input));
  const EmbeddingTable& table = input.table;
  const int64_t rows = std::min(input.top, table.rows());
  const absl::Span<const float> matrix =
      table.matrix().first(static_cast<size_t>(rows * table.dim()));
  Json json = {{"model", input.model},
               {"rows", rows},
               {"total", table.rows()},
               {"dim", table.dim()},
               {"checksum", absl::StrFormat("%016x", table.Checksum())},
               {"run", ParsedOrEmpty(input.run_json)},
               {"sentences", input.sentences},
               {"pairs", input.pairs},
               {"apply", input.apply}};
  if (input.hypotheses != nullptr) {
    json["hypotheses"] = ParsedOrEmpty(ToJson(*input.hypotheses));
  }
  if (input.network) json["network"] = NetworkJson(*input.network, input);
  LEXPROBE_ASSIGN_OR_RETURN(json["maps"], MapsJson(matrix, rows, input));
  json["vectors"] = VectorsJson(matrix, input);
  AddWords(table, rows, &json);
  return SafeInScript(
      json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace lexprobe
