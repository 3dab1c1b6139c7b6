// InitialModel: what an earlier training learned, or vectors of any origin, to
// begin a training from instead of from random numbers.
//
// Not thread-safe while it is moved; reading it is.

#ifndef LEXPROBE_TRAIN_INITIAL_MODEL_H_
#define LEXPROBE_TRAIN_INITIAL_MODEL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/model/network.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/train/network_file.h"
#include "lexprobe/vocab/vocabulary.h"

namespace lexprobe {

class InitialModel {
 public:
  // `path` is a model folder or a file of embeddings in any format that
  // ReadEmbeddings knows. A folder's network is taken too if it has the shape
  // of `options`. Errors of reading; InvalidArgument if the vectors have
  // another dimension than options.dim.
  static absl::StatusOr<InitialModel> Read(absl::string_view path,
                                           const ModelOptions& options);

  // The words that a vocabulary can hold (without white space, at most
  // VocabularyBuilder::kMaxWordBytes), in the order of the rows.
  std::vector<std::string> Words() const;

  bool has_network() const { return network_.has_value(); }

  // Copies the vectors of the words of `vocabulary` into their rows, and the
  // network if there is one; other numbers stay. Vectors that lexprobe did
  // not learn are multiplied by one number, so that their root mean square is
  // `deviation`, that of random first embeddings. Gives how many words were
  // found.
  // REQUIRES: `network` has the shape of Read's options and a row for each
  // word of the vocabulary
  int64_t CopyTo(const Vocabulary& vocabulary, double deviation,
                 const NetworkView& network) const;

 private:
  InitialModel(EmbeddingTable table, std::optional<NetworkData> network)
      : table_(std::move(table)), network_(std::move(network)) {}

  // What the vectors are multiplied by.
  float ScaleTo(double deviation) const;

  EmbeddingTable table_;
  std::optional<NetworkData> network_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_INITIAL_MODEL_H_
