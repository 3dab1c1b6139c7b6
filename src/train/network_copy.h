// Copies of a network's numbers, in the middle of its training.
//
// Thread-safe: no state; nobody may write to what is copied.

#ifndef LEXPROBE_TRAIN_NETWORK_COPY_H_
#define LEXPROBE_TRAIN_NETWORK_COPY_H_

#include "absl/status/status.h"
#include "lexprobe/model/network.h"
#include "lexprobe/train/network_file.h"

namespace lexprobe {

// Without words, counts and description.
NetworkData CopyOf(const ModelOptions& options, const NetworkView& network);

// DataLoss if an array has another size than that of `network`, which may be
// changed in part then.
absl::Status CopyInto(const NetworkData& from, const NetworkView& network);

// False if there is a NaN or an infinity among its numbers.
bool AllFinite(const NetworkView& network);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_NETWORK_COPY_H_
