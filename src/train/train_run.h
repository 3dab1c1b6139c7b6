// TrainRun: one training, from its first step to its files: both stages, what
// is looked at between their epochs, and checkpoints.
//
// Not thread-safe. The job and the observer must outlive it.

#ifndef LEXPROBE_TRAIN_TRAIN_RUN_H_
#define LEXPROBE_TRAIN_TRAIN_RUN_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/validity_model.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/train/checkpoint.h"
#include "lexprobe/train/initial_model.h"
#include "lexprobe/train/stages.h"
#include "lexprobe/train/trainer.h"
#include "nlohmann/json.hpp"
#include "train/early_stopping.h"
#include "train/replicas.h"
#include "train/stage_run.h"
#include "train/team.h"

namespace lexprobe {

// True on the one process that writes.
bool Leads(const TrainJob& job);

class TrainRun {
 public:
  // Goes on from `checkpoint`, unless its stage is empty.
  TrainRun(const TrainJob& job, TrainObserver* observer, EncodedCorpus corpus,
           Corruptor corruptor, Checkpoint checkpoint);

  // Instead of random numbers.
  void BeginFrom(const InitialModel& initial);

  // Errors as for Train; OutOfRange if there is nothing to learn from.
  absl::Status Run();

 private:
  absl::Status LoadCheckpoint();
  absl::Status RunEmbeddingStages();
  absl::Status RunReplica(int number);
  absl::Status JoinReplicas();
  absl::Status Stopped() const;
  absl::Status RunValidityStage();
  absl::Status RunStage(Stage& stage, double epochs);
  absl::Status RestoreStage(Stage* stage, EarlyStopping* early);
  absl::Status TrainStage(Stage& stage, double epochs, StageRun& run,
                          EarlyStopping* early);
  absl::Status AfterTurn(const Stage& stage, const StageRun& run,
                         const EarlyStopping& early, const Turn& turn);
  absl::Status EndStage(const Stage& stage, StageRun& run,
                        EarlyStopping* early);

  absl::Status WriteCheckpointOf(const Stage& stage, const StageRun& run,
                                 const EarlyStopping& early);
  absl::Status SaveEndOf(const Stage& stage, const StageRun& run,
                         const EarlyStopping& early);
  absl::Status Diverged(const absl::Status& status) const;
  absl::Status ReportTraffic(StageRun& run);

  absl::Status Evaluate(const Stage& stage, const TrainProgress& progress,
                        EarlyStopping* early);
  void Judge(const Stage& stage);
  absl::Status Finish();
  std::string CheckpointPath() const;

  const TrainJob& job_;
  TrainObserver* const observer_;
  const EncodedCorpus corpus_;
  const Corruptor corruptor_;
  const Random random_;
  ValidityModel model_;
  NetworkView network_;
  Checkpoint checkpoint_;
  Replicas replicas_;
  ValidityReport report_;
  bool validity_trained_ = false;
  nlohmann::ordered_json history_ = nlohmann::ordered_json::array();
  nlohmann::ordered_json traffic_ = nlohmann::ordered_json::array();
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_TRAIN_RUN_H_
