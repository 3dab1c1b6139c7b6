// The training kernels against what the machine can do, one core each:
//   labelled/s     labelled N-grams (positives and corruptions) a second
//   GFLOP/s        their useful arithmetic: matrix products, 2 operations a
//                  multiplication, and nothing else
//   share_of_peak  that by the speed of a large matrix product (OpenBLAS),
//                  measured in turn with it
// Times are processor times.
// Repeat: --benchmark_repetitions=5 --benchmark_report_aggregates_only=true

#include <cblas.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/kernel_cases.h"
#include "benchmark/benchmark.h"
#include "lexprobe/model/blas.h"
#include "lexprobe/model/positional_loss.h"
#include "lexprobe/model/shared_corruption_loss.h"
#include "lexprobe/model/vector_kernels.h"

namespace lexprobe {
namespace {

// One matrix product that is large enough to run at full speed, and small
// enough for the cache.
class Peak {
 public:
  static constexpr int kSize = 512;
  static constexpr double kFlop = 2.0 * kSize * kSize * kSize;

  double SecondsOfOne() {
    return SecondsOf([this] {
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, kSize, kSize,
                  kSize, 1, a_.data(), kSize, b_.data(), kSize, 0, c_.data(),
                  kSize);
    });
  }

 private:
  static constexpr size_t kCells = size_t{kSize} * kSize;
  std::vector<float> a_ = BenchFloats(kCells, 1, 1),
                     b_ = BenchFloats(kCells, 1, 2), c_ = a_;
};

// Runs `step` and the matrix product in turn and reports on both.
template <typename Step>
void Measure(benchmark::State& state, double labelled, double flop,
             const Step& step) {
  static Peak peak;
  step();
  peak.SecondsOfOne();
  double own = 0, reference = 0, steps = 0, products = 0;
  for (auto _ : state) {
    const double seconds = SecondsOf(step);
    state.SetIterationTime(seconds);
    own += seconds;
    ++steps;
    if (reference > own) continue;
    reference += peak.SecondsOfOne();
    ++products;
  }
  const double rate = steps * flop / own;
  state.counters["labelled/s"] = steps * labelled / own;
  state.counters["GFLOP/s"] = rate * 1e-9;
  state.counters["share_of_peak"] = rate / (products * Peak::kFlop / reference);
}

// Forward, and twice as much backward: every product has two factors whose
// gradients are products too.
double UsefulFlop(const NGramCase& c) {
  const double width = c.model.first_width();
  const double words = double(c.batch.ids.size() + c.batch.replacements.size());
  const double pairs =
      c.model.activation == Activation::kBilinear
          ? double(c.batch.size()) * double(c.batch.replacements.size())
          : 0;
  return 3 * 2 * width * (c.model.dim * words + pairs);
}

void RunSharedCorruptionLoss(benchmark::State& state, Activation activation,
                             Loss kind, int hidden) {
  NGramCase c({5, 50, hidden, activation}, {kind, 5}, 256, 128);
  SharedCorruptionLoss loss(c.model, c.loss);
  NetworkGradient gradient;
  Measure(state, c.labelled(), UsefulFlop(c), [&] {
    benchmark::DoNotOptimize(loss.Compute(c.view(), c.batch, true, &gradient));
  });
}

SegmentBatch SegmentsOf(int segments, int length, int margin,
                        int replacements) {
  SegmentBatch batch = {segments, length, margin, {}, {}, {}};
  const int stride = length + 2 * margin;
  batch.ids = ZipfIds(segments * stride, 7);
  for (int i = 0; i < segments * stride; ++i) {
    if (i % stride >= margin && i % stride < margin + length) {
      batch.centres.push_back(i);
    }
  }
  batch.replacements = ZipfIds(replacements, 8);
  return batch;
}

void RunPositionalLoss(benchmark::State& state, Loss kind) {
  constexpr int kDim = 50, kMargin = 7, kReplacements = 256;
  std::vector<float> embedding =
      BenchFloats(size_t{kBenchWords} * kDim, 0.3, 1);
  std::vector<float> weights = BenchFloats(size_t{2} * kMargin * kDim, 0.3, 2);
  const PositionalView view = {absl::MakeSpan(embedding),
                               absl::MakeSpan(weights)};
  const SegmentBatch batch = SegmentsOf(32, 8, kMargin, kReplacements);
  const double centres = double(batch.centres.size());
  // Scores, and the contexts themselves.
  const double flop =
      3 * 2.0 * kDim * centres * (kReplacements + 1 + 2 * kMargin);
  PositionalLoss loss(kDim, {kind, 5});
  PositionalGradient gradient;
  Measure(state, centres * (1 + kReplacements), flop, [&] {
    benchmark::DoNotOptimize(loss.Compute(view, batch, &gradient));
  });
}

template <typename Function>
void Register(const std::string& name, const Function& function) {
  benchmark::RegisterBenchmark(name.c_str(), function)
      ->UseManualTime()
      ->Unit(benchmark::kMicrosecond);
}

void RegisterAll() {
  for (const Activation activation :
       {Activation::kBilinear, Activation::kTanh, Activation::kHardtanh,
        Activation::kRelu}) {
    for (const Loss kind : {Loss::kSoftmax, Loss::kHinge}) {
      for (const int hidden : {64, 100}) {
        Register(absl::StrCat("SharedCorruptionLoss/", NameOf(activation), "/",
                              NameOf(kind), "/H:", hidden),
                 [=](benchmark::State& state) {
                   RunSharedCorruptionLoss(state, activation, kind, hidden);
                 });
      }
    }
  }
  for (const Loss kind : {Loss::kSoftmax, Loss::kLogistic, Loss::kHinge}) {
    Register(absl::StrCat("PositionalLoss/", NameOf(kind), "/K:256"),
             [=](benchmark::State& state) { RunPositionalLoss(state, kind); });
  }
}

}  // namespace
}  // namespace lexprobe

int main(int argc, char** argv) {
  lexprobe::UseSingleThreadedBlas();
  benchmark::AddCustomContext("blas", lexprobe::BlasDescription());
  benchmark::AddCustomContext("vectors", std::string(lexprobe::VectorTarget()));
  lexprobe::RegisterAll();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
