// Batches of N-grams for the tests of the losses.

#ifndef LEXPROBE_TESTS_MODEL_RANDOM_BATCH_H_
#define LEXPROBE_TESTS_MODEL_RANDOM_BATCH_H_

#include "lexprobe/base/random.h"
#include "lexprobe/ngram/batch.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

inline constexpr int kWords = 9;

// Few words, so that they repeat within an N-gram, among the replacements,
// and between the two.
inline NGramBatch RandomBatch(int order, int count, int replacements,
                              int position, Random& random) {
  const auto draw = [&] { return static_cast<WordId>(random.Below(kWords)); };
  NGramBatch batch;
  batch.order = order;
  batch.corrupted_position = position;
  for (int i = 0; i < count * order; ++i) batch.ids.push_back(draw());
  for (int j = 0; j < replacements; ++j) batch.replacements.push_back(draw());
  return batch;
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_MODEL_RANDOM_BATCH_H_
