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
#include "lexprobe/model/model_options.h"

namespace lexprobe {

// `dim` rounded up to a multiple of 16.
constexpr int PaddedDim(int dim) { return (dim + 15) / 16 * 16; }

// The instruction set in use, for the start-up log: "AVX3", "AVX2", ...
absl::string_view VectorTarget();

float Dot(const float* a, const float* b, int count);

// y += scale * x
void AddScaled(float scale, const float* x, float* y, int count);

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

// One positive's score against its K corruptions' scores. Replaces scores[j]
// by dLoss/dscores[j], writes dLoss/dvalid to *d_valid and gives the loss. A
// score of -infinity marks a corruption that is none: gradient 0.
float LossAndGradient(const LossOptions& options, float valid, float* scores,
                      int count, float* d_valid);

// score = sum of output[h] * phi(a[h] + b[h]); phi is not kBilinear.
float PairScore(Activation activation, const float* a, const float* b,
                const float* output, int count);

// Its derivative times `gradient`: adds to d_a, d_b and d_output.
void PairGradient(Activation activation, const float* a, const float* b,
                  const float* output, float gradient, int count, float* d_a,
                  float* d_b, float* d_output);

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
