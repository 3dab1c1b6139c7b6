#include "lexprobe/model/positional_loss.h"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/model/vector_kernels.h"
#include "model/gradient_check.h"
#include "support/instruction_sets.h"

namespace lexprobe {
namespace {

using testing::Each;
using testing::IsEmpty;

constexpr double kTolerance = 5e-5;
constexpr size_t kWords = 9;
constexpr WordId kGap = SegmentBatch::kNoWord;

struct PositionalMemory {
  std::vector<float> embedding, position_weights;

  PositionalView view() {
    return {absl::MakeSpan(embedding), absl::MakeSpan(position_weights)};
  }
};

PositionalMemory RandomNetwork(size_t dim, size_t margin, Random& random) {
  return {NormalFloats(kWords * dim, 0.8, random),
          NormalFloats(2 * margin * dim, 0.7, random)};
}

// The definition, word by word, in double precision.
struct SlowPositional {
  SlowPositional(size_t dim_in, const PositionalMemory& network)
      : dim(dim_in),
        embedding(Doubles(network.embedding)),
        position_weights(Doubles(network.position_weights)) {}

  // The score of `word` in the middle of the words around `centre`.
  double Score(const SegmentBatch& batch, int centre, WordId word) const {
    double score = 0;
    for (int k = 0; k < 2 * batch.margin; ++k) {
      const int offset =
          k < batch.margin ? k - batch.margin : k - batch.margin + 1;
      const WordId other = batch.ids[size_t(centre + offset)];
      if (other == kGap) continue;
      for (size_t column = 0; column < dim; ++column) {
        score += position_weights[size_t(k) * dim + column] *
                 embedding[size_t(other) * dim + column] *
                 embedding[size_t(word) * dim + column];
      }
    }
    return score;
  }

  double LossOf(const LossOptions& loss, const SegmentBatch& batch) const {
    double sum = 0;
    for (const int centre : batch.centres) {
      const WordId own = batch.ids[size_t(centre)];
      std::vector<double> scores;
      for (const WordId word : batch.replacements) {
        scores.push_back(word == own ? -std::numeric_limits<double>::infinity()
                                     : Score(batch, centre, word));
      }
      sum += SlowLoss(loss, Score(batch, centre, own), scores);
    }
    return sum;
  }

  size_t dim;
  std::vector<double> embedding, position_weights;
};

// Few words, so that they repeat; gaps at sentence ends and in the margins.
SegmentBatch RandomBatch(int segments, int length, int margin, int replacements,
                         Random& random) {
  SegmentBatch batch = {segments, length, margin, {}, {}, {}};
  const int stride = length + 2 * margin;
  for (int i = 0; i < segments * stride; ++i) {
    const bool gap = random.Below(4) == 0;
    batch.ids.push_back(gap ? kGap : static_cast<WordId>(random.Below(kWords)));
    if (!gap && i % stride >= margin && i % stride < margin + length) {
      batch.centres.push_back(i);
    }
  }
  for (int j = 0; j < replacements; ++j) {
    batch.replacements.push_back(static_cast<WordId>(random.Below(kWords)));
  }
  return batch;
}

// The rows of a gradient, added up by word; those of gaps are left out.
std::vector<double> EmbeddingGradient(const PositionalGradient& gradient,
                                      size_t dim) {
  const size_t stride = size_t(PaddedDim(int(dim)));
  EXPECT_EQ(gradient.rows.size(), gradient.row_ids.size() * stride);
  std::vector<double> sums(kWords * dim, 0);
  for (size_t i = 0; i < gradient.row_ids.size(); ++i) {
    if (gradient.row_ids[i] == kGap) continue;
    for (size_t column = 0; column < dim; ++column) {
      sums[size_t(gradient.row_ids[i]) * dim + column] +=
          double(gradient.rows[i * stride + column]);
    }
  }
  return sums;
}

void ExpectExactGradient(size_t dim, const LossOptions& loss,
                         PositionalMemory& network, const SegmentBatch& batch) {
  PositionalGradient gradient;
  PositionalLoss fast(int(dim), loss);
  const double value = fast.Compute(network.view(), batch, &gradient);
  SlowPositional slow(dim, network);
  const auto slow_loss = [&] { return slow.LossOf(loss, batch); };
  EXPECT_NEAR(value, slow_loss(), kTolerance * (1 + slow_loss()));
  EXPECT_THAT(
      gradient.position_weights,
      IsNear(FiniteDifferences(slow.position_weights, slow_loss), kTolerance));
  EXPECT_THAT(EmbeddingGradient(gradient, dim),
              IsNear(FiniteDifferences(slow.embedding, slow_loss), kTolerance));
}

class PositionalLossTest : public testing::TestWithParam<Loss> {
 protected:
  void ExpectExactGradients(size_t dim, int segments, int length, int margin,
                            int replacements) {
    SCOPED_TRACE(testing::Message()
                 << "dim " << dim << ", " << segments << " segments of "
                 << length << ", margin " << margin << ", " << replacements
                 << " replacements");
    Random random(dim * 1000 + size_t(segments * length + margin));
    PositionalMemory network = RandomNetwork(dim, size_t(margin), random);
    ExpectExactGradient(
        dim, loss(), network,
        RandomBatch(segments, length, margin, replacements, random));
  }

