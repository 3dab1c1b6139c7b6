#include "lexprobe/model/vector_kernels.h"

// Compiled once for each instruction set: Highway includes this file again
// through foreach_target.h. Vectors are kept in arrays below, which the
// scalable instruction sets forbid.
#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/vector_kernels.cc"
#include "hwy/foreach_target.h"  // must come before highway.h
//
#include "hwy/cache_control.h"
#include "hwy/highway.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace lexprobe {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Float = hn::ScalableTag<float>;
using Vec = hn::Vec<Float>;
constexpr int kLanes = static_cast<int>(hn::MaxLanes(Float()));

// Calls body(i) for whole vectors and rest(i) for single numbers after them.
template <typename Body, typename Rest>
HWY_INLINE void ForEach(int count, Body&& body, Rest&& rest) {
  int i = 0;
  for (; i + kLanes <= count; i += kLanes) body(i);
  for (; i < count; ++i) rest(i);
}

const char* TargetNameImpl() { return hwy::TargetName(HWY_TARGET); }

float DotImpl(const float* a, const float* b, int count) {
  const Float d;
  Vec sum = hn::Zero(d);
  float tail = 0;
  ForEach(
      count,
      [&](int i) HWY_ATTR {
        sum = hn::MulAdd(hn::LoadU(d, a + i), hn::LoadU(d, b + i), sum);
      },
      [&](int i) HWY_ATTR { tail += a[i] * b[i]; });
  return hn::GetLane(hn::SumOfLanes(d, sum)) + tail;
}

float SumImpl(const float* x, int count) {
  const Float d;
  Vec sum = hn::Zero(d);
  float tail = 0;
  ForEach(
      count, [&](int i) HWY_ATTR { sum = hn::Add(sum, hn::LoadU(d, x + i)); },
      [&](int i) HWY_ATTR { tail += x[i]; });
  return hn::GetLane(hn::SumOfLanes(d, sum)) + tail;
}

void AddScaledImpl(float scale, const float* x, float* y, int count) {
  const Float d;
  const Vec factor = hn::Set(d, scale);
  ForEach(
      count,
      [&](int i) HWY_ATTR {
        hn::StoreU(hn::MulAdd(factor, hn::LoadU(d, x + i), hn::LoadU(d, y + i)),
                   d, y + i);
      },
      [&](int i) HWY_ATTR { y[i] += scale * x[i]; });
}

// `dim` numbers, and zeros up to `stride`.
HWY_INLINE void CopyRow(const float* from, int dim, int stride, float* to) {
  const Float d;
  int k = 0;
  for (; k + kLanes <= dim; k += kLanes) {
    hn::StoreU(hn::LoadU(d, from + k), d, to + k);
  }
  for (; k < dim; ++k) to[k] = from[k];
  for (; k < stride; ++k) to[k] = 0;
}

void GatherRowsImpl(const float* table, int dim, const WordId* ids, int count,
                    int stride, float* rows) {
  constexpr int kAhead = 8;  // rows, fetched into cache before they are needed
  for (int i = 0; i < count; ++i, rows += stride) {
    if (i + kAhead < count && ids[i + kAhead] >= 0) {
      const float* ahead = table + ids[i + kAhead] * ptrdiff_t{dim};
      for (int k = 0; k < dim; k += 16) hwy::Prefetch(ahead + k);
    }
    if (ids[i] < 0) {
      std::fill_n(rows, stride, 0.0f);
    } else {
      CopyRow(table + ids[i] * ptrdiff_t{dim}, dim, stride, rows);
    }
  }
}

// The context sums and their derivative, for kPlaces places at a time, whose
// weights stay in registers, and one vector of columns.
struct Contexts {
  const float *words, *weights;
  const int* centres;
  int count, margin;
  ptrdiff_t stride;

  // Where place `k` is, in numbers after the centre.
  ptrdiff_t OffsetOf(int k) const {
    return (k < margin ? k - margin : k - margin + 1) * stride;
  }

  template <int kPlaces>
  HWY_INLINE void Gather(int place, int column, float* contexts) const {
    const Float d;
    Vec weight[kPlaces];
    for (int k = 0; k < kPlaces; ++k) {
      weight[k] = hn::LoadU(d, weights + (place + k) * stride + column);
    }
    for (int i = 0; i < count; ++i) {
      const float* centre = words + centres[i] * stride + column;
      float* context = contexts + i * stride + column;
      Vec sum = place == 0 ? hn::Zero(d) : hn::LoadU(d, context);
      for (int k = 0; k < kPlaces; ++k) {
        sum = hn::MulAdd(weight[k], hn::LoadU(d, centre + OffsetOf(place + k)),
                         sum);
      }
      hn::StoreU(sum, d, context);
    }
  }

  template <int kPlaces>
  HWY_INLINE void Scatter(int place, int column, const float* d_contexts,
                          float* d_words, float* d_weights) const {
    const Float d;
    Vec weight[kPlaces], d_weight[kPlaces];
    for (int k = 0; k < kPlaces; ++k) {
      weight[k] = hn::LoadU(d, weights + (place + k) * stride + column);
      d_weight[k] = hn::Zero(d);
    }
    for (int i = 0; i < count; ++i) {
      const Vec gradient = hn::LoadU(d, d_contexts + i * stride + column);
      const ptrdiff_t centre = centres[i] * stride + column;
      for (int k = 0; k < kPlaces; ++k) {
        const ptrdiff_t at = centre + OffsetOf(place + k);
        const Vec d_word = hn::LoadU(d, d_words + at);
        hn::StoreU(hn::MulAdd(weight[k], gradient, d_word), d, d_words + at);
        d_weight[k] =
            hn::MulAdd(hn::LoadU(d, words + at), gradient, d_weight[k]);
      }
    }
    for (int k = 0; k < kPlaces; ++k) {
      float* sum = d_weights + (place + k) * stride + column;
      hn::StoreU(hn::Add(hn::LoadU(d, sum), d_weight[k]), d, sum);
    }
  }
};

