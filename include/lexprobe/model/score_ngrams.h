// ScoreNGrams: the logits of N-grams, without LibTorch.
//
// Thread-safe: no state.

#ifndef LEXPROBE_MODEL_SCORE_NGRAMS_H_
#define LEXPROBE_MODEL_SCORE_NGRAMS_H_

#include <vector>

#include "absl/types/span.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/model/network.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

// One logit for each N-gram of `ids` (count x N, row-major).
// REQUIRES: ids.size() is a multiple of options.order; ids are in range
std::vector<float> ScoreNGrams(const ModelOptions& options,
                               const NetworkView& network,
                               absl::Span<const WordId> ids);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_SCORE_NGRAMS_H_
