// How a network is trained. Two stages, each on all of the text:
//
// 1. The embedding stage trains the positional network (PositionalLoss):
//    fast, and what gives the best embeddings.
// 2. The validity stage trains the MLP (SharedCorruptionLoss) that `score`
//    asks, on top of those embeddings.
//
// Either can be left out by 0 epochs; alone, the second is the network of
// Collobert & Weston 2008.

#ifndef LEXPROBE_TRAIN_TRAIN_OPTIONS_H_
#define LEXPROBE_TRAIN_TRAIN_OPTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/model/device_options.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/ngram/batch.h"
#include "lexprobe/ngram/token_stream.h"

namespace lexprobe {

struct EmbeddingStageOptions {
  double epochs = 3;  // passes over the text; >= 0
  // Times that the stage is run, from other random numbers each time; the first
  // principal components of all embeddings side by side go on, moved so that
  // words keep the neighbours that they have in all. 1 to 100
  int replicas = 2;
  double distillation = 44;  // passes over all words for that; 0 to 1e6
  int order = 21;            // N, odd; 3 to 63
  // kCentre: the word in the middle is replaced. kAny: one at a uniform place,
  // the same in all of a batch; weights belong to distances, so that all places
  // share them.
  CorruptionPosition position = CorruptionPosition::kCentre;
  int corruptions = 64;  // K, shared by a batch; 1 to 65536
  int streams = 32;      // places in the text that a batch mixes
  int segment = 8;       // centres from each of them
  LossOptions loss = {.loss = Loss::kSoftmax};
  double rate = 1.6;            // of the embeddings (row-wise Adagrad)
  double position_rate = 3e-3;  // of the position weights (RMSprop)
  double warm_up = 0.5;         // share of the stage; 0 to 0.5
  // Thresholds, of which replicas take the next in turn; 0 keeps all words. Low
  // ones show what texts are about, high ones how words are used.
  std::vector<double> subsample = {3e-4, 3e-5};

  // REQUIRES: replica >= 1, subsample is not empty
  double subsample_of(int replica) const {
    return subsample[static_cast<size_t>(replica - 1) % subsample.size()];
  }

  // The farthest that a context word is from the one that is replaced.
  int margin() const {
    return position == CorruptionPosition::kAny ? order - 1 : order / 2;
  }
};

struct ValidityStageOptions {
  double epochs = 0.6;
  // B, N-grams, 1 to 65536. Shards have it together; each of R averaged
  // processes has B / sqrt(R); both 16 or more
  int batch = 256;
  int corruptions = 64;  // K, shared by a batch
  CorruptionPosition position = CorruptionPosition::kAny;
  LossOptions loss = {.loss = Loss::kLogistic, .kappa = 5};
  double rate = 0.08;          // of the embeddings, if they are trained
  double network_rate = 1e-3;  // of the MLP (RMSprop)
  // 0 to 0.5. Without it an MLP of random weights damages the embeddings before
  // it has learned what to do with them, and averaged processes, which in the
  // beginning agree on where to go, go too far
  double warm_up = 0.1;
  double subsample = 0;
  bool freeze_embedding = false;  // leave the embeddings as they are; never so
                                  // when there was no embedding stage
};

// How several processes keep one model (README, "Past one machine").
enum class Sync {
  kAverage,  // each by itself; parameters brought together now and then
  kSparse,   // in step: all gradients to all, row by row
  kDense,    // in step: gradients added up, as large as the model
};

absl::StatusOr<Sync> SyncFromName(absl::string_view name);
absl::string_view NameOf(Sync sync);

struct TrainOptions {
  // Changes the result.
  ModelOptions model;
  EmbeddingStageOptions embedding;
  ValidityStageOptions validity;
  UnknownWords unknown_words = UnknownWords::kRemove;
  double corruption_exponent = 0.75;  // replacements from counts^this
  double embedding_deviation = 0.1;   // of the first embeddings
  double final_rate = 0.02;           // share of a rate that is left at the end
  uint64_t seed = 1;                  // the one source of randomness
  // Epochs after which a stage ends if held-out N-grams have not been told
  // apart better, and gets its best network back; 0: never.
  int patience = 0;

  // Workers in step (rounds.h): the same bits at any number of threads.
  bool deterministic = false;
  int shards = 4;  // workers then; changes the result; 1 to 4096

  // Changes the speed; unless `deterministic`, more than one thread also makes
  // runs differ slightly, since they write to the same numbers without waiting
  // (Hogwild; Niu et al. 2011).
  int threads = 1;  // 1 to 256

  // One thread, not deterministic, if steps are taken by tensor operations.
  DeviceOptions device;

  // More than one process. All change the result.
  int parts = 1;  // of the corpus (text/corpus_part.h); 0: one a process
  Sync sync = Sync::kAverage;  // the others are deterministic
  // Tokens that all read between averages; 0: so that R processes meet 6 R^2
  // times in a stage, but 200 times at most, or whenever each has read a
  // million tokens if that is oftener.
  int64_t sync_every = 0;

  // Workers that share the text, in all processes.
  int workers() const {
    return deterministic ? shards : threads * (parts > 1 ? parts : 1);
  }

  // Whether processes train each by itself and their parameters are averaged.
  bool averages_processes() const { return parts > 1 && !deterministic; }

  // Whether the validity stage goes on with the embeddings.
  bool validity_trains_embedding() const {
    return !validity.freeze_embedding || embedding.epochs == 0;
  }
};

// InvalidArgument naming option, value and range.
absl::Status Validate(const TrainOptions& options);

// All options as a JSON object, for the files that a run writes.
std::string ToJson(const TrainOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_TRAIN_OPTIONS_H_
