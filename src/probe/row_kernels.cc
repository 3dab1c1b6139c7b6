#include "probe/row_kernels.h"

#include <cstring>

// Vectors are kept in arrays below, which scalable instruction sets forbid.
#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "probe/row_kernels.cc"
#include "hwy/foreach_target.h"  // must come before highway.h
//
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lexprobe {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::ScalableTag<float>;
using Vector = hn::Vec<Tag>;
using Mask = hn::Mask<Tag>;
constexpr size_t kLanes = hn::MaxLanes(Tag());

// Calls step(load, 0 or 1) over the whole of a row in a fixed order, where
// load(p) gives the next lanes of any array p as long as the row, zero beyond
// its end; 0 or 1 says which of two accumulators to use. The last, partial
// vector is loaded so that it ends with the row, its lanes already seen being
// zero; a row shorter than a vector is copied.
template <typename Step>
HWY_INLINE void ForEachVector(size_t dim, const Step& step) {
  const Tag d;
  size_t k = 0;
  const auto load_full = [&](const float* p)
                             HWY_ATTR { return hn::LoadU(d, p + k); };
  const auto load_next = [&](const float* p)
                             HWY_ATTR { return hn::LoadU(d, p + k + kLanes); };
  for (; k + 2 * kLanes <= dim; k += 2 * kLanes) {
    step(load_full, 0);
    step(load_next, 1);
  }
  if (k + kLanes <= dim) {
    step(load_full, 0);
    k += kLanes;
  }
  if (k == dim) return;
  if (dim > kLanes) {
    const Mask unseen = hn::Not(hn::FirstN(d, kLanes - (dim - k)));
    step(
        [&](const float* p) HWY_ATTR {
          return hn::IfThenElseZero(unseen, hn::LoadU(d, p + dim - kLanes));
        },
        1);
  } else {
    step(
        [&](const float* p) HWY_ATTR {
          HWY_ALIGN float padded[kLanes] = {};
          std::memcpy(padded, p, dim * sizeof(float));
          return hn::Load(d, padded);
        },
        1);
  }
}

HWY_INLINE float SumOf(const Vector* pair) {
  return hn::GetLane(hn::SumOfLanes(Tag(), hn::Add(pair[0], pair[1])));
}

void DotsAndSquaresImpl(const RowBlock& block, const float* query, float* dots,
                        float* squares) {
  const Tag d;
  for (size_t i = 0; i < block.count; ++i) {
    const float* row = block.rows + i * block.dim;
    Vector dot[2] = {hn::Zero(d), hn::Zero(d)};
    Vector square[2] = {hn::Zero(d), hn::Zero(d)};
    ForEachVector(block.dim, [&](const auto& load, int at) HWY_ATTR {
      const Vector x = load(row);
      dot[at] = hn::MulAdd(x, load(query), dot[at]);
      square[at] = hn::MulAdd(x, x, square[at]);
    });
    dots[i] = SumOf(dot);
    squares[i] = SumOf(square);
  }
}

void DotsImpl(const RowBlock& block, const float* query, float* dots) {
  const Tag d;
  for (size_t i = 0; i < block.count; ++i) {
    const float* row = block.rows + i * block.dim;
    Vector dot[2] = {hn::Zero(d), hn::Zero(d)};
    ForEachVector(block.dim, [&](const auto& load, int at) HWY_ATTR {
      dot[at] = hn::MulAdd(load(row), load(query), dot[at]);
    });
    dots[i] = SumOf(dot);
  }
}

void SquaredDistancesImpl(const RowBlock& block, const float* query,
                          float* distances) {
  const Tag d;
  for (size_t i = 0; i < block.count; ++i) {
    const float* row = block.rows + i * block.dim;
    Vector square[2] = {hn::Zero(d), hn::Zero(d)};
    ForEachVector(block.dim, [&](const auto& load, int at) HWY_ATTR {
      const Vector y = hn::Sub(load(row), load(query));
      square[at] = hn::MulAdd(y, y, square[at]);
    });
    distances[i] = SumOf(square);
  }
}

void OffsetDotAndSquareImpl(const float* row, size_t dim, float scale,
                            const float* base, const float* direction,
                            float* dot, float* square) {
  const Tag d;
  const Vector scales = hn::Set(d, scale);
  Vector dots[2] = {hn::Zero(d), hn::Zero(d)};
  Vector squares[2] = {hn::Zero(d), hn::Zero(d)};
  ForEachVector(dim, [&](const auto& load, int at) HWY_ATTR {
    const Vector y = hn::MulSub(scales, load(row), load(base));
    dots[at] = hn::MulAdd(y, load(direction), dots[at]);
    squares[at] = hn::MulAdd(y, y, squares[at]);
  });
  *dot = SumOf(dots);
  *square = SumOf(squares);
}

// How many rows and vectors of queries are in registers at once: 24 sums of 32
// registers, or 12 of 16.
constexpr size_t kTileRows = HWY_TARGET <= HWY_AVX3 ? 8 : 4;
constexpr size_t kTileVectors = 3;
static_assert(kPanelWidth % (kTileVectors * kLanes) == 0);

template <size_t kRows>
HWY_INLINE void PanelDotsTile(const float* HWY_RESTRICT rows, size_t dim,
                              const float* HWY_RESTRICT panel,
                              float* HWY_RESTRICT dots) {
  const Tag d;
  Vector sums[kRows][kTileVectors];
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t v = 0; v < kTileVectors; ++v) sums[r][v] = hn::Zero(d);
  }
  for (size_t k = 0; k < dim; ++k, panel += kPanelWidth) {
    const Vector query0 = hn::Load(d, panel);
    const Vector query1 = hn::Load(d, panel + kLanes);
    const Vector query2 = hn::Load(d, panel + 2 * kLanes);
    for (size_t r = 0; r < kRows; ++r) {
      const Vector x = hn::Set(d, rows[r * dim + k]);
      sums[r][0] = hn::MulAdd(x, query0, sums[r][0]);
      sums[r][1] = hn::MulAdd(x, query1, sums[r][1]);
      sums[r][2] = hn::MulAdd(x, query2, sums[r][2]);
    }
  }
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t v = 0; v < kTileVectors; ++v) {
      hn::Store(sums[r][v], d, dots + r * kPanelWidth + v * kLanes);
    }
  }
}

