// The losses of training, a positive's score against those of its
// corruptions: values and gradients in one pass, compiled for several
// instruction sets by Google Highway and chosen at run time.
//
// A score of -infinity marks a corruption that is none: it adds nothing to
// the loss and its gradient is 0. NaN among the scores makes the loss NaN.
//
// Thread-safe: no state.

#ifndef LEXPROBE_MODEL_LOSS_KERNELS_H_
#define LEXPROBE_MODEL_LOSS_KERNELS_H_

#include "lexprobe/model/model_options.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

// What turns dot products into the scores of one positive's corruptions.
struct ScoreShift {
  float base;           // added to each score
  const float* column;  // added to score j, column[j]; null: nothing
  WordId own;           // the true word
  const WordId* words;  // score j becomes -infinity where words[j] is `own`
};

void ShiftScores(const ScoreShift& shift, float* scores, int count);

// The loss of one positive and its corruptions. Replaces scores[j] by
// dLoss/dscores[j] and writes dLoss/dvalid to *d_valid.
// REQUIRES: count > 0
float LossAndGradient(const LossOptions& options, float valid, float* scores,
                      int count, float* d_valid);

// Replaces scores[j] by exp(scores[j]) over the sum of all of these.
// REQUIRES: count > 0, and a score that is above -infinity
void Softmax(float* scores, int count);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_LOSS_KERNELS_H_
