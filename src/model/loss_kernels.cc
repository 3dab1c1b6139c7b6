#include "model/loss_kernels.h"

// Compiled once for each instruction set: Highway includes this file again
// through foreach_target.h. Arrays of one vector's length forbid the scalable
// instruction sets.
#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/loss_kernels.cc"
#include "hwy/foreach_target.h"  // must come before highway.h
//
#include "hwy/highway.h"

#include <algorithm>
#include <cmath>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace lexprobe {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Float = hn::ScalableTag<float>;
using Int = hn::RebindToSigned<Float>;
using Vec = hn::Vec<Float>;
constexpr int kLanes = static_cast<int>(hn::MaxLanes(Float()));
constexpr float kNone = -std::numeric_limits<float>::infinity();

// Replaces each score by step(score), whole vectors at a time; the last one
// is filled up with -infinity, which adds nothing to any loss.
template <typename Step>
HWY_INLINE void ForEachScore(float* scores, int count, const Step& step) {
  const Float d;
  int j = 0;
  for (; j + kLanes <= count; j += kLanes) {
    hn::StoreU(step(hn::LoadU(d, scores + j)), d, scores + j);
  }
  if (j == count) return;
  HWY_ALIGN float rest[kLanes];
  std::fill_n(rest, kLanes, kNone);
  std::copy_n(scores + j, count - j, rest);
  hn::Store(step(hn::Load(d, rest)), d, rest);
  std::copy_n(rest, count - j, scores + j);
}

// exp(x) for x <= 0, relative error below 3e-7: 2^k exp(r) with |r| <=
// log(2) / 2 and a polynomial fitted to exp there, exact in 1 + r. 0 below
// -87, where numbers become denormal. NaN stays NaN.
HWY_INLINE Vec ExpOfNegative(Vec x) {
  const Float d;
  // Finite even where x is not: then it can be converted.
  const Vec finite = hn::Max(x, hn::Set(d, -88.0f));
  const Vec k = hn::Round(hn::Mul(finite, hn::Set(d, 1.44269504f)));
  // log(2) in two parts, the first exact in k times it.
  const Vec high = hn::NegMulAdd(k, hn::Set(d, 0.693359375f), x);
  const Vec r = hn::NegMulAdd(k, hn::Set(d, -2.12194440e-4f), high);
  Vec y = hn::MulAdd(hn::Set(d, 0.008312502f), r, hn::Set(d, 0.041890334f));
  y = hn::MulAdd(y, r, hn::Set(d, 0.16667116f));
  y = hn::MulAdd(y, r, hn::Set(d, 0.4999923f));
  y = hn::MulAdd(y, r, hn::Set(d, 1.0f));
  y = hn::MulAdd(y, r, hn::Set(d, 1.0f));
  const auto exponent = hn::Add(hn::ConvertTo(Int(), k), hn::Set(Int(), 127));
  const Vec power = hn::BitCast(d, hn::ShiftLeft<23>(exponent));
  return hn::IfThenZeroElse(hn::Lt(x, hn::Set(d, -87.0f)), hn::Mul(y, power));
}

HWY_INLINE float SumOf(Vec v) {
  const Float d;
  return hn::GetLane(hn::SumOfLanes(d, v));
}

void ShiftScoresImpl(const ScoreShift& shift, float* scores, int count) {
  const Float d;
  const Int di;
  const Vec base = hn::Set(d, shift.base);
  const auto own = hn::Set(di, shift.own);
  int j = 0;
  for (; j + kLanes <= count; j += kLanes) {
    Vec s = hn::Add(hn::LoadU(d, scores + j), base);
    if (shift.column != nullptr) s = hn::Add(s, hn::LoadU(d, shift.column + j));
    const auto is_own = hn::Eq(hn::LoadU(di, shift.words + j), own);
    s = hn::IfThenElse(hn::RebindMask(d, is_own), hn::Set(d, kNone), s);
    hn::StoreU(s, d, scores + j);
  }
  for (; j < count; ++j) {
    scores[j] += shift.base;
    if (shift.column != nullptr) scores[j] += shift.column[j];
    if (shift.words[j] == shift.own) scores[j] = kNone;
  }
}

// The largest score. Reads the last vector again, so that it is whole.
HWY_INLINE float LargestOf(const float* scores, int count) {
  const Float d;
  if (count < kLanes) return *std::max_element(scores, scores + count);
  Vec top = hn::LoadU(d, scores + count - kLanes);
  for (int j = 0; j + kLanes <= count; j += kLanes) {
    top = hn::Max(top, hn::LoadU(d, scores + j));
  }
  return hn::GetLane(hn::MaxOfLanes(d, top));
}

