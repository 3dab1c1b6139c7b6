// The inner loops over rows of floats, chosen at run time for the processor
// at hand (Google Highway). Each row is worked out by itself in a fixed order
// of operations, so that its numbers do not depend on its neighbours in the
// block or on the number of threads.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_ROW_KERNELS_H_
#define LEXPROBE_PROBE_ROW_KERNELS_H_

#include <cstddef>
#include <cstdint>

namespace lexprobe {

// Row-major rows of `dim` floats, side by side in memory.
struct RowBlock {
  const float* rows;
  size_t count;
  size_t dim;
};

// dots[i] = x_i . query and squares[i] = x_i . x_i, in one pass.
void DotsAndSquares(const RowBlock& block, const float* query, float* dots,
                    float* squares);

// dots[i] = x_i . query.
void Dots(const RowBlock& block, const float* query, float* dots);

// distances[i] = |x_i - query|^2.
void SquaredDistances(const RowBlock& block, const float* query,
                      float* distances);

// For one row x: y = scale x - base; *dot = y . direction, *square = y . y.
void OffsetDotAndSquare(const float* row, size_t dim, float scale,
                        const float* base, const float* direction, float* dot,
                        float* square);

// How many queries are worked on together: a panel holds them dim x
// kPanelWidth, aligned to 64 bytes, one query a column.
inline constexpr size_t kPanelWidth = 48;

// dots[i * kPanelWidth + j] = x_i . (query j of the panel); `dots` aligned to
// 64 bytes.
void PanelDots(const RowBlock& block, const float* panel, float* dots);

// What FilterX below need of rows and queries; `dots` are PanelDots of the
// panel of the first, second and third vector of each query.
struct PanelFilter {
  const float* dots[3] = {};
  const float* scale = nullptr;      // one a row: 1 / |x_i|, or NaN
  const float* bias = nullptr;       // one a row; Euclidean only
  const float* threshold = nullptr;  // one a query, aligned to 64 bytes
  const float* dot_base = nullptr;   // one a query; pair direction only
  const float* square = nullptr;     // one a query; pair direction only
  float slack = 0;                   // bound on the error of a cosine
};

// Each sets bit j of hits[i] unless row i is surely worse than threshold[j];
// a row whose scale or bias is NaN always hits.
//
// Cosine: dot scale.
void FilterCosine(const PanelFilter& filter, size_t count, uint64_t* hits);
// Euclidean: 2 dot + bias.
void FilterEuclidean(const PanelFilter& filter, size_t count, uint64_t* hits);
// 3CosMul with s = (1 + dot scale) / 2: s_0 s_1 / (s_2 + kCosMulEpsilon).
void FilterCosMul(const PanelFilter& filter, size_t count, uint64_t* hits);
// Pair direction: (dot_0 scale - dot_base) / sqrt(1 + square - 2 dot_1 scale).
void FilterPairDirection(const PanelFilter& filter, size_t count,
                         uint64_t* hits);

// Levy & Goldberg 2014, "Linguistic Regularities in Sparse and Explicit Word
// Representations", section 6: keeps the quotient finite.
inline constexpr float kCosMulEpsilon = 0.001f;

// The name of the instruction set in use, for benchmarks: "AVX3", "SSE4".
const char* KernelTargetName();

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_ROW_KERNELS_H_
