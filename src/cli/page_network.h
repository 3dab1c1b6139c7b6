// The validity network of a model folder, as a report page takes it.

#ifndef LEXPROBE_CLI_PAGE_NETWORK_H_
#define LEXPROBE_CLI_PAGE_NETWORK_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "lexprobe/report/page.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/train/network_file.h"

namespace lexprobe::cli {

// The network in the folder `model`, or nothing if that is a file or holds
// none. Errors of ReadNetwork().
absl::StatusOr<std::optional<NetworkData>> NetworkOf(const std::string& model);

// The network over the first `rows` words of `table`; nothing if it was never
// trained or its words are others. It points into `network`.
std::optional<PageNetwork> PageNetworkOf(const NetworkData& network,
                                         const EmbeddingTable& table,
                                         int64_t rows);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_PAGE_NETWORK_H_
