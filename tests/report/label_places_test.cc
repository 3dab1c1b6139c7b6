#include "report/label_places.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

constexpr double kWide = 40;

std::vector<LabelPlace> Place(const std::vector<LabelPoint>& points,
                              const std::vector<LabelObstacle>& lines = {}) {
  return PlaceLabels(points, lines, 200, 100, 10);
}

TEST(LabelPlacesTest, StandToTheRightWhereThereIsRoom) {
  const std::vector<LabelPlace> places = Place({{50, 50, kWide}});
  EXPECT_EQ(places[0].anchor, "start");
  EXPECT_GT(places[0].x, 50);
}

TEST(LabelPlacesTest, GoToTheLeftAtTheEdge) {
  EXPECT_EQ(Place({{190, 50, kWide}})[0].anchor, "end");
}

TEST(LabelPlacesTest, HideNeitherAWordNorAPoint) {
  const std::vector<LabelPlace> places =
      Place({{50, 50, kWide}, {70, 50, kWide}});
  EXPECT_EQ(places[0].anchor, "end");  // a point stands to the right
  EXPECT_EQ(places[1].anchor, "start");
}

TEST(LabelPlacesTest, CrossALineOnlyIfEverySideDoes) {
  const LabelObstacle right = {60, 0, 60, 100};
  EXPECT_EQ(Place({{50, 50, kWide}}, {right})[0].anchor, "end");
  const std::vector<LabelObstacle> everywhere = {
      right, {40, 0, 40, 100}, {50, 0, 50, 45}, {50, 55, 50, 100}};
  EXPECT_EQ(Place({{50, 50, kWide}}, everywhere)[0].anchor, "start");
}

TEST(LabelPlacesTest, GoFurtherAwayRatherThanCrossALine) {
  // A roof, a floor and two walls on each side; free above the roof.
  const std::vector<LabelObstacle> house = {{20, 38, 80, 38}, {20, 62, 80, 62},
                                            {38, 38, 38, 62}, {62, 38, 62, 62},
                                            {25, 38, 25, 62}, {75, 38, 75, 62}};
  const LabelPlace place = Place({{50, 50, kWide}}, house)[0];
  EXPECT_LT(place.y, 38);
  EXPECT_GT(place.y, 25);
  EXPECT_TRUE(place.away);
  EXPECT_FALSE(Place({{50, 50, kWide}})[0].away);
}

TEST(LabelPlacesTest, CrossAsFewLinesAsTheyCan) {
  std::vector<LabelObstacle> lines = {
      {65, 0, 65, 100},  {75, 0, 75, 100}, {35, 0, 35, 100}, {50, 0, 50, 45},
      {50, 55, 50, 100}, {55, 0, 55, 45},  {55, 55, 55, 100}};
  EXPECT_EQ(Place({{50, 50, kWide}}, lines)[0].anchor, "end");
}

TEST(LabelPlacesTest, AreToTheRightIfThereIsNoRoomAtAll) {
  const std::vector<LabelPlace> places = Place({{100, 50, 500}});
  EXPECT_EQ(places[0].anchor, "start");
}

TEST(LabelPlacesTest, CountsCharactersAndNotBytes) {
  EXPECT_EQ(TextWidth("ab", 10), TextWidth("\xc3\xa9\xc3\xa9", 10));
}

}  // namespace
}  // namespace lexprobe
