// Subsampler: thins out frequent words, so that rare ones are seen in more
// contexts.
//
// A word of relative frequency f is kept with probability
// min(1, sqrt(t / f) + t / f): the form in the released word2vec program,
// a little above the paper's sqrt(t / f) (Mikolov et al. 2013, section 2.3).
//
// Thread-safe: nothing changes after construction; the Random is the
// caller's.

#ifndef LEXPROBE_NGRAM_SUBSAMPLER_H_
#define LEXPROBE_NGRAM_SUBSAMPLER_H_

#include <cstdint>
#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/vocab/vocabulary.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

class Subsampler {
 public:
  // `threshold` is t above; 0 keeps every word.
  // REQUIRES: threshold >= 0
  Subsampler(const Vocabulary& vocabulary, double threshold);

  // True with the word's probability. Draws only for words that may go.
  // REQUIRES: 0 <= id < the vocabulary's size
  bool Keep(WordId id, Random& random) const {
    const uint64_t limit = limits_[static_cast<size_t>(id)];
    return limit == kAlways || random.NextUint64() < limit;
  }

  // The probability with which `id` is kept.
  double ProbabilityOf(WordId id) const;

 private:
  static constexpr uint64_t kAlways = ~uint64_t{0};

  std::vector<uint64_t> limits_;  // keep below this, of 2^64
};

}  // namespace lexprobe

#endif  // LEXPROBE_NGRAM_SUBSAMPLER_H_
