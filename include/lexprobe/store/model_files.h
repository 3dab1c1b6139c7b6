// The names of the files in a model folder, and their paths.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_MODEL_FILES_H_
#define LEXPROBE_STORE_MODEL_FILES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

inline constexpr char kEmbeddingsFile[] = "embeddings.lexprobe";
inline constexpr char kNetworkFile[] = "network.lexprobe";
inline constexpr char kCheckpointFile[] = "checkpoint.lexprobe";
inline constexpr char kRunFile[] = "run.json";  // settings and history

// The path of the file `name` in `folder`, whether it is there or not.
// InvalidArgument if it is a symbolic link that leads out of the folder: a
// model from a stranger could have another file read or replaced.
absl::StatusOr<std::string> PathInModel(absl::string_view folder,
                                        absl::string_view name);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_MODEL_FILES_H_
