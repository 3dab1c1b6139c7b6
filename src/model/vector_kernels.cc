// Compiled once for each instruction set: Highway includes this file again
// through foreach_target.h.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/vector_kernels.cc"
#include "hwy/foreach_target.h"
// Must come after foreach_target.h.
#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"

#include <cmath>
#include <limits>

#include "lexprobe/model/vector_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace lexprobe {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Float = hn::ScalableTag<float>;
using Vec = hn::Vec<Float>;

// Calls body(i) for whole vectors and rest(i) for single numbers after them.
template <typename Body, typename Rest>
HWY_INLINE void ForEach(int count, Body&& body, Rest&& rest) {
  const int lanes = static_cast<int>(hn::Lanes(Float()));
  int i = 0;
  for (; i + lanes <= count; i += lanes) body(i);
  for (; i < count; ++i) rest(i);
}

float DotImpl(const float* a, const float* b, int count) {
  const Float d;
  Vec sum = hn::Zero(d);
  float tail = 0;
  ForEach(
      count,
      [&](int i) {
        sum = hn::MulAdd(hn::LoadU(d, a + i), hn::LoadU(d, b + i), sum);
      },
      [&](int i) { tail += a[i] * b[i]; });
  return hn::GetLane(hn::SumOfLanes(d, sum)) + tail;
}

void AddScaledImpl(float scale, const float* x, float* y, int count) {
  const Float d;
  const Vec factor = hn::Set(d, scale);
  ForEach(
      count,
      [&](int i) {
        hn::StoreU(hn::MulAdd(factor, hn::LoadU(d, x + i), hn::LoadU(d, y + i)),
                   d, y + i);
      },
      [&](int i) { y[i] += scale * x[i]; });
}

void GatherContextsImpl(const float* words, const float* weights,
                        const int* centres, int count, int margin, int dim,
                        float* contexts) {
  const Float d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const int stride = PaddedDim(dim);
  for (int i = 0; i < count; ++i) {
    const float* first = words + (centres[i] - margin) * ptrdiff_t{stride};
    float* context = contexts + i * ptrdiff_t{stride};
    for (int column = 0; column < dim; column += lanes) {
      Vec sum = hn::Zero(d);
      const float* word = first + column;
      const float* weight = weights + column;
      for (int side = 0; side < 2; ++side) {
        for (int k = 0; k < margin; ++k) {
          sum = hn::MulAdd(hn::LoadU(d, weight), hn::LoadU(d, word), sum);
          word += stride;
          weight += stride;
        }
        word += stride;  // the centre itself
      }
      hn::StoreU(sum, d, context + column);
    }
  }
}

void ScatterContextsImpl(const float* words, const float* weights,
                         const int* centres, int count, int margin, int dim,
                         const float* d_contexts, float* d_words,
                         float* d_weights) {
  const Float d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const ptrdiff_t stride = PaddedDim(dim);
  for (int i = 0; i < count; ++i) {
    const ptrdiff_t first = (centres[i] - margin) * stride;
    for (int column = 0; column < dim; column += lanes) {
      const Vec gradient = hn::LoadU(d, d_contexts + i * stride + column);
      ptrdiff_t word = first + column;
      ptrdiff_t weight = column;
      for (int side = 0; side < 2; ++side) {
        for (int k = 0; k < margin; ++k, word += stride, weight += stride) {
          const Vec d_word = hn::LoadU(d, d_words + word);
          const Vec d_weight = hn::LoadU(d, d_weights + weight);
          hn::StoreU(
              hn::MulAdd(hn::LoadU(d, weights + weight), gradient, d_word), d,
              d_words + word);
          hn::StoreU(hn::MulAdd(hn::LoadU(d, words + word), gradient, d_weight),
                     d, d_weights + weight);
        }
        word += stride;
      }
    }
  }
}

// Softmax over the positive and its corruptions: loss = -log p(positive).
float SoftmaxImpl(float valid, float* scores, int count, float* d_valid) {
  const Float d;
  float top = valid;
  for (int j = 0; j < count; ++j) top = scores[j] > top ? scores[j] : top;
  Vec sums = hn::Zero(d);
  float sum = std::exp(valid - top);
  const float own = sum;
  const Vec shift = hn::Set(d, top);
  ForEach(
      count,
      [&](int j) {
        const Vec e = hn::Exp(d, hn::Sub(hn::LoadU(d, scores + j), shift));
        sums = hn::Add(sums, e);
        hn::StoreU(e, d, scores + j);
      },
      [&](int j) { sum += scores[j] = std::exp(scores[j] - top); });
  sum += hn::GetLane(hn::SumOfLanes(d, sums));
  const float scale = 1 / sum;
  ForEach(
      count,
      [&](int j) {
        hn::StoreU(hn::Mul(hn::LoadU(d, scores + j), hn::Set(d, scale)), d,
                   scores + j);
      },
      [&](int j) { scores[j] *= scale; });
  *d_valid = own * scale - 1;
  return std::log(sum) - (valid - top);
}

