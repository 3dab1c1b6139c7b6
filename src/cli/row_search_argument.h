// --approximate and its like: who searches, for commands that list words.

#ifndef LEXPROBE_CLI_ROW_SEARCH_ARGUMENT_H_
#define LEXPROBE_CLI_ROW_SEARCH_ARGUMENT_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/json_output.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/streams.h"
#include "lexprobe/probe/row_search.h"
#include "lexprobe/probe/search_target.h"

namespace lexprobe::cli {

struct RowSearchArgument {
  bool approximate = false;
  int effort = 0;          // 0: what finds 95% of ten neighbours
  std::string index = "";  // empty: beside the embeddings
};

void AddRowSearchOptions(RowSearchArgument& argument,
                         po::options_description& options);

// InvalidArgument naming the option, the value and what is allowed.
absl::Status Validate(const RowSearchArgument& argument);

// Exact search, or the index of `table`: read from its file, else made and
// kept there; a stale one is made again. What an approximate search finds is
// told on io.err. `model` is what `table` was opened from; `kind` that of the
// targets to come.
//
// FailedPrecondition in a build without FAISS; InvalidArgument for a kind
// that no index answers, or embeddings that have no file and no --index.
absl::StatusOr<std::unique_ptr<RowSearch>> OpenSearch(
    const RowSearchArgument& argument, const ModelArgument& model,
    const EmbeddingTable& table, ScoreKind kind, int threads, Streams& io);

// What JSON says of an approximate search besides its answers; an empty
// object if it is exact.
Json ApproximationJson(const RowSearch& search);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_ROW_SEARCH_ARGUMENT_H_
