// The first part of a training: from the job's files to numbers, on this
// process and with the others. Not thread-safe.

#ifndef LEXPROBE_TRAIN_CORPUS_READING_H_
#define LEXPROBE_TRAIN_CORPUS_READING_H_

#include <string>

#include "absl/status/statusor.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/train/trainer.h"

namespace lexprobe {

// Where this process has its tokens: the job's folder, or that for temporary
// files. Only rank 0 is sure to have the folder, which need not be on every
// machine.
std::string TokenFolder(const TrainJob& job);

// Reads this process's parts of the corpus on a thread of its own, so that
// this one can report; the other processes are kept waiting for each other, so
// that nobody seems dead. All have the same vocabulary then. Errors of reading
// on any process; ResourceExhausted beforehand if the tokens will not fit on
// the disk; FailedPrecondition if a part has no sentence; Cancelled.
absl::StatusOr<EncodedCorpus> ReadCorpus(const TrainJob& job,
                                         TrainObserver* observer);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_CORPUS_READING_H_
