// checkpoint.lexprobe: everything that a stopped run needs to go on as if it
// had not stopped. A section container of kind "CKPT".
//
// Thread-safe: no state.

#ifndef LEXPROBE_TRAIN_CHECKPOINT_H_
#define LEXPROBE_TRAIN_CHECKPOINT_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/train/network_file.h"

namespace lexprobe {

struct Checkpoint {
  std::string options_json;  // of the run; must be the same to go on
  uint64_t vocabulary_checksum = 0;
  std::string stage;        // Stage::name
  std::string stage_state;  // Stage::SaveState
  std::string replicas;     // Replicas::State; "" in the first replica
  // EarlyStopping::State; "" without early stopping
  std::string early_stopping;
  std::string momentum;  // StageRun::State; "" unless processes average
  std::string history_json = "[]";
  NetworkData network;  // parameters; words and counts are left out
};

absl::Status WriteCheckpoint(const Checkpoint& checkpoint,
                             absl::string_view path);

// The checkpoint in the bytes of a file. Errors as for ReadCheckpoint.
absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view bytes);

// NotFound if there is none; DataLoss or Unimplemented as for ReadNetwork.
absl::StatusOr<Checkpoint> ReadCheckpoint(absl::string_view path);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_CHECKPOINT_H_
