// Train: from text to a model folder.
//
// It reads the corpus, trains the stages, looks at held-out text as it goes,
// and writes embeddings.lexprobe, network.lexprobe and run.json into the
// folder at the end: each whole, under its own name only when complete. While
// it runs it keeps checkpoint.lexprobe there. It prints nothing: a
// TrainObserver is told.

#ifndef LEXPROBE_TRAIN_TRAINER_H_
#define LEXPROBE_TRAIN_TRAINER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "lexprobe/dist/communicator.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/text/corpus.h"
#include "lexprobe/train/train_options.h"
#include "lexprobe/train/validity_evaluation.h"
#include "lexprobe/train/watched_pairs.h"

namespace lexprobe {

// Where a stage stands.
struct TrainProgress {
  absl::string_view stage;  // "embedding" or "validity"
  double done = 0;          // share of the stage, 0 to 1
  double epochs = 0;        // of the stage, in all
  int64_t tokens = 0;       // read in this stage
  int64_t labelled = 0;     // positives and corruptions learned from
  double tokens_per_second = 0;
  double labelled_per_second = 0;
  double loss = 0;         // mean over the last few seconds' positives
  double rate = 0;         // learning rate now
  absl::Duration elapsed;  // in this stage, this run
  absl::Duration left;     // of this stage, at this speed
};

// What each process sent in a stage.
struct Traffic {
  absl::string_view stage;
  int64_t exchanges = 0;       // of gradients or parameters
  int64_t positives = 0;       // of all processes
  int64_t bytes = 0;           // sent by this process, as the system counts
  double predicted_bytes = 0;  // by the cost model of the README
};

// What the rest of a training takes at most, and what there is; in bytes.
struct TrainNeeds {
  int64_t memory = 0;  // beyond what is in use
  int64_t free_memory = 0;
  int64_t disk = 0;  // in the folder
  int64_t free_disk = 0;
};

// Told what happens, on the thread that called Train.
class TrainObserver {
 public:
  virtual ~TrainObserver() = default;
  virtual void OnReading(int64_t bytes_read, int64_t total_bytes) = 0;
  virtual void OnCorpus(const EncodedCorpus& corpus, absl::Duration took) = 0;
  virtual void OnNeeds(const TrainNeeds& needs) = 0;  // before training
  virtual void OnProgress(const TrainProgress& progress) = 0;
  // While the replicas of the embedding stage are joined: the share done.
  virtual void OnJoining(double done) = 0;
  // At the end of each epoch, and of the validity stage. `pairs`: those of
  // TrainJob::watched_pairs whose words are in the vocabulary.
  virtual void OnEvaluation(const TrainProgress& progress,
                            const ValidityReport& report,
                            const std::vector<PairSimilarity>& pairs) = 0;
  // Held-out N-grams have not been told apart better for as many epochs as
  // TrainOptions::patience; the stage ends, with its best network.
  virtual void OnEarlyStop(absl::string_view stage, double best_auc) = 0;
  virtual void OnCheckpoint(absl::string_view path) = 0;
  // `taken` of the `words` of the vocabulary begin with a vector of
  // TrainJob::init_from; with_network: and the network with that of it.
  virtual void OnInitialModel(int64_t taken, int64_t words,
                              bool with_network) = 0;
  // At the end of a stage that several processes trained.
  virtual void OnTraffic(const Traffic& traffic) = 0;
  // The corpus has no N-gram for this stage; what the one before has learned
  // is kept.
  virtual void OnNothingToLearn(absl::string_view stage,
                                absl::string_view why) = 0;
};

struct TrainJob {
  CorpusOptions corpus;
  EncoderOptions encoder;
  TrainOptions train;
  std::string folder;  // made if it is not there
  // A model folder or a file of embeddings to begin from (initial_model.h),
  // whose words all stay in the vocabulary; "": random numbers.
  std::string init_from;
  std::vector<WatchedPair> watched_pairs;  // observed at the end of each epoch
  // One at an epoch's end too, a minute after the last.
  absl::Duration checkpoint_every = absl::Minutes(10);
  bool resume = false;     // go on from the folder's checkpoint, if it has one
  bool overwrite = false;  // replace what an earlier run left in the folder
  // The other processes, and what runs there must be the same; null: none.
  // Only rank 0 writes into the folder. It must outlive Train.
  Communicator* all = nullptr;
  std::string program;          // name and version
  bool despite_limits = false;  // even if memory or disk will not suffice
  // True when the user wants to stop; asked from several threads. Empty:
  // never.
  std::function<bool()> interrupted;
};

// Does all of it.
//
// Cancelled when interrupted: a checkpoint is written first, if training had
// begun. ResourceExhausted, before training, if it needs more memory or disk
// than is free and `despite_limits` is not set. FailedPrecondition if training
// diverges (the last good state stays in the checkpoint), if the folder holds a
// model or a checkpoint and neither `resume` nor `overwrite` is set, if another
// process trains into it, or if the checkpoint is of another corpus or other
// options. Otherwise the errors of reading, training and writing. Whatever
// happens, complete files in the folder stay complete.
absl::Status Train(const TrainJob& job, TrainObserver* observer);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_TRAINER_H_
