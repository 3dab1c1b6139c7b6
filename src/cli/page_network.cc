#include "cli/page_network.h"

#include <algorithm>
#include <utility>

#include "absl/types/span.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe::cli {
namespace {

bool IsTrained(const NetworkData& network) {
  return std::any_of(network.first_weight.begin(), network.first_weight.end(),
                     [](float weight) { return weight != 0; });
}

// Word i + 1 of the network is row i of the table: the first is the unknown.
bool HasTheWordsOf(const NetworkData& network, const EmbeddingTable& table,
                   int64_t rows) {
  if (network.words.size() <= static_cast<size_t>(rows)) return false;
  for (int64_t row = 0; row < rows; ++row) {
    if (network.words[static_cast<size_t>(row + 1)] != table.WordOf(row)) {
      return false;
    }
  }
  return network.options.dim == table.dim();
}

}  // namespace

absl::StatusOr<std::optional<NetworkData>> NetworkOf(const std::string& model) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path,
                            PathInModel(model, kNetworkFile));
  if (!IsFolder(model) || !FileExists(path)) return std::nullopt;
  LEXPROBE_ASSIGN_OR_RETURN(NetworkData network, ReadNetwork(path));
  return network;
}

std::optional<PageNetwork> PageNetworkOf(const NetworkData& network,
                                         const EmbeddingTable& table,
                                         int64_t rows) {
  if (!IsTrained(network) || !HasTheWordsOf(network, table, rows)) {
    return std::nullopt;
  }
  const auto size = static_cast<size_t>(rows * table.dim());
  const absl::Span<const float> embedding =
      absl::MakeConstSpan(network.embedding)
          .subspan(static_cast<size_t>(table.dim()), size);
  const bool shared = embedding == table.matrix().first(size);
  return PageNetwork{
      .order = network.options.order,
      .hidden = network.options.hidden,
      .activation = std::string(NameOf(network.options.activation)),
      .embedding = shared ? absl::Span<const float>() : embedding,
      .first_weight = network.first_weight,
      .first_bias = network.first_bias,
      .output_weight = network.output_weight,
      .output_bias = network.output_bias[0],
      .calibration_scale = network.calibration.scale,
      .calibration_offset = network.calibration.offset};
}

}  // namespace lexprobe::cli
