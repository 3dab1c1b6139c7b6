// What the benchmarks of the training kernels share: cases with random
// numbers in them, and processor time.

#ifndef LEXPROBE_TESTS_BENCH_KERNEL_CASES_H_
#define LEXPROBE_TESTS_BENCH_KERNEL_CASES_H_

#include <time.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/model/network.h"
#include "lexprobe/ngram/batch.h"

namespace lexprobe {

inline constexpr int kBenchWords = 30000;

// Of the whole process. Other work on the machine disturbs it little.
inline double ProcessorSeconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) +
         1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename Function>
double SecondsOf(Function&& function) {
  const double begin = ProcessorSeconds();
  function();
  return ProcessorSeconds() - begin;
}

inline std::vector<float> BenchFloats(size_t count, double deviation,
                                      uint64_t seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) {
    value = static_cast<float>(deviation * random.Normal());
  }
  return values;
}

// Ids as a text has them: a few words often, many seldom.
inline std::vector<WordId> ZipfIds(int count, uint64_t seed) {
  Random random(seed);
  std::vector<WordId> ids(static_cast<size_t>(count));
  for (WordId& id : ids) {
    id = static_cast<WordId>(std::pow(double{kBenchWords}, random.Uniform()));
  }
  return ids;
}

// A batch of N-grams and the network that judges it.
struct NGramCase {
  NGramCase(const ModelOptions& model_in, const LossOptions& loss_in, int count,
            int replacements)
      : model(model_in),
        loss(loss_in),
        embedding(BenchFloats(size_t{kBenchWords} * size_t(model.dim), 0.3, 1)),
        first_weight(BenchFloats(
            size_t(model.order * model.dim * model.first_width()), 0.1, 2)),
        first_bias(BenchFloats(size_t(model.first_width()), 0.1, 3)),
        output_weight(BenchFloats(size_t(model.hidden), 0.1, 4)),
        output_bias(1, 0) {
    batch.order = model.order;
    batch.ids = ZipfIds(count * model.order, 5);
    batch.corrupted_position = model.order / 2;
    batch.replacements = ZipfIds(replacements, 6);
  }

  NetworkView view() {
    return {absl::MakeSpan(embedding), absl::MakeSpan(first_weight),
            absl::MakeSpan(first_bias), absl::MakeSpan(output_weight),
            absl::MakeSpan(output_bias)};
  }

  // Labelled N-grams: positives and corruptions.
  double labelled() const {
    return batch.size() * (1.0 + double(batch.replacements.size()));
  }

  ModelOptions model;
  LossOptions loss;
  std::vector<float> embedding, first_weight, first_bias, output_weight,
      output_bias;
  NGramBatch batch;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_BENCH_KERNEL_CASES_H_
