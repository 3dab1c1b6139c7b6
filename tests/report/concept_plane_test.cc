#include "report/concept_plane.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

EmbeddingTable TableOf(std::vector<float> matrix) {
  EmbeddingTableParts parts;
  parts.dim = 3;
  parts.matrix = std::move(matrix);
  for (size_t i = 0; i < parts.matrix.size() / 3; ++i) {
    parts.words.push_back(std::string(1, static_cast<char>('a' + i)));
  }
  return *EmbeddingTable::FromParts(std::move(parts));
}

TEST(ConceptPlaneTest, DrawsAParallelogramAsOne) {
  // a to b and c to d: up by 2 along the second axis, 6 apart on the first.
  const EmbeddingTable table = TableOf({0, 0, 1, 0, 2, 1, 6, 0, 1, 6, 2, 1});
  const std::vector<RowPair> pairs = {{0, 1}, {2, 3}};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const ConceptPlane plane,
                                ConceptPlane::Of(table, pairs));
  std::vector<PlanePoint> places;
  for (int64_t row = 0; row < 4; ++row) {
    places.push_back(plane.PlaceOf(table.VectorOf(row)));
  }
  EXPECT_NEAR(places[0].up, -1, 1e-6);
  EXPECT_NEAR(places[1].up, 1, 1e-6);
  EXPECT_NEAR(places[0].across, places[1].across, 1e-6);
  EXPECT_NEAR(std::abs(places[2].across - places[0].across), 6, 1e-6);
}

TEST(ConceptPlaneTest, DrawsOnePairUpright) {
  for (const std::vector<float>& matrix :
       {std::vector<float>{1, 2, 3, 4, 5, 7}, {1, 0, 0, 3, 0, 0}}) {
    const EmbeddingTable table = TableOf(matrix);
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const ConceptPlane plane,
                                  ConceptPlane::Of(table, {{0, 1}}));
    const PlanePoint from = plane.PlaceOf(table.VectorOf(0));
    const PlanePoint to = plane.PlaceOf(table.VectorOf(1));
    EXPECT_NEAR(from.across, to.across, 1e-6);
    EXPECT_NEAR(from.up, -to.up, 1e-6);
    EXPECT_GT(to.up, 0);
  }
}

TEST(ConceptPlaneTest, RefusesOffsetsThatCancel) {
  const EmbeddingTable table = TableOf({0, 0, 0, 1, 0, 0});
  EXPECT_THAT(
      ConceptPlane::Of(table, {{0, 1}, {1, 0}}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("cancel")));
}

}  // namespace
}  // namespace lexprobe