  LossOptions loss() const { return {GetParam(), 3.5}; }
};

std::string NameOfLoss(const testing::TestParamInfo<Loss>& info) {
  return std::string(NameOf(info.param));
}

INSTANTIATE_TEST_SUITE_P(AllLosses, PositionalLossTest,
                         testing::ValuesIn(kAllLosses), NameOfLoss);

TEST_P(PositionalLossTest, AgreesWithFiniteDifferences) {
  ExpectExactGradients(5, 3, 4, 2, 6);
}

TEST_P(PositionalLossTest, AgreesInDimensionsAroundThoseOfVectors) {
  for (const size_t dim : {1u, 3u, 8u, 15u, 16u, 17u, 33u}) {
    ExpectExactGradients(dim, 2, 5, 1, 9);
  }
}

TEST_P(PositionalLossTest, AgreesWhateverTheShapeOfTheSegments) {
  ExpectExactGradients(4, 1, 1, 1, 3);
  ExpectExactGradients(4, 1, 12, 3, 3);
  ExpectExactGradients(4, 9, 1, 7, 3);
  ExpectExactGradients(4, 2, 3, 5, 1);
  ExpectExactGradients(4, 2, 3, 2, 40);
}

TEST_P(PositionalLossTest, AgreesOnEveryInstructionSet) {
  ForEachInstructionSet([&] { ExpectExactGradients(21, 3, 4, 2, 19); });
}

TEST_P(PositionalLossTest, WithoutMarginEveryScoreIsZero) {
  Random random(3);
  PositionalMemory network = RandomNetwork(5, 0, random);
  const SegmentBatch batch = RandomBatch(2, 4, 0, 3, random);
  PositionalGradient gradient;
  PositionalLoss fast(5, loss());
  double expected = 0;
  for (const int centre : batch.centres) {
    std::vector<double> scores;
    for (const WordId word : batch.replacements) {
      const bool own = word == batch.ids[size_t(centre)];
      scores.push_back(own ? -std::numeric_limits<double>::infinity() : 0);
    }
    expected += SlowLoss(loss(), 0, scores);
  }
  EXPECT_NEAR(fast.Compute(network.view(), batch, &gradient), expected, 1e-4);
  EXPECT_THAT(EmbeddingGradient(gradient, 5), Each(0));
  EXPECT_THAT(gradient.position_weights, IsEmpty());
}

TEST_P(PositionalLossTest, AReplacementThatIsTheTrueWordIsNoCorruption) {
  Random random(4);
  PositionalMemory network = RandomNetwork(4, 1, random);
  for (const std::vector<WordId>& replacements :
       {std::vector<WordId>{4}, {4, 4}, {4, 5}, {5, 6, 4, 4, 6}}) {
    const SegmentBatch batch = {
        1, 4, 1, {5, 4, 4, 5, 4, kGap}, {1, 2, 3, 4}, replacements};
    ExpectExactGradient(4, loss(), network, batch);
  }
}

// Gaps all around: every score is 0, no word gets a gradient.
TEST_P(PositionalLossTest, AWordAloneTeachesNothing) {
  Random random(5);
  PositionalMemory network = RandomNetwork(4, 2, random);
  const SegmentBatch batch = {1,   1,     2, {kGap, kGap, 3, kGap, kGap},
                              {2}, {1, 2}};
  ExpectExactGradient(4, loss(), network, batch);
  PositionalGradient gradient;
  PositionalLoss fast(4, loss());
  fast.Compute(network.view(), batch, &gradient);
  EXPECT_THAT(EmbeddingGradient(gradient, 4), Each(0));
}

TEST_P(PositionalLossTest, WhatItComputedBeforeChangesNothing) {
  Random random(6);
  PositionalMemory network = RandomNetwork(7, 2, random);
  PositionalLoss used(7, loss());
  PositionalGradient gradient;
  for (const int segments : {7, 1, 12, 3}) {
    const SegmentBatch batch =
        RandomBatch(segments, segments + 1, 2, 4 * segments, random);
    PositionalGradient fresh;
    PositionalLoss unused(7, loss());
    EXPECT_EQ(used.Compute(network.view(), batch, &gradient),
              unused.Compute(network.view(), batch, &fresh));
    EXPECT_EQ(gradient.position_weights, fresh.position_weights);
    EXPECT_EQ(gradient.row_ids, fresh.row_ids);
    EXPECT_EQ(gradient.rows, fresh.rows);
  }
}

TEST_P(PositionalLossTest, ABatchWithNothingToJudgeHasNoLossAndNoGradient) {
  Random random(7);
  PositionalMemory network = RandomNetwork(4, 1, random);
  PositionalLoss fast(4, loss());
  SegmentBatch without_centres = RandomBatch(2, 3, 1, 4, random);
  without_centres.centres.clear();
  SegmentBatch without_replacements = RandomBatch(2, 3, 1, 0, random);
  for (const SegmentBatch& batch : {without_centres, without_replacements,
                                    SegmentBatch{0, 3, 1, {}, {}, {}}}) {
    PositionalGradient gradient;
    fast.Compute(network.view(), RandomBatch(2, 3, 1, 4, random), &gradient);
    EXPECT_EQ(fast.Compute(network.view(), batch, &gradient), 0);
    EXPECT_THAT(gradient.position_weights, Each(0));
    EXPECT_EQ(gradient.position_weights.size(),
              network.position_weights.size());
    EXPECT_THAT(gradient.row_ids, IsEmpty());
    EXPECT_THAT(gradient.rows, IsEmpty());
  }
}

}  // namespace
}  // namespace lexprobe
