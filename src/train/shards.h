// How the text is shared out: each worker has an equal part of the tokens,
// and reads it from several places at once.

#ifndef LEXPROBE_TRAIN_SHARDS_H_
#define LEXPROBE_TRAIN_SHARDS_H_

#include <cstdint>
#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/ngram/batch.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/ngram/token_stream.h"

namespace lexprobe {

struct Shard {
  BatchBuilder builder;
  int64_t tokens;  // in its part
};

// `workers` shards of at most `streams` streams; a small text has fewer
// streams, so that each has sentences to read. The same arguments give the
// same shards.
// REQUIRES: workers > 0, streams > 0, the file is not empty
std::vector<Shard> MakeShards(const TokenStreamSource& source,
                              const Corruptor& corruptor, int workers,
                              int streams, const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_SHARDS_H_