// log(1 + exp(x)), without overflow.
float SoftPlus(float x) {
  return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

// -log sigmoid(valid) - (kappa / K) sum log sigmoid(-score).
float LogisticImpl(float kappa, float valid, float* scores, int count,
                   float* d_valid) {
  const Float d;
  const float weight = kappa / static_cast<float>(count);
  const Vec one = hn::Set(d, 1);
  const Vec zero = hn::Zero(d);
  Vec losses = hn::Zero(d);
  float loss = 0;
  ForEach(
      count,
      [&](int j) {
        const Vec s = hn::LoadU(d, scores + j);
        // e = exp(-|s|) keeps both the loss and the sigmoid in range.
        const Vec e = hn::Exp(d, hn::Neg(hn::Abs(s)));
        losses = hn::Add(losses, hn::Add(hn::Max(s, zero), hn::Log1p(d, e)));
        const Vec inverse = hn::Div(one, hn::Add(one, e));
        const Vec sigmoid =
            hn::IfThenElse(hn::Gt(s, zero), inverse, hn::Mul(e, inverse));
        hn::StoreU(hn::Mul(hn::Set(d, weight), sigmoid), d, scores + j);
      },
      [&](int j) {
        loss += SoftPlus(scores[j]);
        scores[j] = weight / (1 + std::exp(-scores[j]));
      });
  loss += hn::GetLane(hn::SumOfLanes(d, losses));
  *d_valid = -1 / (1 + std::exp(valid));
  return SoftPlus(-valid) + weight * loss;
}

// Mean over corruptions of max(0, 1 - valid + score).
float HingeImpl(float valid, float* scores, int count, float* d_valid) {
  const Float d;
  const float weight = 1 / static_cast<float>(count);
  const Vec zero = hn::Zero(d);
  const Vec base = hn::Set(d, 1 - valid);
  Vec losses = hn::Zero(d);
  Vec counts = hn::Zero(d);
  float loss = 0, active = 0;
  ForEach(
      count,
      [&](int j) {
        const Vec margin = hn::Add(base, hn::LoadU(d, scores + j));
        const Vec gradient =
            hn::IfThenElseZero(hn::Gt(margin, zero), hn::Set(d, weight));
        losses = hn::Add(losses, hn::Max(margin, zero));
        counts = hn::Add(counts, gradient);
        hn::StoreU(gradient, d, scores + j);
      },
      [&](int j) {
        const float margin = 1 - valid + scores[j];
        loss += margin > 0 ? margin : 0;
        scores[j] = margin > 0 ? weight : 0;
        active += scores[j];
      });
  *d_valid = -active - hn::GetLane(hn::SumOfLanes(d, counts));
  return weight * (loss + hn::GetLane(hn::SumOfLanes(d, losses)));
}

float LossAndGradientImpl(Loss loss, float kappa, float valid, float* scores,
                          int count, float* d_valid) {
  switch (loss) {
    case Loss::kSoftmax:
      return SoftmaxImpl(valid, scores, count, d_valid);
    case Loss::kLogistic:
      return LogisticImpl(kappa, valid, scores, count, d_valid);
    case Loss::kHinge:
      return HingeImpl(valid, scores, count, d_valid);
  }
  return 0;
}

// phi and phi' for each activation; phi' in terms of phi where that is less.
struct Tanh {
  static Vec Value(Float d, Vec x) { return hn::Tanh(d, x); }
  static Vec Slope(Float d, Vec, Vec y) {
    return hn::NegMulAdd(y, y, hn::Set(d, 1));
  }
};
struct Hardtanh {
  static Vec Value(Float d, Vec x) {
    return hn::Min(hn::Max(x, hn::Set(d, -1)), hn::Set(d, 1));
  }
  static Vec Slope(Float d, Vec x, Vec) {
    return hn::IfThenElseZero(hn::Lt(hn::Abs(x), hn::Set(d, 1)), hn::Set(d, 1));
  }
};
struct Relu {
  static Vec Value(Float d, Vec x) { return hn::Max(x, hn::Zero(d)); }
  static Vec Slope(Float d, Vec x, Vec) {
    return hn::IfThenElseZero(hn::Gt(x, hn::Zero(d)), hn::Set(d, 1));
  }
};

// One number through the vector code, for remainders: the same rounding.
template <typename Phi>
HWY_INLINE float ValueOfOne(float x) {
  const Float d;
  return hn::GetLane(Phi::Value(d, hn::Set(d, x)));
}
template <typename Phi>
HWY_INLINE float SlopeOfOne(float x) {
  const Float d;
  const Vec v = hn::Set(d, x);
  return hn::GetLane(Phi::Slope(d, v, Phi::Value(d, v)));
}

template <typename Phi>
float PairScoreWith(const float* a, const float* b, const float* output,
                    int count) {
  const Float d;
  Vec sum = hn::Zero(d);
  float tail = 0;
  ForEach(
      count,
      [&](int h) {
        const Vec z = hn::Add(hn::LoadU(d, a + h), hn::LoadU(d, b + h));
        sum = hn::MulAdd(hn::LoadU(d, output + h), Phi::Value(d, z), sum);
      },
      [&](int h) { tail += output[h] * ValueOfOne<Phi>(a[h] + b[h]); });
  return hn::GetLane(hn::SumOfLanes(d, sum)) + tail;
}

template <typename Phi>
void PairGradientWith(const float* a, const float* b, const float* output,
                      float gradient, int count, float* d_a, float* d_b,
                      float* d_output) {
  const Float d;
  const Vec g = hn::Set(d, gradient);
  ForEach(
      count,
      [&](int h) {
        const Vec z = hn::Add(hn::LoadU(d, a + h), hn::LoadU(d, b + h));
        const Vec y = Phi::Value(d, z);
        const Vec slope =
            hn::Mul(hn::Mul(g, hn::LoadU(d, output + h)), Phi::Slope(d, z, y));
        hn::StoreU(hn::Add(hn::LoadU(d, d_a + h), slope), d, d_a + h);
        hn::StoreU(hn::Add(hn::LoadU(d, d_b + h), slope), d, d_b + h);
        hn::StoreU(hn::MulAdd(g, y, hn::LoadU(d, d_output + h)), d,
                   d_output + h);
      },
      [&](int h) {
        const float z = a[h] + b[h];
        const float slope = gradient * output[h] * SlopeOfOne<Phi>(z);
        d_a[h] += slope;
        d_b[h] += slope;
        d_output[h] += gradient * ValueOfOne<Phi>(z);
      });
}

float PairScoreImpl(Activation activation, const float* a, const float* b,
                    const float* output, int count) {
  switch (activation) {
    case Activation::kTanh:
      return PairScoreWith<Tanh>(a, b, output, count);
    case Activation::kHardtanh:
      return PairScoreWith<Hardtanh>(a, b, output, count);
    case Activation::kRelu:
      return PairScoreWith<Relu>(a, b, output, count);
    case Activation::kBilinear:
      break;
  }
  return 0;
}

void PairGradientImpl(Activation activation, const float* a, const float* b,
                      const float* output, float gradient, int count,
                      float* d_a, float* d_b, float* d_output) {
  switch (activation) {
    case Activation::kTanh:
      return PairGradientWith<Tanh>(a, b, output, gradient, count, d_a, d_b,
                                    d_output);
    case Activation::kHardtanh:
      return PairGradientWith<Hardtanh>(a, b, output, gradient, count, d_a, d_b,
                                        d_output);
    case Activation::kRelu:
      return PairGradientWith<Relu>(a, b, output, gradient, count, d_a, d_b,
                                    d_output);
    case Activation::kBilinear:
      return;
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
      [&](int i) {
        const Vec g = hn::LoadU(d, gradient + i);
        const Vec s = hn::MulAdd(hn::Mul(add, g), g,
                                 hn::Mul(keep, hn::LoadU(d, square + i)));
        hn::StoreU(s, d, square + i);
        const Vec change =
            hn::Div(hn::Mul(step, g), hn::Add(hn::Sqrt(s), small));
        hn::StoreU(hn::Sub(hn::LoadU(d, values + i), change), d, values + i);
      },
      [&](int i) {
        const float g = gradient[i];
        square[i] = decay * square[i] + (1 - decay) * g * g;
        values[i] -= rate * g / (std::sqrt(square[i]) + 1e-6f);
      });
}

}  // namespace HWY_NAMESPACE
}  // namespace lexprobe
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include "hwy/targets.h"

