// What the processes of a distributed training tell each other, besides
// gradients and parameters. Each function does nothing when `all` is null:
// one process alone.

#ifndef LEXPROBE_TRAIN_TEAM_H_
#define LEXPROBE_TRAIN_TEAM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/dist/communicator.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/vocab/vocabulary_builder.h"

namespace lexprobe {

// Between two stretches of training. In: what this process finds. Out: what
// all do: stop if one wants to; be done if all are; judge and write a
// checkpoint when rank 0 says so.
struct Turn {
  bool interrupted = false;
  bool done = false;
  bool evaluate = false;
  bool checkpoint = false;
};

// An error of one process is an error of all.
absl::Status TakeTurn(const absl::Status& own, Turn* turn, Communicator* all);

// OK, or the first error of any process.
absl::Status Agree(const absl::Status& own, Communicator* all);

// True when `own` is so on every rank.
absl::StatusOr<bool> AllTrue(bool own, Communicator& all);

// FailedPrecondition, naming the ranks and the first difference, if the JSON
// objects of the ranks are not the same.
absl::Status CheckSame(const std::string& description, Communicator* all);

// Adds what the other ranks counted. DataLoss if their bytes are none.
absl::Status MergeWords(VocabularyBuilder* words, Communicator* all);

// Checks that every rank has the same vocabulary; *corpus gets the held-out
// text and the statistics of all ranks.
absl::Status ShareCorpus(EncodedCorpus* corpus, Communicator* all);

// The numbers become those of rank 0. REQUIRES: as many on every rank
absl::Status TakeFromFirst(absl::Span<float> numbers, Communicator* all);

// The strings of all ranks, one after the other.
absl::StatusOr<std::vector<std::string>> GatherStrings(
    const std::vector<std::string>& own, Communicator* all);

// The numbers of each rank, by rank.
absl::StatusOr<std::vector<std::vector<double>>> GatherNumbers(
    const std::vector<double>& own, Communicator* all);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_TEAM_H_
