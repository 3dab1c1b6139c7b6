#include "train/model_folder.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe {

absl::Status WriteModelFolder(NetworkData network, absl::string_view run_json,
                              absl::string_view folder) {
  LEXPROBE_RETURN_IF_ERROR(
      WriteNetwork(network, JoinPath(folder, kNetworkFile)));
  EmbeddingTableParts parts;
  parts.dim = network.options.dim;
  parts.words = std::move(network.words);
  parts.counts = std::move(network.counts);
  parts.matrix = std::move(network.embedding);
  // A table of embeddings has no unknown word.
  parts.words.erase(parts.words.begin());
  parts.counts.erase(parts.counts.begin());
  parts.matrix.erase(parts.matrix.begin(), parts.matrix.begin() + parts.dim);
  parts.metadata_json = std::move(network.metadata_json);
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            EmbeddingTable::FromParts(std::move(parts)));
  WriteOptions options;
  options.format = "native";
  LEXPROBE_RETURN_IF_ERROR(
      WriteEmbeddings(table, JoinPath(folder, kEmbeddingsFile), options));
  return WriteFile(JoinPath(folder, kRunFile), absl::StrCat(run_json, "\n"));
}

}  // namespace lexprobe
