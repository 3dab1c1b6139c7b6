// Writing a trained model into its folder.

#ifndef LEXPROBE_TRAIN_MODEL_FOLDER_H_
#define LEXPROBE_TRAIN_MODEL_FOLDER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "lexprobe/train/network_file.h"

namespace lexprobe {

// Writes embeddings, network and run.json, each as a whole. The unknown word
// has no row among the embeddings.
absl::Status WriteModelFolder(NetworkData network, absl::string_view run_json,
                              absl::string_view folder);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_MODEL_FOLDER_H_
