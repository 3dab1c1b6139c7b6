// How the text is shared out: each worker has an equal part of the tokens,
// and reads it from several places at once.

#ifndef LEXPROBE_TRAIN_SHARDS_H_
#define LEXPROBE_TRAIN_SHARDS_H_

#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/ngram/subsampler.h"
#include "lexprobe/train/schedule.h"
#include "lexprobe/train/stage_worker.h"
#include "lexprobe/train/train_options.h"

namespace lexprobe {

// What a stage asks of its shares.
struct ShareSettings {
  int streams = 1;  // places in the text that a worker reads; > 0
  double epochs = 0;
  Schedule schedule;
};

// The first of the options' workers that the corpus's parts belong to.
int FirstWorker(const TrainOptions& options, const EncodedCorpus& corpus);

// A share for each worker of the corpus's parts: all of the options' workers,
// if the corpus holds all parts. A small text has fewer streams, so
// that each has sentences to read. The same arguments give the same shares.
// Corpus, subsampler and corruptor must outlive them.
// REQUIRES: the corpus is not empty
std::vector<Share> MakeShares(const TrainOptions& options,
                              const EncodedCorpus& corpus,
                              const Subsampler& subsampler,
                              const Corruptor& corruptor,
                              const ShareSettings& settings,
                              const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_SHARDS_H_
