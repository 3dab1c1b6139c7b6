#include "model/pair_kernels.h"

// Compiled once for each instruction set: Highway includes this file again
// through foreach_target.h. Vectors are kept in arrays below, which the
// scalable instruction sets forbid.
#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/pair_kernels.cc"
#include "hwy/foreach_target.h"  // must come before highway.h
//
#include "hwy/highway.h"

#include <algorithm>
#include <cstddef>

#include "lexprobe/model/vector_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace lexprobe {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Float = hn::ScalableTag<float>;
using Vec = hn::Vec<Float>;
constexpr ptrdiff_t kLanes = static_cast<ptrdiff_t>(hn::MaxLanes(Float()));

// `x` within +-limit. NaN stays NaN, which Min and Max of some instruction sets
// would take for a limit.
HWY_INLINE Vec Clamped(Vec x, Vec limit) {
  const Vec low = hn::Neg(limit);
  return hn::IfThenElse(hn::Lt(x, low), low,
                        hn::IfThenElse(hn::Gt(x, limit), limit, x));
}

// Each activation: its value y, and its slope in terms of y.

// x P(x^2) / Q(x^2), fitted to tanh up to 7.9, where it is 1 to the last bit
// but four; error below 6e-7.
struct Tanh {
  static HWY_INLINE Vec Value(Vec x) {
    const Float d;
    x = Clamped(x, hn::Set(d, 7.9f));
    const Vec u = hn::Mul(x, x);
    Vec p =
        hn::MulAdd(u, hn::Set(d, -6.263317e-09f), hn::Set(d, 7.2291177e-06f));
    p = hn::MulAdd(u, p, hn::Set(d, 0.0027052101f));
    p = hn::MulAdd(u, p, hn::Set(d, 0.12720928f));
    p = hn::MulAdd(u, p, hn::Set(d, 0.9999998f));
    Vec q = hn::MulAdd(u, hn::Set(d, 0.00019787965f), hn::Set(d, 0.022887675f));
    q = hn::MulAdd(u, q, hn::Set(d, 0.46054104f));
    q = hn::MulAdd(u, q, hn::Set(d, 1.0f));
    return hn::Div(hn::Mul(x, p), q);
  }
  static HWY_INLINE Vec TimesSlope(Vec y, Vec factor) {
    return hn::NegMulAdd(hn::Mul(y, y), factor, factor);
  }
};

struct Hardtanh {
  static HWY_INLINE Vec Value(Vec x) { return Clamped(x, hn::Set(Float(), 1)); }
  static HWY_INLINE Vec TimesSlope(Vec y, Vec factor) {
    return hn::IfThenElseZero(hn::Lt(hn::Abs(y), hn::Set(Float(), 1)), factor);
  }
};

struct Relu {
  static HWY_INLINE Vec Value(Vec x) {
    return hn::IfThenZeroElse(hn::Lt(x, hn::Zero(Float())), x);
  }
  static HWY_INLINE Vec TimesSlope(Vec y, Vec factor) {
    return hn::IfThenElseZero(hn::Gt(y, hn::Zero(Float())), factor);
  }
};

// Columns are worked off in blocks of up to four vectors, whose share of the
// positive's row, the output weights and the sums stays in registers.
constexpr int kMostVectors = 4;

template <int kVectors>
HWY_INLINE void LoadBlock(const float* from, Vec (&block)[kVectors]) {
  for (int v = 0; v < kVectors; ++v) {
    block[v] = hn::LoadU(Float(), from + v * kLanes);
  }
}

template <int kVectors>
HWY_INLINE void AddBlock(const Vec (&block)[kVectors], float* to) {
  const Float d;
  for (int v = 0; v < kVectors; ++v) {
    float* sum = to + v * kLanes;
    hn::StoreU(hn::Add(hn::LoadU(d, sum), block[v]), d, sum);
  }
}

template <typename Phi>
struct ScoreBlock {
  const float *a_row, *rows, *output;
  int count;
  ptrdiff_t stride;
  float *hidden, *scores;

  // Columns begin .. begin + kVectors * kLanes - 1.
  template <int kVectors>
  HWY_INLINE void Run(ptrdiff_t begin) const {
    const Float d;
    Vec a[kVectors], weight[kVectors];
    LoadBlock(a_row + begin, a);
    LoadBlock(output + begin, weight);
    for (int j = 0; j < count; ++j) {
      const float* row = rows + j * stride + begin;
      float* out = hidden + j * stride + begin;
      Vec sum = hn::Zero(d);
      for (int v = 0; v < kVectors; ++v) {
        const Vec y = Phi::Value(hn::Add(a[v], hn::LoadU(d, row + v * kLanes)));
        hn::StoreU(y, d, out + v * kLanes);
        sum = hn::MulAdd(weight[v], y, sum);
      }
      const float score = hn::GetLane(hn::SumOfLanes(d, sum));
      scores[j] = begin == 0 ? score : scores[j] + score;
    }
  }
};

