#include "lexprobe/base/spelling.h"

#include <optional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using ::testing::Optional;

TEST(EditDistanceTest, CountsInsertionsDeletionsReplacementsAndExchanges) {
  EXPECT_EQ(EditDistance("", ""), 0);
  EXPECT_EQ(EditDistance("abc", ""), 3);
  EXPECT_EQ(EditDistance("", "abc"), 3);
  EXPECT_EQ(EditDistance("dog", "dgo"), 1);
  EXPECT_EQ(EditDistance("dog", "dogs"), 1);
  EXPECT_EQ(EditDistance("dog", "dag"), 1);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3);
  // Restricted: a byte is not edited again after an exchange.
  EXPECT_EQ(EditDistance("ca", "abc"), 3);
}

TEST(NearestNameTest, FindsTheNameThatWasMeant) {
  const std::vector<std::string> names = {"model", "top", "corpus", "order"};
  EXPECT_THAT(NearestName("modle", names), Optional(std::string("model")));
  EXPECT_THAT(NearestName("corp", names), Optional(std::string("corpus")));
  EXPECT_THAT(NearestName("tpo", names), Optional(std::string("top")));
}

TEST(NearestNameTest, FindsNothingWhenNothingIsNear) {
  EXPECT_EQ(NearestName("qqqq", {"model", "top"}), std::nullopt);
  EXPECT_EQ(NearestName("", {"model"}), std::nullopt);
  EXPECT_EQ(NearestName("x", {}), std::nullopt);
}

TEST(NearestNameTest, TakesTheEarlierOfTwoAtTheSameDistance) {
  EXPECT_THAT(NearestName("tip", {"tap", "top"}), Optional(std::string("tap")));
}

}  // namespace
}  // namespace lexprobe
