#include "lexprobe/train/initial_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/store/formats.h"
#include "lexprobe/store/model_files.h"
#include "lexprobe/vocab/vocabulary_builder.h"
#include "train/run_description.h"

namespace lexprobe {
namespace {

bool HasShape(const ModelOptions& found, const ModelOptions& wanted) {
  return found.order == wanted.order && found.dim == wanted.dim &&
         found.hidden == wanted.hidden && found.activation == wanted.activation;
}

bool IsVocabularyWord(absl::string_view word) {
  return word.size() <= VocabularyBuilder::kMaxWordBytes &&
         word != kUnknownWordText &&
         std::none_of(word.begin(), word.end(), [](char c) {
           return absl::ascii_isspace(static_cast<unsigned char>(c));
         });
}

}  // namespace

absl::StatusOr<InitialModel> InitialModel::Read(absl::string_view path,
                                                const ModelOptions& options) {
  const bool folder = IsFolder(path);
  const std::string file =
      folder ? JoinPath(path, kEmbeddingsFile) : std::string(path);
  LEXPROBE_ASSIGN_OR_RETURN(EmbeddingTable table,
                            ReadEmbeddings(file, {}, nullptr));
  if (table.dim() != options.dim) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": its vectors have ", table.dim(),
                     " numbers; dim is ", options.dim));
  }
  std::optional<NetworkData> network;
  const std::string network_file = JoinPath(path, kNetworkFile);
  if (folder && FileExists(network_file)) {
    LEXPROBE_ASSIGN_OR_RETURN(network, ReadNetwork(network_file));
    if (!HasShape(network->options, options)) network.reset();
  }
  return InitialModel(std::move(table), std::move(network));
}

std::vector<std::string> InitialModel::Words() const {
  std::vector<std::string> words;
  for (int64_t row = 0; row < table_.rows(); ++row) {
    const absl::string_view word = table_.WordOf(row);
    if (IsVocabularyWord(word)) words.emplace_back(word);
  }
  return words;
}

float InitialModel::ScaleTo(double deviation) const {
  if (IsDescriptionOfRun(table_.metadata_json())) return 1;
  double squares = 0;
  for (const float x : table_.matrix()) squares += double{x} * double{x};
  if (squares == 0) return 1;
  return static_cast<float>(
      deviation /
      std::sqrt(squares / static_cast<double>(table_.matrix().size())));
}

int64_t InitialModel::CopyTo(const Vocabulary& vocabulary, double deviation,
                             const NetworkView& network) const {
  const auto dim = static_cast<size_t>(table_.dim());
  const float scale = ScaleTo(deviation);
  int64_t found = 0;
  for (WordId id = 1; id < vocabulary.size(); ++id) {
    const std::optional<int64_t> row = table_.RowOf(vocabulary.WordOf(id));
    if (!row.has_value()) continue;
    const absl::Span<const float> from = table_.VectorOf(*row);
    float* const to = &network.embedding[static_cast<size_t>(id) * dim];
    for (size_t d = 0; d < dim; ++d) to[d] = scale * from[d];
    ++found;
  }
  if (!network_.has_value()) return found;
  const auto arrays = network.arrays();
  for (size_t i = 1; i < arrays.size(); ++i) {  // all but the embedding
    const std::vector<float>& array = *network_.*kNetworkArrays[i];
    std::copy(array.begin(), array.end(), arrays[i].begin());
  }
  return found;
}

}  // namespace lexprobe