// Softmax over the positive and its corruptions: loss = -log p(positive).
float SoftmaxImpl(float valid, float* scores, int count, float* d_valid) {
  const Float d;
  const float top = std::max(valid, LargestOf(scores, count));
  const Vec shift = hn::Set(d, top);
  Vec sums = hn::Zero(d);
  ForEachScore(scores, count, [&](Vec s) HWY_ATTR {
    const Vec e = ExpOfNegative(hn::Sub(s, shift));
    sums = hn::Add(sums, e);
    return e;
  });
  const float own = std::exp(valid - top);
  const float corrupt = SumOf(sums), sum = own + corrupt;
  const Vec scale = hn::Set(d, 1 / sum);
  ForEachScore(scores, count,
               [&](Vec e) HWY_ATTR { return hn::Mul(e, scale); });
  *d_valid = -corrupt / sum;
  return std::log(sum) - (valid - top);
}

// log(1 + exp(x)), without overflow.
float SoftPlus(float x) {
  return std::max(x, 0.0f) + std::log1p(std::exp(-std::abs(x)));
}

// Sums log(x) over x in 1 .. 2 as the logarithm of their product.
class LogSum {
 public:
  HWY_INLINE LogSum() : product_(hn::Set(Float(), 1)) {}

  HWY_INLINE void Add(Vec x) {
    product_ = hn::Mul(product_, x);
    if (++factors_ == kMostFactors) Flush();
  }
  float Total() {
    Flush();
    return total_;
  }

 private:
  static constexpr int kMostFactors = 64;  // 2^64 is well within a float

  HWY_NOINLINE void Flush() {
    const Float d;
    HWY_ALIGN float products[kLanes];
    hn::Store(product_, d, products);
    for (const float product : products) total_ += std::log(product);
    product_ = hn::Set(d, 1);
    factors_ = 0;
  }

  Vec product_;
  int factors_ = 0;
  float total_ = 0;
};

// -log sigmoid(valid) - (kappa / K) sum log sigmoid(-score).
float LogisticImpl(float kappa, float valid, float* scores, int count,
                   float* d_valid) {
  const Float d;
  const Vec zero = hn::Zero(d), one = hn::Set(d, 1);
  const float share = kappa / static_cast<float>(count);
  const Vec weight = hn::Set(d, share);
  Vec positive = hn::Zero(d);
  LogSum logs;
  ForEachScore(scores, count, [&](Vec s) HWY_ATTR {
    // e = exp(-|s|) keeps both the loss and the sigmoid in range:
    // log(1 + exp(s)) = max(s, 0) + log(1 + e).
    const Vec e = ExpOfNegative(hn::Neg(hn::Abs(s)));
    const Vec denominator = hn::Add(one, e);
    positive = hn::Add(positive, hn::Max(s, zero));
    logs.Add(denominator);
    const Vec numerator = hn::IfThenElse(hn::Gt(s, zero), one, e);
    return hn::Div(hn::Mul(weight, numerator), denominator);
  });
  *d_valid = -1 / (1 + std::exp(valid));
  return SoftPlus(-valid) + share * (SumOf(positive) + logs.Total());
}

// Mean over corruptions of max(0, 1 - valid + score).
float HingeImpl(float valid, float* scores, int count, float* d_valid) {
  const Float d;
  const float share = 1 / static_cast<float>(count);
  const Vec zero = hn::Zero(d), weight = hn::Set(d, share);
  const Vec base = hn::Set(d, 1 - valid);
  const Vec one = hn::Set(d, 1);
  Vec losses = hn::Zero(d), counts = hn::Zero(d);  // exact up to 2^24
  ForEachScore(scores, count, [&](Vec s) HWY_ATTR {
    const Vec margin = hn::Add(base, s);
    const auto active = hn::Gt(margin, zero);
    // Not Max, which can take NaN for 0.
    losses = hn::Add(losses, hn::IfThenZeroElse(hn::Le(margin, zero), margin));
    counts = hn::Add(counts, hn::IfThenElseZero(active, one));
    return hn::IfThenElseZero(active, weight);
  });
  *d_valid = -share * SumOf(counts);
  return share * SumOf(losses);
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

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lexprobe
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace lexprobe {

HWY_EXPORT(ShiftScoresImpl);
HWY_EXPORT(LossAndGradientImpl);

void Softmax(float* scores, int count) {
  float d_valid = 0;  // a positive that is none
  LossAndGradient({.loss = Loss::kSoftmax},
                  -std::numeric_limits<float>::infinity(), scores, count,
                  &d_valid);
}

void ShiftScores(const ScoreShift& shift, float* scores, int count) {
  HWY_DYNAMIC_DISPATCH(ShiftScoresImpl)(shift, scores, count);
}

float LossAndGradient(const LossOptions& options, float valid, float* scores,
                      int count, float* d_valid) {
  return HWY_DYNAMIC_DISPATCH(LossAndGradientImpl)(
      options.loss, static_cast<float>(options.kappa), valid, scores, count,
      d_valid);
}

}  // namespace lexprobe

#endif  // HWY_ONCE