namespace lexprobe {

HWY_EXPORT(DotImpl);
HWY_EXPORT(AddScaledImpl);
HWY_EXPORT(GatherContextsImpl);
HWY_EXPORT(ScatterContextsImpl);
HWY_EXPORT(LossAndGradientImpl);
HWY_EXPORT(PairScoreImpl);
HWY_EXPORT(PairGradientImpl);
HWY_EXPORT(AdagradRowImpl);
HWY_EXPORT(RmsPropStepImpl);

absl::string_view VectorTarget() {
  const int64_t supported = hwy::SupportedTargets();
  // The best target is the lowest bit.
  return hwy::TargetName(supported & -supported);
}

float Dot(const float* a, const float* b, int count) {
  return HWY_DYNAMIC_DISPATCH(DotImpl)(a, b, count);
}

void AddScaled(float scale, const float* x, float* y, int count) {
  HWY_DYNAMIC_DISPATCH(AddScaledImpl)(scale, x, y, count);
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

float LossAndGradient(const LossOptions& options, float valid, float* scores,
                      int count, float* d_valid) {
  return HWY_DYNAMIC_DISPATCH(LossAndGradientImpl)(
      options.loss, static_cast<float>(options.kappa), valid, scores, count,
      d_valid);
}

float PairScore(Activation activation, const float* a, const float* b,
                const float* output, int count) {
  return HWY_DYNAMIC_DISPATCH(PairScoreImpl)(activation, a, b, output, count);
}

void PairGradient(Activation activation, const float* a, const float* b,
                  const float* output, float gradient, int count, float* d_a,
                  float* d_b, float* d_output) {
  HWY_DYNAMIC_DISPATCH(PairGradientImpl)
  (activation, a, b, output, gradient, count, d_a, d_b, d_output);
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
