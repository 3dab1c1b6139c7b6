#include "lexprobe/store/transform.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "support/embedding_matchers.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::HasSubstr;

EmbeddingTable SmallTable() {
  EmbeddingTableParts parts;
  parts.words = {"a", "b", "c"};
  parts.matrix = {3, 4, 0, 0, 6, -1};
  parts.dim = 2;
  parts.counts = {9, 5, 1};
  parts.metadata_json = R"({"order":5})";
  return MakeTable(std::move(parts));
}

TEST(TransformTest, ChangesNothingUnlessAsked) {
  const EmbeddingTable table = SmallTable();
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable same,
                                Transform(table, {}));
  EXPECT_THAT(same, TableEq(&table));
}

TEST(TransformTest, KeepsTheFirstRows) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                Transform(SmallTable(), {.top = 2}));
  EXPECT_EQ(table.rows(), 2);
  EXPECT_EQ(table.CountOf(1), 5);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable all,
                                Transform(SmallTable(), {.top = 99}));
  EXPECT_EQ(all.rows(), 3);
}

TEST(TransformTest, KeepsRowsInTheOrderGiven) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                Transform(SmallTable(), {.rows = {2, 0}}));
  EXPECT_EQ(table.WordOf(0), "c");
  EXPECT_EQ(table.WordOf(1), "a");
  EXPECT_THAT(table.matrix(), ElementsAre(6, -1, 3, 4));
  EXPECT_EQ(table.CountOf(0), 1);
}

TEST(TransformTest, MakesUnitVectorsAndLeavesZeroAlone) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                Transform(SmallTable(), {.normalize = true}));
  EXPECT_THAT(table.VectorOf(0), ElementsAre(0.6f, 0.8f));
  EXPECT_THAT(table.VectorOf(1), ElementsAre(0, 0));
}

TEST(TransformTest, SubtractsTheMeanOfAllRowsWhicheverAreKept) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      Transform(SmallTable(), {.center = true, .rows = {1}}));
  EXPECT_THAT(table.matrix(), ElementsAre(-3, -1));
}

// Vectors with a strong common direction, and a mean.
EmbeddingTable CrowdedTable() {
  Random random(9);
  EmbeddingTableParts parts;
  parts.dim = 5;
  for (int row = 0; row < 500; ++row) {
    parts.words.push_back(std::to_string(row));
    const double along = 10 * random.Normal();
    for (int i = 0; i < parts.dim; ++i) {
      parts.matrix.push_back(static_cast<float>(7 + random.Normal() +
                                                along * (i == 1   ? 0.8
                                                         : i == 3 ? -0.6
                                                                  : 0)));
    }
  }
  return MakeTable(std::move(parts));
}

TEST(TransformTest, ProjectsTheTopComponentsOut) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      Transform(CrowdedTable(), {.remove_components = 1}));
  for (int64_t row = 0; row < table.rows(); ++row) {
    const absl::Span<const float> vector = table.VectorOf(row);
    EXPECT_THAT(0.8f * vector[1] - 0.6f * vector[3], FloatNear(0, 0.5f));
    EXPECT_LT(std::abs(vector[0]), 5);
  }
}

TEST(TransformTest, LeavesNothingWhenAllComponentsAreRemoved) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      Transform(CrowdedTable(), {.remove_components = 5}));
  for (const float number : table.matrix()) EXPECT_NEAR(number, 0, 1e-10);
}

TEST(TransformTest, NormalizesLast) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      Transform(CrowdedTable(),
                {.center = true, .remove_components = 2, .normalize = true}));
  for (int64_t row = 0; row < table.rows(); ++row) {
    double squares = 0;
    for (const float number : table.VectorOf(row)) {
      squares += double{number} * number;
    }
    EXPECT_NEAR(squares, 1, 1e-6);
  }
}

TEST(TransformTest, TakesATableWithoutRows) {
  EmbeddingTableParts parts;
  parts.dim = 3;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      Transform(MakeTable(std::move(parts)),
                {.center = true, .remove_components = 1, .normalize = true}));
  EXPECT_EQ(table.rows(), 0);
}

TEST(TransformTest, RefusesOptionsOutOfRange) {
  const struct {
    TransformOptions options;
    const char* message;
  } kCases[] = {
      {{.remove_components = 3}, "components to remove are 3, must be 0 to"},
      {{.remove_components = -1}, "components to remove are -1"},
      {{.top = -1}, "top is -1"},
      {{.rows = {3}}, "row 3 of a table of 3 rows"},
      {{.rows = {-1}}, "row -1"},
      {{.rows = {1, 1}}, "row 1: word \"b\" repeats row 0"},
      {{.top = 1, .rows = {1}}, "both the first rows and a list"},
  };
  for (const auto& spoiled : kCases) {
    EXPECT_THAT(Transform(SmallTable(), spoiled.options),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr(spoiled.message)));
  }
}

}  // namespace
}  // namespace lexprobe
