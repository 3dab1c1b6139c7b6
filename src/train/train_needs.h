// What a training will need, known once its corpus has been read.
//
// Thread-safe: no state.

#ifndef LEXPROBE_TRAIN_TRAIN_NEEDS_H_
#define LEXPROBE_TRAIN_TRAIN_NEEDS_H_

#include "lexprobe/train/trainer.h"
#include "lexprobe/vocab/vocabulary.h"

namespace lexprobe {

// The memory for the rest of the training, and the disk for its checkpoints
// and files: sums of the arrays that are large, which tests/LIMITS.md compares
// with what was measured. Errors: those of FreeDisk.
absl::StatusOr<TrainNeeds> NeedsOf(const TrainOptions& options,
                                   const Vocabulary& vocabulary,
                                   absl::string_view folder);

// ResourceExhausted, naming what is short, if more is needed than is free.
absl::Status CheckFits(const TrainNeeds& needs, absl::string_view folder);

// The corpus becomes 32-bit numbers in `folder`. ResourceExhausted if some
// 3/4 of the bytes of its files, as plain text needs, are not free there.
absl::Status CheckCorpusFits(int64_t corpus_bytes, absl::string_view folder);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_TRAIN_NEEDS_H_
