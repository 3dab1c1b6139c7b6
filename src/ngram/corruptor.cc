#include "lexprobe/ngram/corruptor.h"

#include <cmath>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {

absl::StatusOr<Corruptor> Corruptor::Create(const Vocabulary& vocabulary,
                                            double exponent) {
  if (!(exponent >= 0 && exponent <= 2)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "corruption exponent is ", exponent, "; it must be from 0 to 2"));
  }
  if (vocabulary.size() < 3) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the vocabulary has ", vocabulary.size() - 1,
        " words; at least 2 are needed to make an N-gram false (is the corpus "
        "too small for the minimum count?)"));
  }
  std::vector<double> weights;
  for (WordId id = 1; id < vocabulary.size(); ++id) {
    weights.push_back(
        std::pow(static_cast<double>(vocabulary.CountOf(id)), exponent));
  }
  LEXPROBE_ASSIGN_OR_RETURN(AliasTable table, AliasTable::FromWeights(weights));
  return Corruptor(std::move(table));
}

WordId Corruptor::DrawOtherThan(WordId original, Random& random) const {
  // A vocabulary can be so skewed that chance alone would try for ever.
  for (int attempt = 0; attempt < 64; ++attempt) {
    const WordId word = Draw(random);
    if (word != original) return word;
  }
  return original == 1 ? 2 : 1;
}

void Corruptor::DrawShared(absl::Span<WordId> words, Random& random) const {
  for (WordId& word : words) word = Draw(random);
}

}  // namespace lexprobe
