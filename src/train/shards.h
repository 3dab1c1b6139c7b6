// How the text is shared out: each worker has an equal part of the tokens,
// and reads it from several places at once.

#ifndef LEXPROBE_TRAIN_SHARDS_H_
#define LEXPROBE_TRAIN_SHARDS_H_

#include <cstdint>
#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/ngram/batch.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/ngram/subsampler.h"
#include "lexprobe/train/train_options.h"

namespace lexprobe {

struct Shard {
  BatchBuilder builder;
  int64_t tokens;  // in its part
};

// A shard for each of the options' threads, of at most `streams` streams; a
// small text has fewer streams, so that each has sentences to read. The same
// arguments give the same shards. Corpus, subsampler and corruptor must
// outlive them.
// REQUIRES: streams > 0, the corpus is not empty
std::vector<Shard> MakeShards(const TrainOptions& options,
                              const EncodedCorpus& corpus,
                              const Subsampler& subsampler,
                              const Corruptor& corruptor, int streams,
                              const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_SHARDS_H_
