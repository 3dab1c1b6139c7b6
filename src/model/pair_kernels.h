// The loop over pairs of a positive and a corruption for tanh, hardtanh and
// relu units, in two halves: scores forward, gradients backward. One positive
// meets all its corruptions in one call, so that its numbers stay in
// registers and theirs in cache. Compiled for several instruction sets by
// Google Highway and chosen at run time.
//
// Rows are PaddedDim(width) floats apart; of a_row, output and all sums, too,
// that many are read or written, zeros beyond `width`.
//
// Thread-safe: no state.

#ifndef LEXPROBE_MODEL_PAIR_KERNELS_H_
#define LEXPROBE_MODEL_PAIR_KERNELS_H_

#include "lexprobe/model/model_options.h"

namespace lexprobe {

// hidden row j = phi(a_row + row j of `rows`); scores[j] = output . hidden
// row j, for j < count.
// REQUIRES: activation is not kBilinear
void PairScores(Activation activation, const float* a_row, const float* rows,
                const float* output, int count, int width, float* hidden,
                float* scores);

// The derivative of sum over j of gradients[j] * scores[j]: adds to d_a_row,
// d_rows and d_output. A gradient of 0 costs nothing.
void PairGradients(Activation activation, const float* hidden,
                   const float* output, const float* gradients, int count,
                   int width, float* d_a_row, float* d_rows, float* d_output);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_PAIR_KERNELS_H_
