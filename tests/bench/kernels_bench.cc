// The training kernels against what the machine can do, one core each:
//   labelled/s     labelled N-grams (positives and corruptions) a second
//   GFLOP/s        their useful arithmetic: matrix products, 2 operations a
//                  multiplication, and nothing else
//   share_of_peak  that by the speed of a large matrix product (OpenBLAS),
//                  measured in turn with it
//   times_autograd (with LibTorch) labelled/s by those of the plain module,
//                  autograd and all, measured in turn with it
// Times are processor times, so that other work on the machine disturbs little.
// Repeat: --benchmark_repetitions=5 --benchmark_report_aggregates_only=true

#include <cblas.h>
#include <time.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/positional_loss.h"
#include "lexprobe/model/shared_corruption_loss.h"
#include "lexprobe/model/vector_kernels.h"

namespace lexprobe {
namespace {

constexpr int kWords = 30000;

double ProcessorSeconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) +
         1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename Function>
double SecondsOf(const Function& function) {
  const double begin = ProcessorSeconds();
  function();
  return ProcessorSeconds() - begin;
}

std::vector<float> NormalFloats(size_t count, double deviation, uint64_t seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) {
    value = static_cast<float>(deviation * random.Normal());
  }
  return values;
}

// Ids as a text has them: a few words often, many seldom.
std::vector<WordId> ZipfIds(int count, uint64_t seed) {
  Random random(seed);
  std::vector<WordId> ids(static_cast<size_t>(count));
  for (WordId& id : ids) {
    id = static_cast<WordId>(std::pow(double{kWords}, random.Uniform()));
  }
  return ids;
}

// One matrix product that is large enough to run at full speed.
class Peak {
 public:
  static constexpr int kSize = 768;
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
  std::vector<float> a_ = NormalFloats(kCells, 1, 1),
                     b_ = NormalFloats(kCells, 1, 2), c_ = a_;
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

struct Case {
  ModelOptions model;
  LossOptions loss;
  int count, replacements;
};

struct CaseMemory {
  explicit CaseMemory(const Case& c)
      : embedding(NormalFloats(size_t{kWords} * size_t(c.model.dim), 0.3, 1)),
        first_weight(NormalFloats(
            size_t(c.model.order * c.model.dim * c.model.first_width()), 0.1,
            2)),
        first_bias(NormalFloats(size_t(c.model.first_width()), 0.1, 3)),
        output_weight(NormalFloats(size_t(c.model.hidden), 0.1, 4)),
        output_bias(1, 0) {
    batch.order = c.model.order;
    batch.ids = ZipfIds(c.count * c.model.order, 5);
    batch.corrupted_position = c.model.order / 2;
    batch.replacements = ZipfIds(c.replacements, 6);
  }

  NetworkView view() {
    return {absl::MakeSpan(embedding), absl::MakeSpan(first_weight),
            absl::MakeSpan(first_bias), absl::MakeSpan(output_weight),
            absl::MakeSpan(output_bias)};
  }

  std::vector<float> embedding, first_weight, first_bias, output_weight,
      output_bias;
  NGramBatch batch;
};

// Forward, and twice as much backward: every product has two factors whose
// gradients are products too.
double UsefulFlop(const Case& c) {
  const double width = c.model.first_width(), dim = c.model.dim;
  const double first =
      2 * width * dim * (double(c.count) * c.model.order + c.replacements);
  const double pairs = c.model.activation == Activation::kBilinear
                           ? 2 * width * c.count * c.replacements
                           : 0;
  return 3 * (first + pairs);
}

double Labelled(const Case& c) {
  return double(c.count) * (1.0 + c.replacements);
}

void BM_SharedCorruptionLoss(benchmark::State& state, const Case& c) {
  CaseMemory memory(c);
  SharedCorruptionLoss loss(c.model, c.loss);
  NetworkGradient gradient;
  Measure(state, Labelled(c), UsefulFlop(c), [&] {
    benchmark::DoNotOptimize(
        loss.Compute(memory.view(), memory.batch, true, &gradient));
  });
}

struct PositionalCase {
  int dim;
  LossOptions loss;
  int segments, length, margin, replacements;
};

SegmentBatch SegmentsOf(const PositionalCase& c) {
  SegmentBatch batch;
  batch.segments = c.segments;
  batch.length = c.length;
  batch.margin = c.margin;
  const int stride = c.length + 2 * c.margin;
  batch.ids = ZipfIds(c.segments * stride, 7);
  for (int i = 0; i < c.segments * stride; ++i) {
    if (i % stride >= c.margin && i % stride < c.margin + c.length) {
      batch.centres.push_back(i);
    }
  }
  batch.replacements = ZipfIds(c.replacements, 8);
  return batch;
}

void BM_PositionalLoss(benchmark::State& state, const PositionalCase& c) {
  std::vector<float> embedding =
      NormalFloats(size_t{kWords} * size_t(c.dim), 0.3, 1);
  std::vector<float> weights =
      NormalFloats(2 * size_t(c.margin) * size_t(c.dim), 0.3, 2);
  const PositionalView view = {absl::MakeSpan(embedding),
                               absl::MakeSpan(weights)};
  const SegmentBatch batch = SegmentsOf(c);
  const double centres = double(batch.centres.size());
  // Scores, and the contexts themselves.
  const double flop =
      3 * 2.0 * c.dim * centres * (c.replacements + 1 + 2 * c.margin);
  PositionalLoss loss(c.dim, c.loss);
  PositionalGradient gradient;
  Measure(state, centres * (1 + c.replacements), flop, [&] {
    benchmark::DoNotOptimize(loss.Compute(view, batch, &gradient));
  });
}

void RegisterAll() {
  const auto add = [](const std::string& name, const auto& function,
                      const auto& c) {
    benchmark::RegisterBenchmark(
        name.c_str(), [=](benchmark::State& state) { function(state, c); })
        ->UseManualTime()
        ->Unit(benchmark::kMicrosecond);
  };
  for (const Activation activation :
       {Activation::kBilinear, Activation::kTanh, Activation::kHardtanh,
        Activation::kRelu}) {
    for (const Loss loss : {Loss::kSoftmax, Loss::kHinge}) {
      for (const int hidden : {64, 100}) {
        add(absl::StrCat("SharedCorruptionLoss/", NameOf(activation), "/",
                         NameOf(loss), "/H:", hidden),
            BM_SharedCorruptionLoss,
            Case{{5, 50, hidden, activation}, {loss, 5}, 256, 128});
      }
    }
  }
  for (const Loss loss : {Loss::kSoftmax, Loss::kLogistic, Loss::kHinge}) {
    add(absl::StrCat("PositionalLoss/", NameOf(loss), "/K:256"),
        BM_PositionalLoss, PositionalCase{50, {loss, 5}, 32, 8, 7, 256});
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
