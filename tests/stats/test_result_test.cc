#include "lexprobe/stats/test_result.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;

TEST(HistogramOfTest, CountsValuesInEqualBins) {
  NullDistribution null;
  null.values = {0, 1, 1.5, 2, 4};
  null.observed = 3;
  const Histogram histogram = HistogramOf(null, 4);
  EXPECT_EQ(histogram.low, 0);
  EXPECT_EQ(histogram.high, 4);
  EXPECT_THAT(histogram.counts, ElementsAre(1, 2, 1, 1));
}

TEST(HistogramOfTest, ReachesTheObservedValueWithoutCountingIt) {
  NullDistribution null;
  null.values = {0, 1};
  null.observed = 9;
  const Histogram histogram = HistogramOf(null, 3);
  EXPECT_EQ(histogram.high, 9);
  EXPECT_THAT(histogram.counts, ElementsAre(2, 0, 0));
}

TEST(HistogramOfTest, PutsEqualValuesIntoOneBin) {
  NullDistribution null;
  null.values = {2, 2, 2};
  null.observed = 2;
  EXPECT_THAT(HistogramOf(null, 3).counts, ElementsAre(3, 0, 0));
}

}  // namespace
}  // namespace lexprobe
