#include "train/mean_removal.h"

#include <cmath>
#include <vector>

#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/score_ngrams.h"

namespace lexprobe {
namespace {

constexpr int kWords = 20;

NetworkData RandomNetwork(Activation activation) {
  NetworkData network = MakeNetworkData(
      {.order = 3, .dim = 5, .hidden = 4, .activation = activation}, kWords);
  Random random(7);
  for (const auto array : kNetworkArrays) {
    for (float& number : network.*array) {
      number = static_cast<float>(0.3 + random.Normal());
    }
  }
  return network;
}

// All N-grams of three of the words.
std::vector<WordId> AllNGrams() {
  std::vector<WordId> ids;
  for (WordId i = 0; i < kWords; ++i) {
    for (WordId j = 0; j < kWords; ++j) {
      for (WordId k = 0; k < kWords; ++k) ids.insert(ids.end(), {i, j, k});
    }
  }
  return ids;
}

std::vector<float> ScoresOf(NetworkData& network) {
  return ScoreNGrams(network.options, network.view(), AllNGrams());
}

TEST(MeanRemovalTest, LeavesEmbeddingsWhoseMeanIsZero) {
  NetworkData network = RandomNetwork(Activation::kTanh);
  RemoveMean(&network);
  for (const double number : MeanOf(network.embedding, 5)) {
    EXPECT_NEAR(number, 0, 1e-6);
  }
}

TEST(MeanRemovalTest, KeepsDifferencesBetweenWords) {
  NetworkData network = RandomNetwork(Activation::kTanh);
  const std::vector<float> before = network.embedding;
  RemoveMean(&network);
  for (size_t i = 5; i < before.size(); ++i) {
    EXPECT_NEAR(network.embedding[i] - network.embedding[i - 5],
                before[i] - before[i - 5], 1e-5);
  }
}

TEST(MeanRemovalTest, KeepsTheScoreOfEveryNGram) {
  for (const Activation activation :
       {Activation::kTanh, Activation::kHardtanh, Activation::kRelu,
        Activation::kBilinear}) {
    SCOPED_TRACE(NameOf(activation));
    NetworkData network = RandomNetwork(activation);
    const std::vector<float> before = ScoresOf(network);
    RemoveMean(&network);
    const std::vector<float> after = ScoresOf(network);
    for (size_t i = 0; i < before.size(); ++i) {
      EXPECT_NEAR(after[i], before[i], 1e-3 * (1 + std::abs(before[i])));
    }
  }
}

}  // namespace
}  // namespace lexprobe