void PanelDotsImpl(const RowBlock& block, const float* panel, float* dots) {
  constexpr size_t kTileWidth = kTileVectors * kLanes;
  for (size_t column = 0; column < kPanelWidth; column += kTileWidth) {
    size_t i = 0;
    for (; i + kTileRows <= block.count; i += kTileRows) {
      PanelDotsTile<kTileRows>(block.rows + i * block.dim, block.dim,
                               panel + column, dots + i * kPanelWidth + column);
    }
    for (; i < block.count; ++i) {
      PanelDotsTile<1>(block.rows + i * block.dim, block.dim, panel + column,
                       dots + i * kPanelWidth + column);
    }
  }
}

// hits[i]: the columns in which bound(row, column) is not less than the
// threshold; a NaN is not less than anything.
template <typename Bound>
HWY_INLINE void FilterRows(const float* threshold, size_t count,
                           const Bound& bound, uint64_t* hits) {
  const Tag d;
  for (size_t i = 0; i < count; ++i) {
    uint64_t row_hits = 0;
    for (size_t column = 0; column < kPanelWidth; column += kLanes) {
      const Mask hit =
          hn::Not(hn::Lt(bound(i, column), hn::Load(d, threshold + column)));
      if (HWY_LIKELY(hn::AllFalse(d, hit))) continue;
      uint64_t bits = 0;
      uint8_t bytes[8] = {};
      hn::StoreMaskBits(d, hit, bytes);
      std::memcpy(&bits, bytes, sizeof(bits));
      row_hits |= bits << column;
    }
    hits[i] = row_hits;
  }
}

HWY_INLINE Vector CosineAt(const PanelFilter& filter, size_t term, size_t row,
                           size_t column) {
  const Tag d;
  return hn::Mul(hn::Load(d, filter.dots[term] + row * kPanelWidth + column),
                 hn::Set(d, filter.scale[row]));
}

void FilterCosineImpl(const PanelFilter& filter, size_t count, uint64_t* hits) {
  const Vector slack = hn::Set(Tag(), filter.slack);
  FilterRows(
      filter.threshold, count,
      [&](size_t row, size_t column)
          HWY_ATTR { return hn::Add(CosineAt(filter, 0, row, column), slack); },
      hits);
}

void FilterEuclideanImpl(const PanelFilter& filter, size_t count,
                         uint64_t* hits) {
  const Tag d;
  const Vector two = hn::Set(d, 2.0f);
  FilterRows(
      filter.threshold, count,
      [&](size_t row, size_t column) HWY_ATTR {
        return hn::MulAdd(
            two, hn::Load(d, filter.dots[0] + row * kPanelWidth + column),
            hn::Set(d, filter.bias[row]));
      },
      hits);
}

