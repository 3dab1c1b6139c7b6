#include "lexprobe/probe/search_target.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::FloatEq;
using testing::FloatNear;

using Floats = std::vector<float>;

float ScoreOf(const SearchTarget& target, const Floats& row) {
  float score = -99;
  target.Score(row, absl::MakeSpan(&score, 1));
  return score;
}

TEST(SearchTargetTest, CosineIgnoresLengths) {
  const SearchTarget target = SearchTarget::Cosine(Floats{3, 4});
  EXPECT_THAT(ScoreOf(target, {6, 8}), FloatEq(1));
  EXPECT_THAT(ScoreOf(target, {-8, 6}), FloatNear(0, 1e-7f));
  EXPECT_THAT(ScoreOf(target, {-3, -4}), FloatEq(-1));
  EXPECT_THAT(ScoreOf(target, {1, 0}), FloatEq(0.6f));
}

TEST(SearchTargetTest, AVectorOfZerosHasCosineZeroWithEverything) {
  EXPECT_EQ(ScoreOf(SearchTarget::Cosine(Floats{1, 2}), {0, 0}), 0);
  EXPECT_EQ(ScoreOf(SearchTarget::Cosine(Floats{0, 0}), {1, 2}), 0);
}

TEST(SearchTargetTest, CosineIsRightForVeryLongAndVeryShortVectors) {
  for (const float length : {1e-40f, 1e-30f, 1e-18f, 1e18f, 1e38f}) {
    const SearchTarget target = SearchTarget::Cosine(Floats{length, 0});
    EXPECT_THAT(ScoreOf(target, {length, length}),
                FloatNear(std::sqrt(0.5f), 1e-4f))
        << length;
  }
}

TEST(SearchTargetTest, EuclideanIsMinusTheDistanceOfRawVectors) {
  const SearchTarget target = SearchTarget::Euclidean(Floats{1, 1});
  EXPECT_THAT(ScoreOf(target, {4, 5}), FloatEq(-5));
  EXPECT_EQ(ScoreOf(target, {1, 1}), 0);
  EXPECT_THAT(ScoreOf(target, {2e25f, 1}), FloatEq(-2e25f));
  EXPECT_THAT(ScoreOf(SearchTarget::Euclidean(Floats{1e-20f, 0}), {0, 0}),
              FloatEq(-1e-20f));
}

TEST(SearchTargetTest, CosMulFollowsTheFormula) {
  const SearchTarget target =
      SearchTarget::CosMul(Floats{-2, 0}, Floats{3, 0}, Floats{0, 1});
  // x = (1, 1): s with a* and b is (1 + 0.7071) / 2, with a (1 - 0.7071) / 2.
  const float near = (1 + std::sqrt(0.5f)) / 2;
  const float far = (1 - std::sqrt(0.5f)) / 2;
  EXPECT_THAT(ScoreOf(target, {1, 1}),
              FloatNear(near * near / (far + 0.001f), 1e-4f));
}

TEST(SearchTargetTest, PairDirectionFollowsTheFormulaOnUnitVectors) {
  const SearchTarget target =
      SearchTarget::PairDirection(Floats{5, 0}, Floats{0, 7}, Floats{-2, 0});
  // Direction (-1, 1); from b^ = (-1, 0) to x^ = (0, 1) it is (1, 1).
  EXPECT_THAT(ScoreOf(target, {0, 3}), FloatNear(0, 1e-6f));
  // To x^ = (0, 0) it is (1, 0).
  EXPECT_THAT(ScoreOf(target, {0, 0}), FloatNear(-std::sqrt(0.5f), 1e-6f));
  EXPECT_THAT(ScoreOf(target, {-1e-25f, 1e-25f}),
              FloatNear((-(1 - std::sqrt(0.5f)) + std::sqrt(0.5f)) /
                            (std::sqrt(2.0f) * std::sqrt(2 - std::sqrt(2.0f))),
                        1e-5f));
}

TEST(SearchTargetTest, PairDirectionGivesTheStartingWordNoDirection) {
  const Floats b = RandomFloats(50, 3);
  Floats longer = b;
  for (float& x : longer) x *= 1.7f;
  const SearchTarget target =
      SearchTarget::PairDirection(RandomFloats(50, 1), RandomFloats(50, 2), b);
  EXPECT_EQ(ScoreOf(target, b), 0);
  EXPECT_EQ(ScoreOf(target, longer), 0);
}

TEST(SearchTargetTest, TheScoreOfARowDoesNotDependOnItsBlock) {
  const Floats rows = RandomFloats(600 * 23, 7);
  const SearchTarget target = SearchTarget::CosMul(
      RandomFloats(23, 1), RandomFloats(23, 2), RandomFloats(23, 3));
  Floats together(600);
  target.Score(rows, absl::MakeSpan(together));
  for (size_t i = 0; i < 600; ++i) {
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(i * 23);
    EXPECT_EQ(ScoreOf(target, Floats(begin, begin + 23)), together[i]);
  }
}

TEST(UnitVectorTest, HasLengthOneOrStaysZero) {
  EXPECT_THAT(UnitVector(Floats{0, 3e30f, 4e30f}),
              ElementsAre(0, FloatEq(0.6f), FloatEq(0.8f)));
  EXPECT_THAT(UnitVector(Floats{0, 0}), ElementsAre(0, 0));
}

}  // namespace
}  // namespace lexprobe
