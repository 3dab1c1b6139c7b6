// --model: a model folder (its embeddings are meant) or an embedding file.

#ifndef LEXPROBE_CLI_MODEL_ARGUMENT_H_
#define LEXPROBE_CLI_MODEL_ARGUMENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "cli/streams.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe::cli {

struct ModelArgument {
  std::string model = "";      // --model
  std::string format = "";     // --format: empty is detected by content
  int64_t restrict_vocab = 0;  // --restrict-vocab: first rows only; 0 is all
  std::string cache = "";      // --cache: folder of native copies; empty: none
};

// Adds --model, --format, --restrict-vocab and --cache.
void AddModelOptions(ModelArgument& argument, po::options_description& options);

// Opens it; what the reader had to decide (duplicates, dropped rows) goes to
// io.err. InvalidArgument if --model is missing; NotFound if it is not there
// or the folder holds no embeddings.
absl::StatusOr<EmbeddingTable> OpenModel(const ModelArgument& argument,
                                         Streams& io);

// The same; what the reader met goes to `*notes` too.
absl::StatusOr<EmbeddingTable> OpenModel(const ModelArgument& argument,
                                         Streams& io, ReadNotes* notes);

// The file that OpenModel() opens. InvalidArgument and NotFound as there.
absl::StatusOr<std::string> EmbeddingsPath(const ModelArgument& argument);

// Rows of `words`. NotFound naming each unknown word with its closest
// spellings in the table: `"dgo" is not in the vocabulary; did you mean "dog",
// "do"?`, a line for each.
absl::StatusOr<std::vector<int64_t>> RowsOf(
    const EmbeddingTable& table, const std::vector<std::string>& words);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_MODEL_ARGUMENT_H_
