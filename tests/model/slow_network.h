// The validity network as its definition reads, in double precision: each
// corruption is written out as an N-gram and scored alone.

#ifndef LEXPROBE_TESTS_MODEL_SLOW_NETWORK_H_
#define LEXPROBE_TESTS_MODEL_SLOW_NETWORK_H_

#include <cstddef>
#include <limits>
#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/model/network.h"
#include "lexprobe/ngram/batch.h"
#include "model/gradient_check.h"

namespace lexprobe {

// The memory behind a NetworkView, for a test.
struct NetworkMemory {
  std::vector<float> embedding, first_weight, first_bias, output_weight,
      output_bias;

  NetworkView view() {
    return {absl::MakeSpan(embedding), absl::MakeSpan(first_weight),
            absl::MakeSpan(first_bias), absl::MakeSpan(output_weight),
            absl::MakeSpan(output_bias)};
  }
};

inline NetworkMemory RandomNetwork(const ModelOptions& options, int words,
                                   Random& random) {
  const auto dim = static_cast<size_t>(options.dim);
  const auto width = static_cast<size_t>(options.first_width());
  const auto hidden = options.activation == Activation::kBilinear
                          ? size_t{0}
                          : static_cast<size_t>(options.hidden);
  NetworkMemory network;
  network.embedding = NormalFloats(size_t(words) * dim, 0.7, random);
  network.first_weight =
      NormalFloats(size_t(options.order) * dim * width, 0.4, random);
  network.first_bias = NormalFloats(width, 0.3, random);
  network.output_weight = NormalFloats(hidden, 0.8, random);
  network.output_bias = NormalFloats(1, 0.5, random);
  return network;
}

struct SlowNetwork {
  SlowNetwork(const ModelOptions& model, const NetworkMemory& network)
      : options(model),
        embedding(Doubles(network.embedding)),
        first_weight(Doubles(network.first_weight)),
        first_bias(Doubles(network.first_bias)),
        output_weight(Doubles(network.output_weight)),
        output_bias(Doubles(network.output_bias)) {}

  double Score(const std::vector<WordId>& ids) const {
    std::vector<double> z = first_bias;
    const auto dim = static_cast<size_t>(options.dim);
    for (size_t row = 0; row < ids.size() * dim; ++row) {
      const double x =
          embedding[static_cast<size_t>(ids[row / dim]) * dim + row % dim];
      for (size_t h = 0; h < z.size(); ++h) {
        z[h] += x * first_weight[row * z.size() + h];
      }
    }
    double score = output_bias[0];
    for (size_t h = 0; h < static_cast<size_t>(options.hidden); ++h) {
      score +=
          options.activation == Activation::kBilinear
              ? z[h] * z[h + static_cast<size_t>(options.hidden)]
              : output_weight[h] * SlowActivation(options.activation, z[h]);
    }
    return score;
  }

  // The loss summed over the batch. A replacement that is the true word is no
  // corruption.
  double LossOf(const LossOptions& loss, const NGramBatch& batch) const {
    double sum = 0;
    for (auto first = batch.ids.begin(); first < batch.ids.end();
         first += batch.order) {
      std::vector<WordId> ids(first, first + batch.order);
      WordId& own = ids[static_cast<size_t>(batch.corrupted_position)];
      const WordId true_word = own;
      const double valid = Score(ids);
      std::vector<double> scores;
      for (const WordId word : batch.replacements) {
        own = word;
        scores.push_back(word == true_word
                             ? -std::numeric_limits<double>::infinity()
                             : Score(ids));
      }
      sum += SlowLoss(loss, valid, scores);
    }
    return sum;
  }

  ModelOptions options;
  std::vector<double> embedding, first_weight, first_bias, output_weight,
      output_bias;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_MODEL_SLOW_NETWORK_H_
