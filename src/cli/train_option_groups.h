// The options of `train`, bound to TrainOptions; names of choices and
// lists are read into their types by TrainChoices::Resolve.

#ifndef LEXPROBE_CLI_TRAIN_OPTION_GROUPS_H_
#define LEXPROBE_CLI_TRAIN_OPTION_GROUPS_H_

#include <string>

#include "absl/status/status.h"
#include "cli/options.h"
#include "lexprobe/train/train_options.h"

namespace lexprobe::cli {

// The options whose values are names or lists.
struct TrainChoices {
  std::string activation, embedding_position, embedding_loss, loss, position,
      unknown_words;
  std::string subsample;  // numbers with commas between them

  static TrainChoices From(const TrainOptions& options);
  // InvalidArgument naming the option, the value and what is allowed.
  absl::Status Resolve(TrainOptions* options) const;
};

void AddNetworkOptions(TrainOptions& options, TrainChoices& choices,
                       po::options_description& out);
void AddEmbeddingStageOptions(TrainOptions& options, TrainChoices& choices,
                              po::options_description& out);
void AddValidityStageOptions(TrainOptions& options, TrainChoices& choices,
                             po::options_description& out);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_TRAIN_OPTION_GROUPS_H_