void GatherContextsImpl(const float* words, const float* weights,
                        const int* centres, int count, int margin, int dim,
                        float* contexts) {
  const Contexts all = {words, weights, centres, count, margin, PaddedDim(dim)};
  if (margin == 0) std::fill_n(contexts, count * all.stride, 0.0f);
  for (int column = 0; column < all.stride; column += kLanes) {
    int k = 0;
    for (; k + 4 <= 2 * margin; k += 4) all.Gather<4>(k, column, contexts);
    if (k < 2 * margin) all.Gather<2>(k, column, contexts);
  }
}

void ScatterContextsImpl(const float* words, const float* weights,
                         const int* centres, int count, int margin, int dim,
                         const float* d_contexts, float* d_words,
                         float* d_weights) {
  const Contexts all = {words, weights, centres, count, margin, PaddedDim(dim)};
  for (int column = 0; column < all.stride; column += kLanes) {
    int k = 0;
    for (; k + 4 <= 2 * margin; k += 4) {
      all.Scatter<4>(k, column, d_contexts, d_words, d_weights);
    }
    if (k < 2 * margin) {
      all.Scatter<2>(k, column, d_contexts, d_words, d_weights);
    }
  }
}

void AdagradRowImpl(float rate, const float* gradient, int count, float* row,
                    float* accumulator) {
  const float square = DotImpl(gradient, gradient, count);
  const float total = *accumulator + square / static_cast<float>(count);
  *accumulator = total;
  AddScaledImpl(-rate / std::sqrt(total), gradient, row, count);
}

void RmsPropStepImpl(float rate, float decay, const float* gradient, int count,
                     float* values, float* square) {
  const Float d;
  const Vec keep = hn::Set(d, decay), add = hn::Set(d, 1 - decay);
  const Vec small = hn::Set(d, 1e-6f), step = hn::Set(d, rate);
  ForEach(
      count,
      [&](int i) HWY_ATTR {
        const Vec g = hn::LoadU(d, gradient + i);
        const Vec s = hn::MulAdd(hn::Mul(add, g), g,
                                 hn::Mul(keep, hn::LoadU(d, square + i)));
        hn::StoreU(s, d, square + i);
        const Vec change =
            hn::Div(hn::Mul(step, g), hn::Add(hn::Sqrt(s), small));
        hn::StoreU(hn::Sub(hn::LoadU(d, values + i), change), d, values + i);
      },
      [&](int i) HWY_ATTR {
        const float g = gradient[i];
        square[i] = decay * square[i] + (1 - decay) * g * g;
        values[i] -= rate * g / (std::sqrt(square[i]) + 1e-6f);
      });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lexprobe
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace lexprobe {

HWY_EXPORT(TargetNameImpl);
HWY_EXPORT(DotImpl);
HWY_EXPORT(SumImpl);
HWY_EXPORT(AddScaledImpl);
HWY_EXPORT(GatherRowsImpl);
HWY_EXPORT(GatherContextsImpl);
HWY_EXPORT(ScatterContextsImpl);
HWY_EXPORT(AdagradRowImpl);
HWY_EXPORT(RmsPropStepImpl);

absl::string_view VectorTarget() {
  return HWY_DYNAMIC_DISPATCH(TargetNameImpl)();
}

float Dot(const float* a, const float* b, int count) {
  return HWY_DYNAMIC_DISPATCH(DotImpl)(a, b, count);
}

float Sum(const float* x, int count) {
  return HWY_DYNAMIC_DISPATCH(SumImpl)(x, count);
}

void AddScaled(float scale, const float* x, float* y, int count) {
  HWY_DYNAMIC_DISPATCH(AddScaledImpl)(scale, x, y, count);
}

void GatherRows(const float* table, int dim, const WordId* ids, int count,
                int stride, float* rows) {
  HWY_DYNAMIC_DISPATCH(GatherRowsImpl)(table, dim, ids, count, stride, rows);
}

void GatherContexts(const float* words, const float* weights,
                    const int* centres, int count, int margin, int dim,
                    float* contexts) {
  HWY_DYNAMIC_DISPATCH(GatherContextsImpl)
  (words, weights, centres, count, margin, dim, contexts);
}

void ScatterContexts(const float* words, const float* weights,
                     const int* centres, int count, int margin, int dim,
                     const float* d_contexts, float* d_words,
                     float* d_weights) {
  HWY_DYNAMIC_DISPATCH(ScatterContextsImpl)
  (words, weights, centres, count, margin, dim, d_contexts, d_words, d_weights);
}

void AdagradRow(float rate, const float* gradient, int count, float* row,
                float* accumulator) {
  HWY_DYNAMIC_DISPATCH(AdagradRowImpl)(rate, gradient, count, row, accumulator);
}

void RmsPropStep(float rate, float decay, const float* gradient, int count,
                 float* values, float* square) {
  HWY_DYNAMIC_DISPATCH(RmsPropStepImpl)
  (rate, decay, gradient, count, values, square);
}

}  // namespace lexprobe

#endif  // HWY_ONCE
