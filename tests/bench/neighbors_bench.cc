// Nearest neighbours against what the machine can do: one query beside a plain
// read of the same mapped matrix (compare bytes_per_second), and a batch of
// analogies (items_per_second).
//
// The largest matrix, 3,000,000 x 300, needs 3.6 GB of disk in TMPDIR and as
// much memory; leave it out with --benchmark_filter=-3000000.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/random.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/native_format.h"

namespace lexprobe {
namespace {

// Numbers in -1 .. 1, quickly.
std::vector<float> RandomFloats(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<float> numbers(count);
  for (float& number : numbers) {
    number = static_cast<float>(static_cast<int64_t>(random.NextUint64())) *
             0x1.0p-63f;
  }
  return numbers;
}

// A random table, written to a file that is gone as soon as it is mapped.
EmbeddingTable MappedTable(int64_t rows, int dim) {
  EmbeddingTableParts parts;
  parts.dim = dim;
  for (int64_t row = 0; row < rows; ++row) {
    parts.words.push_back(absl::StrCat("w", row));
  }
  parts.matrix =
      RandomFloats(static_cast<size_t>(rows) * static_cast<size_t>(dim), 1);
  const char* folder = std::getenv("TMPDIR");
  const std::string path =
      absl::StrCat(folder == nullptr ? "/tmp" : folder, "/neighbors_bench.",
                   getpid(), ".lexprobe");
  {
    auto table = EmbeddingTable::FromParts(std::move(parts));
    LEXPROBE_CHECK(table.ok());
    auto sink = AtomicFile::Create(path);
    LEXPROBE_CHECK(sink.ok());
    LEXPROBE_CHECK(NativeFormat::Write(*table, **sink).ok());
  }
  auto mapped = NativeFormat::Open(path, 0);
  LEXPROBE_CHECK(mapped.ok());
  unlink(path.c_str());
  return *std::move(mapped);
}

const EmbeddingTable& TableOf(const benchmark::State& state) {
  static auto* tables = new std::map<std::pair<int64_t, int64_t>,
                                     std::unique_ptr<EmbeddingTable>>;
  auto& table = (*tables)[{state.range(0), state.range(1)}];
  if (table == nullptr) {
    table = std::make_unique<EmbeddingTable>(
        MappedTable(state.range(0), static_cast<int>(state.range(1))));
  }
  return *table;
}

void CountBytes(const EmbeddingTable& table, benchmark::State& state) {
  state.SetBytesProcessed(
      static_cast<int64_t>(state.iterations()) *
      static_cast<int64_t>(table.matrix().size() * sizeof(float)));
}

uint64_t Xor(const float* begin, size_t count) {
  constexpr size_t kWords = 32;
  uint64_t sums[kWords] = {};
  for (size_t i = 0; i + 2 * kWords <= count; i += 2 * kWords) {
    uint64_t words[kWords];
    std::memcpy(words, begin + i, sizeof(words));
    for (size_t k = 0; k < kWords; ++k) sums[k] ^= words[k];
  }
  uint64_t sum = 0;
  for (const uint64_t part : sums) sum ^= part;
  return sum;
}

void BM_PlainRead(benchmark::State& state) {
  const EmbeddingTable& table = TableOf(state);
  const size_t threads = static_cast<size_t>(state.range(2));
  const size_t part = table.matrix().size() / threads;
  for (auto _ : state) {
    std::vector<std::thread> pool;
    for (size_t i = 1; i < threads; ++i) {
      pool.emplace_back([&, i] {
        benchmark::DoNotOptimize(Xor(table.matrix().data() + i * part, part));
      });
    }
    benchmark::DoNotOptimize(Xor(table.matrix().data(), part));
    for (std::thread& thread : pool) thread.join();
  }
  CountBytes(table, state);
}

void BM_NearestTo(benchmark::State& state, Metric metric) {
  const EmbeddingTable& table = TableOf(state);
  const NeighborIndex index(table);
  const std::vector<float> query =
      RandomFloats(static_cast<size_t>(table.dim()), 2);
  const SearchTarget target = metric == Metric::kCosine
                                  ? SearchTarget::Cosine(query)
                                  : SearchTarget::Euclidean(query);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        index.NearestTo(target, 10, {}, static_cast<int>(state.range(2))));
  }
  CountBytes(table, state);
}

void BM_NearestToEach(benchmark::State& state, ScoreKind kind) {
  const EmbeddingTable& table = TableOf(state);
  const NeighborIndex index(table);
  Random random(3);
  std::vector<SearchTarget> targets;
  for (int i = 0; i < 20'000; ++i) {
    absl::Span<const float> word[3];
    for (absl::Span<const float>& vector : word) {
      vector = table.VectorOf(static_cast<int64_t>(
          random.Below(static_cast<uint64_t>(table.rows()))));
    }
    const auto& [a, a_star, b] = word;
    std::vector<float> sum(b.begin(), b.end());
    for (size_t k = 0; k < sum.size(); ++k) sum[k] += a_star[k] - a[k];
    targets.push_back(kind == ScoreKind::kCosine ? SearchTarget::Cosine(sum)
                      : kind == ScoreKind::kEuclidean
                          ? SearchTarget::Euclidean(sum)
                      : kind == ScoreKind::kCosMul
                          ? SearchTarget::CosMul(a, a_star, b)
                          : SearchTarget::PairDirection(a, a_star, b));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        index.NearestToEach(targets, 4, {}, static_cast<int>(state.range(2))));
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(targets.size()));
}

void Sizes(benchmark::internal::Benchmark* bench) {
  for (const int64_t threads : {1, 2}) {
    bench->Args({400'000, 50, threads});
    bench->Args({3'000'000, 300, threads});
  }
  bench->UseRealTime()->Unit(benchmark::kMillisecond);
}

void BatchSizes(benchmark::internal::Benchmark* bench) {
  for (const int64_t threads : {1, 2}) bench->Args({30'000, 50, threads});
  bench->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK(BM_PlainRead)->Apply(Sizes);
BENCHMARK_CAPTURE(BM_NearestTo, cosine, Metric::kCosine)->Apply(Sizes);
BENCHMARK_CAPTURE(BM_NearestTo, euclidean, Metric::kEuclidean)->Apply(Sizes);
BENCHMARK_CAPTURE(BM_NearestToEach, cosine, ScoreKind::kCosine)
    ->Apply(BatchSizes);
BENCHMARK_CAPTURE(BM_NearestToEach, euclidean, ScoreKind::kEuclidean)
    ->Apply(BatchSizes);
BENCHMARK_CAPTURE(BM_NearestToEach, cos_mul, ScoreKind::kCosMul)
    ->Apply(BatchSizes);
BENCHMARK_CAPTURE(BM_NearestToEach, pair_direction, ScoreKind::kPairDirection)
    ->Apply(BatchSizes);

}  // namespace
}  // namespace lexprobe

BENCHMARK_MAIN();
