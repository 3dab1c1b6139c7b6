#include "train/model_folder.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe {

absl::Status WriteModelFolder(const NetworkData& network,
                              absl::string_view run_json,
                              absl::string_view folder) {
  EmbeddingTableParts parts;
  parts.dim = network.options.dim;
  parts.words.assign(network.words.begin() + 1, network.words.end());
  parts.counts.assign(network.counts.begin() + 1, network.counts.end());
  parts.matrix.assign(network.embedding.begin() + parts.dim,
                      network.embedding.end());
  parts.metadata_json = network.metadata_json;
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            EmbeddingTable::FromParts(std::move(parts)));
  WriteOptions options;
  options.format = "native";
  LEXPROBE_RETURN_IF_ERROR(
      WriteEmbeddings(table, JoinPath(folder, kEmbeddingsFile), options));
  LEXPROBE_RETURN_IF_ERROR(
      WriteNetwork(network, JoinPath(folder, kNetworkFile)));
  return WriteFile(JoinPath(folder, kRunFile), absl::StrCat(run_json, "\n"));
}

}  // namespace lexprobe
