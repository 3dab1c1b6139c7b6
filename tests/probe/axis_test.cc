#include "lexprobe/probe/axis.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/random_table.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::FloatNear;

class AxisTest : public testing::Test {
 protected:
  const EmbeddingTable table_ = NumberedTable(
      2, {1, 0, /**/ 5, 5, /**/ 0, 2, /**/ -1, 1, /**/ -3, 0, /**/ 0, 0});
  const std::vector<float> axis_ = {10, 0};
};

std::vector<int64_t> RowsIn(const std::vector<Neighbor>& places) {
  std::vector<int64_t> rows;
  for (const Neighbor& place : places) rows.push_back(place.row);
  return rows;
}

TEST_F(AxisTest, EndsHoldTheOutermostWordsFirst) {
  const AxisEnds ends = EndsOf(table_, axis_, 2, 1);
  EXPECT_THAT(RowsIn(ends.high), ElementsAre(0, 1));
  EXPECT_THAT(RowsIn(ends.low), ElementsAre(4, 3));
  EXPECT_THAT(ends.high[1].score, FloatNear(std::sqrt(0.5f), 1e-6f));
  EXPECT_THAT(ends.low[1].score, FloatNear(-std::sqrt(0.5f), 1e-6f));
}

TEST_F(AxisTest, PlacesRiseAlongTheAxisWithTiesByRow) {
  const std::vector<Neighbor> places =
      PlacesOn(table_, axis_, {5, 0, 1, 2, 3, 4});
  EXPECT_THAT(RowsIn(places), ElementsAre(4, 3, 2, 5, 1, 0));
  EXPECT_EQ(places[3].score, 0);
}

TEST_F(AxisTest, TheEndsMeetWhenThereAreFewWords) {
  const AxisEnds ends = EndsOf(table_, axis_, 99, 1);
  EXPECT_EQ(ends.low.size(), 6u);
  EXPECT_EQ(ends.high.size(), 6u);
}

}  // namespace
}  // namespace lexprobe
