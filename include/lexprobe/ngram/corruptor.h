// Corruptor: makes an N-gram false by replacing one of its words.
//
// Replacement words are drawn with probability proportional to
// count^exponent (Mikolov et al. 2013, "Distributed representations of words
// and phrases and their compositionality", section 2.2: 0.75). The unknown
// word never replaces another.
//
// Thread-safe: nothing changes after construction; the Random is the
// caller's.

#ifndef LEXPROBE_NGRAM_CORRUPTOR_H_
#define LEXPROBE_NGRAM_CORRUPTOR_H_

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/base/random.h"
#include "lexprobe/ngram/alias_table.h"
#include "lexprobe/vocab/vocabulary.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

class Corruptor {
 public:
  // InvalidArgument if the exponent is NaN or outside 0 to 2, or if the
  // vocabulary has fewer than two words besides the unknown one: then no
  // N-gram can be made false.
  static absl::StatusOr<Corruptor> Create(const Vocabulary& vocabulary,
                                          double exponent);

  // One replacement word, which may be the true one; who shares replacements
  // between N-grams masks those.
  WordId Draw(Random& random) const { return table_.Draw(random) + 1; }

  // A replacement word that differs from `original`.
  WordId DrawOtherThan(WordId original, Random& random) const;

  // Words of the vocabulary, the unknown one too.
  WordId vocabulary_size() const {
    return static_cast<WordId>(table_.size()) + 1;
  }

  // Fills `words` with draws.
  void DrawShared(absl::Span<WordId> words, Random& random) const;

 private:
  explicit Corruptor(AliasTable table) : table_(std::move(table)) {}

  AliasTable table_;  // outcome i is word i + 1
};

}  // namespace lexprobe

#endif  // LEXPROBE_NGRAM_CORRUPTOR_H_