template <typename Phi>
struct GradientBlock {
  const float *hidden, *output, *gradients;
  int count;
  ptrdiff_t stride;
  float *d_a_row, *d_rows, *d_output;

  template <int kVectors>
  HWY_INLINE void Run(ptrdiff_t begin) const {
    const Float d;
    Vec weight[kVectors], d_a[kVectors], d_weight[kVectors];
    LoadBlock(output + begin, weight);
    for (int v = 0; v < kVectors; ++v) d_a[v] = d_weight[v] = hn::Zero(d);
    for (int j = 0; j < count; ++j) {
      if (gradients[j] == 0) continue;
      const Vec gradient = hn::Set(d, gradients[j]);
      const float* in = hidden + j * stride + begin;
      float* d_row = d_rows + j * stride + begin;
      for (int v = 0; v < kVectors; ++v) {
        const Vec y = hn::LoadU(d, in + v * kLanes);
        const Vec slope = Phi::TimesSlope(y, hn::Mul(gradient, weight[v]));
        d_a[v] = hn::Add(d_a[v], slope);
        d_weight[v] = hn::MulAdd(gradient, y, d_weight[v]);
        float* sum = d_row + v * kLanes;
        hn::StoreU(hn::Add(hn::LoadU(d, sum), slope), d, sum);
      }
    }
    AddBlock(d_a, d_a_row + begin);
    AddBlock(d_weight, d_output + begin);
  }
};

// Calls block.Run for all columns of padded rows.
template <typename Block>
HWY_INLINE void RunAll(const Block& block) {
  constexpr ptrdiff_t kWhole = kMostVectors * kLanes;
  const ptrdiff_t end = block.stride;
  ptrdiff_t begin = 0;
  for (; begin + kWhole <= end; begin += kWhole) {
    block.template Run<kMostVectors>(begin);
  }
  switch ((end - begin) / kLanes) {
    case 3:
      return block.template Run<3>(begin);
    case 2:
      return block.template Run<2>(begin);
    case 1:
      return block.template Run<1>(begin);
  }
}

void PairScoresImpl(Activation activation, const float* a_row,
                    const float* rows, const float* output, int count,
                    int width, float* hidden, float* scores) {
  const ptrdiff_t stride = PaddedDim(width);
  switch (activation) {
    case Activation::kTanh:
      return RunAll(
          ScoreBlock<Tanh>{a_row, rows, output, count, stride, hidden, scores});
    case Activation::kHardtanh:
      return RunAll(ScoreBlock<Hardtanh>{a_row, rows, output, count, stride,
                                         hidden, scores});
    case Activation::kRelu:
      return RunAll(
          ScoreBlock<Relu>{a_row, rows, output, count, stride, hidden, scores});
    case Activation::kBilinear:
      return;
  }
}

void PairGradientsImpl(Activation activation, const float* hidden,
                       const float* output, const float* gradients, int count,
                       int width, float* d_a_row, float* d_rows,
                       float* d_output) {
  const ptrdiff_t stride = PaddedDim(width);
  switch (activation) {
    case Activation::kTanh:
      return RunAll(GradientBlock<Tanh>{hidden, output, gradients, count,
                                        stride, d_a_row, d_rows, d_output});
    case Activation::kHardtanh:
      return RunAll(GradientBlock<Hardtanh>{hidden, output, gradients, count,
                                            stride, d_a_row, d_rows, d_output});
    case Activation::kRelu:
      return RunAll(GradientBlock<Relu>{hidden, output, gradients, count,
                                        stride, d_a_row, d_rows, d_output});
    case Activation::kBilinear:
      return;
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lexprobe
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace lexprobe {

HWY_EXPORT(PairScoresImpl);
HWY_EXPORT(PairGradientsImpl);

void PairScores(Activation activation, const float* a_row, const float* rows,
                const float* output, int count, int width, float* hidden,
                float* scores) {
  HWY_DYNAMIC_DISPATCH(PairScoresImpl)
  (activation, a_row, rows, output, count, width, hidden, scores);
}

void PairGradients(Activation activation, const float* hidden,
                   const float* output, const float* gradients, int count,
                   int width, float* d_a_row, float* d_rows, float* d_output) {
  HWY_DYNAMIC_DISPATCH(PairGradientsImpl)
  (activation, hidden, output, gradients, count, width, d_a_row, d_rows,
   d_output);
}

}  // namespace lexprobe

#endif  // HWY_ONCE
