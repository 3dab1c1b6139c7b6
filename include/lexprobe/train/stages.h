// The two training stages: the parameters and optimiser state that their
// workers share, and the making of workers. See train_options.h.
//
// Not thread-safe, save through the workers (stage_worker.h). The embedding
// and the network that a stage is given must outlive it.

#ifndef LEXPROBE_TRAIN_STAGES_H_
#define LEXPROBE_TRAIN_STAGES_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/network.h"
#include "lexprobe/model/positional_loss.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/ngram/subsampler.h"
#include "lexprobe/train/stage_parameters.h"
#include "lexprobe/train/stage_worker.h"
#include "lexprobe/train/train_options.h"

namespace lexprobe {

class Stage {
 public:
  virtual ~Stage() = default;

  // "embedding", "embedding 2", ... or "validity": for progress, logs and
  // checkpoints.
  virtual absl::string_view name() const = 0;

  const StageWorkers& workers() const { return workers_; }
  // What the workers train.
  virtual StageParameters& parameters() = 0;
  // The learning rate now, for the progress line.
  virtual double RateAt(double done_share) const = 0;

  // The position weights of the embedding stage; empty for the other.
  virtual absl::Span<const float> PositionWeights() const { return {}; }

  // Of this process's workers, in order.
  std::vector<std::string> WorkerStates() const;
  // Everything that changes, save what the stage was given: its parameters,
  // optimiser state, and the states of all workers, of every process.
  void SaveState(const std::vector<std::string>& workers,
                 std::string* out) const;
  // Each worker takes its own state. If there are more or fewer workers now,
  // each goes on from the mean share that is done, at a place of its own.
  // DataLoss or FailedPrecondition if the bytes are not of such a stage.
  absl::Status RestoreState(BinaryReader& in);

 protected:
  // The arrays to save and restore, in a fixed order.
  virtual std::vector<std::vector<float>*> Arrays() = 0;

  StageWorkers workers_;
  int first_worker_ = 0;   // of all processes' workers
  int total_workers_ = 0;  // all processes' workers
};

// `embedding` is V x D and is trained in place. The corpus and the corruptor
// must outlive the stage.
std::unique_ptr<Stage> MakeEmbeddingStage(absl::string_view name,
                                          const TrainOptions& options,
                                          const EncodedCorpus& corpus,
                                          const Corruptor& corruptor,
                                          absl::Span<float> embedding,
                                          const Random& random);

// Trains `network` in place; its embedding too if the options say so.
std::unique_ptr<Stage> MakeValidityStage(const TrainOptions& options,
                                         const EncodedCorpus& corpus,
                                         const Corruptor& corruptor,
                                         const NetworkView& network,
                                         const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_STAGES_H_
