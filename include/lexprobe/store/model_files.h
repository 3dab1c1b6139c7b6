// The names of the files in a model folder.

#ifndef LEXPROBE_STORE_MODEL_FILES_H_
#define LEXPROBE_STORE_MODEL_FILES_H_

namespace lexprobe {

inline constexpr char kEmbeddingsFile[] = "embeddings.lexprobe";
inline constexpr char kNetworkFile[] = "network.lexprobe";
inline constexpr char kCheckpointFile[] = "checkpoint.lexprobe";
inline constexpr char kRunFile[] = "run.json";  // settings and history

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_MODEL_FILES_H_
