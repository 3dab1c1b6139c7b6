// The inner loops of training, compiled for several instruction sets by
// Google Highway and chosen at run time. Plain memory in and out.
//
// Rows are row-major. "Padded" rows stand PaddedDim(dim) floats apart with
// zeros after the first `dim`, so that loops need no remainder.
//
// Thread-safe: no state.

#ifndef LEXPROBE_MODEL_VECTOR_KERNELS_H_
#define LEXPROBE_MODEL_VECTOR_KERNELS_H_

#include "absl/strings/string_view.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

// `dim` rounded up to a multiple of 16.
constexpr int PaddedDim(int dim) { return (dim + 15) / 16 * 16; }

// The instruction set in use, for the start-up log: "AVX3", "AVX2", ...
absl::string_view VectorTarget();

float Dot(const float* a, const float* b, int count);

float Sum(const float* x, int count);

// y += scale * x
void AddScaled(float scale, const float* x, float* y, int count);

// Row i of `rows` = row ids[i] of a table of rows of `dim`, followed by zeros
// up to `stride`; all zeros where ids[i] is negative.
// REQUIRES: stride >= dim
void GatherRows(const float* table, int dim, const WordId* ids, int count,
                int stride, float* rows);

// contexts[i] = sum over k of weights[k] * words[centres[i] + offset(k)],
// elementwise, for the 2 * margin offsets -margin .. margin without 0.
// words, weights and contexts are padded rows.
void GatherContexts(const float* words, const float* weights,
                    const int* centres, int count, int margin, int dim,
                    float* contexts);

// The derivative of GatherContexts: adds to d_words and d_weights.
void ScatterContexts(const float* words, const float* weights,
                     const int* centres, int count, int margin, int dim,
                     const float* d_contexts, float* d_words, float* d_weights);

// Row-wise Adagrad (Duchi et al. 2011, one accumulator a row):
// *accumulator += |gradient|^2 / count;
// row -= rate * gradient / sqrt(*accumulator).
void AdagradRow(float rate, const float* gradient, int count, float* row,
                float* accumulator);

// RMSprop (Tieleman & Hinton 2012): square = decay * square +
// (1 - decay) * gradient^2; values -= rate * gradient / (sqrt(square) + 1e-6).
void RmsPropStep(float rate, float decay, const float* gradient, int count,
                 float* values, float* square);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_VECTOR_KERNELS_H_
