#include "lexprobe/train/stage_parameters.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

constexpr int kDim = 5;
constexpr int kRows = 23;

std::vector<float> Noise(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<float> numbers(count);
  for (float& number : numbers) number = static_cast<float>(random.Normal());
  return numbers;
}

// Parameters with their memory, and a gradient that repeats rows.
struct Fixture {
  std::vector<float> embedding = Noise(kRows * kDim, 1);
  std::vector<float> weights = Noise(1000, 2);
  std::vector<float> bias = Noise(3, 3);
  StageParameters parameters{absl::MakeSpan(embedding), kDim, 0.5, 0.01, true};
  std::vector<WordId> ids = {4, 7, -1, 4, 0, 22, 7, 4};
  std::vector<float> rows = Noise(8 * 16, 4);
  std::vector<float> d_weights = Noise(1000, 5);
  std::vector<float> d_bias = Noise(3, 6);

  Fixture() {
    parameters.AddDense(absl::MakeSpan(weights));
    parameters.AddDense(absl::MakeSpan(bias));
  }

  StepGradient Gradient() const {
    return {0.7, ids, rows, 16, {d_weights, d_bias}};
  }
};

TEST(StageParametersTest, PartsGiveTheBitsOfTheWholeInAnyOrder) {
  Fixture whole;
  for (int step = 0; step < 3; ++step) {
    whole.parameters.Apply(whole.Gradient());
  }
  for (const int parts : {2, 3, 7, 40}) {
    Fixture cut;
    for (int step = 0; step < 3; ++step) {
      for (int part = parts - 1; part >= 0; --part) {
        cut.parameters.Apply(cut.Gradient(), {part, parts});
      }
    }
    EXPECT_EQ(cut.embedding, whole.embedding) << parts;
    EXPECT_EQ(cut.weights, whole.weights) << parts;
    EXPECT_EQ(cut.bias, whole.bias) << parts;
    EXPECT_EQ(cut.parameters.accumulators(), whole.parameters.accumulators());
    EXPECT_EQ(cut.parameters.dense()[0].squares,
              whole.parameters.dense()[0].squares);
  }
}

TEST(StageParametersTest, TouchesOnlyTheRowsOfTheGradient) {
  Fixture fixture;
  const std::vector<float> before = fixture.embedding;
  fixture.parameters.Apply(fixture.Gradient());
  for (int row = 0; row < kRows; ++row) {
    const bool named = row == 0 || row == 4 || row == 7 || row == 22;
    for (int d = 0; d < kDim; ++d) {
      const size_t i = static_cast<size_t>(row * kDim + d);
      EXPECT_EQ(fixture.embedding[i] != before[i], named) << row;
    }
  }
}

TEST(StageParametersTest, ARateOfZeroMovesNothing) {
  Fixture fixture;
  const std::vector<float> embedding = fixture.embedding;
  const std::vector<float> weights = fixture.weights;
  StepGradient gradient = fixture.Gradient();
  gradient.rate_share = 0;
  fixture.parameters.Apply(gradient);
  EXPECT_EQ(fixture.embedding, embedding);
  EXPECT_EQ(fixture.weights, weights);
}

}  // namespace
}  // namespace lexprobe