void FilterCosMulImpl(const PanelFilter& filter, size_t count, uint64_t* hits) {
  const Tag d;
  const Vector half = hn::Set(d, 0.5f);
  const Vector above = hn::Set(d, 0.5f + filter.slack);
  const Vector below = hn::Set(d, 0.5f - filter.slack);
  const Vector epsilon = hn::Set(d, kCosMulEpsilon);
  FilterRows(
      filter.threshold, count,
      [&](size_t row, size_t column) HWY_ATTR {
        const Vector s0 =
            hn::MulAdd(half, CosineAt(filter, 0, row, column), above);
        const Vector s1 =
            hn::MulAdd(half, CosineAt(filter, 1, row, column), above);
        const Vector s2 =
            hn::MulAdd(half, CosineAt(filter, 2, row, column), below);
        const Vector zero = hn::Zero(d);
        const Vector product = hn::Mul(hn::Max(s0, zero), hn::Max(s1, zero));
        // Max may drop a NaN; the sum of all three keeps it.
        const Vector nan = hn::Mul(hn::Add(s0, hn::Add(s1, s2)), zero);
        return hn::Add(hn::Div(product, hn::Add(hn::Max(s2, zero), epsilon)),
                       nan);
      },
      hits);
}

void FilterPairDirectionImpl(const PanelFilter& filter, size_t count,
                             uint64_t* hits) {
  const Tag d;
  const Vector slack = hn::Set(d, filter.slack);
  const Vector one = hn::Set(d, 1.0f);
  const Vector two = hn::Set(d, 2.0f);
  const Vector smallest = hn::Set(d, 1e-12f);
  FilterRows(
      filter.threshold, count,
      [&](size_t row, size_t column) HWY_ATTR {
        const Vector dot =
            hn::Add(hn::Sub(CosineAt(filter, 0, row, column),
                            hn::Load(d, filter.dot_base + column)),
                    slack);
        const Vector square =
            hn::NegMulAdd(two, CosineAt(filter, 1, row, column),
                          hn::Add(one, hn::Load(d, filter.square + column)));
        // The divisor that makes the quotient largest.
        const Vector widest =
            hn::IfThenElse(hn::Lt(dot, hn::Zero(d)), hn::Add(square, slack),
                           hn::Sub(square, slack));
        const Vector nan = hn::Mul(hn::Add(dot, square), hn::Zero(d));
        return hn::Add(hn::Div(dot, hn::Sqrt(hn::Max(widest, smallest))), nan);
      },
      hits);
}

const char* TargetNameImpl() { return hwy::TargetName(HWY_TARGET); }

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lexprobe
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lexprobe {

HWY_EXPORT(DotsAndSquaresImpl);
HWY_EXPORT(DotsImpl);
HWY_EXPORT(SquaredDistancesImpl);
HWY_EXPORT(OffsetDotAndSquareImpl);
HWY_EXPORT(PanelDotsImpl);
HWY_EXPORT(FilterCosineImpl);
HWY_EXPORT(FilterEuclideanImpl);
HWY_EXPORT(FilterCosMulImpl);
HWY_EXPORT(FilterPairDirectionImpl);
HWY_EXPORT(TargetNameImpl);

void DotsAndSquares(const RowBlock& block, const float* query, float* dots,
                    float* squares) {
  HWY_DYNAMIC_DISPATCH(DotsAndSquaresImpl)(block, query, dots, squares);
}

void Dots(const RowBlock& block, const float* query, float* dots) {
  HWY_DYNAMIC_DISPATCH(DotsImpl)(block, query, dots);
}

void SquaredDistances(const RowBlock& block, const float* query,
                      float* distances) {
  HWY_DYNAMIC_DISPATCH(SquaredDistancesImpl)(block, query, distances);
}

void OffsetDotAndSquare(const float* row, size_t dim, float scale,
                        const float* base, const float* direction, float* dot,
                        float* square) {
  HWY_DYNAMIC_DISPATCH(OffsetDotAndSquareImpl)
  (row, dim, scale, base, direction, dot, square);
}

void PanelDots(const RowBlock& block, const float* panel, float* dots) {
  HWY_DYNAMIC_DISPATCH(PanelDotsImpl)(block, panel, dots);
}

void FilterCosine(const PanelFilter& filter, size_t count, uint64_t* hits) {
  HWY_DYNAMIC_DISPATCH(FilterCosineImpl)(filter, count, hits);
}

void FilterEuclidean(const PanelFilter& filter, size_t count, uint64_t* hits) {
  HWY_DYNAMIC_DISPATCH(FilterEuclideanImpl)(filter, count, hits);
}

void FilterCosMul(const PanelFilter& filter, size_t count, uint64_t* hits) {
  HWY_DYNAMIC_DISPATCH(FilterCosMulImpl)(filter, count, hits);
}

void FilterPairDirection(const PanelFilter& filter, size_t count,
                         uint64_t* hits) {
  HWY_DYNAMIC_DISPATCH(FilterPairDirectionImpl)(filter, count, hits);
}

const char* KernelTargetName() {
  return HWY_DYNAMIC_DISPATCH(TargetNameImpl)();
}

}  // namespace lexprobe
#endif  // HWY_ONCE
