#include "probe/top_rows.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(TopRowsTest, KeepsTheBestAndGivesThemBestFirst) {
  TopRows top(2);
  for (const Neighbor n : {Neighbor{0, 0.1f}, {1, 0.9f}, {2, 0.5f}}) {
    top.Push(n);
  }
  EXPECT_THAT(top.Take(), ElementsAre(Neighbor{1, 0.9f}, Neighbor{2, 0.5f}));
}

TEST(TopRowsTest, GivesTiesToTheLowerRowInWhateverOrderTheyCome) {
  TopRows top(2);
  for (const Neighbor n : {Neighbor{5, 1}, {3, 1}, {9, 1}, {1, 1}, {4, 1}}) {
    top.Push(n);
  }
  EXPECT_THAT(top.Take(), ElementsAre(Neighbor{1, 1}, Neighbor{3, 1}));
}

TEST(TopRowsTest, HasNoThresholdUntilItIsFull) {
  TopRows top(2);
  top.Push({0, 0.5f});
  EXPECT_LT(top.threshold(), -1e30f);
  top.Push({1, 0.25f});
  EXPECT_EQ(top.threshold(), 0.25f);
  top.Push({2, 0.75f});
  EXPECT_EQ(top.threshold(), 0.5f);
}

TEST(TopRowsTest, OfNoneStaysEmpty) {
  TopRows top(0);
  top.Push({0, 1});
  EXPECT_THAT(top.Take(), IsEmpty());
}

TEST(TopRowsTest, MergesAsIfAllHadBeenPushedIntoOne) {
  TopRows left(2);
  TopRows right(2);
  left.Push({0, 0.5f});
  left.Push({1, 0.7f});
  right.Push({2, 0.7f});
  right.Push({3, 0.9f});
  left.Merge(right);
  EXPECT_THAT(left.Take(), ElementsAre(Neighbor{3, 0.9f}, Neighbor{1, 0.7f}));
}

}  // namespace
}  // namespace lexprobe
