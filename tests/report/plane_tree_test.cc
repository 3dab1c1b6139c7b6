#include "report/plane_tree.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

std::vector<double> RandomPlaces(int points, double scale, uint64_t seed) {
  Random random(seed);
  std::vector<double> places(static_cast<size_t>(2 * points));
  for (double& place : places) place = scale * random.Normal();
  return places;
}

// The slow oracle: every other point.
Repulsion SumOverAll(const std::vector<double>& places, size_t i) {
  Repulsion sum;
  for (size_t j = 0; j < places.size() / 2; ++j) {
    if (j == i) continue;
    const double dx = places[2 * i] - places[2 * j];
    const double dy = places[2 * i + 1] - places[2 * j + 1];
    const double q = 1 / (1 + dx * dx + dy * dy);
    sum.sum += q;
    sum.x += q * q * dx;
    sum.y += q * q * dy;
  }
  return sum;
}

// The greatest difference from the oracle, of the sums themselves and of the
// forces in shares of the greatest force.
double WorstError(const std::vector<double>& places, double theta) {
  const PlaneTree tree(places);
  double worst = 0;
  double largest = 0;
  double difference = 0;
  for (size_t i = 0; i < places.size() / 2; ++i) {
    const Repulsion exact = SumOverAll(places, i);
    const Repulsion found =
        tree.RepulsionOn(places[2 * i], places[2 * i + 1], theta);
    worst = std::max(worst, std::abs(found.sum - exact.sum) / exact.sum);
    largest = std::max(largest, std::hypot(exact.x, exact.y));
    difference =
        std::max(difference, std::hypot(found.x - exact.x, found.y - exact.y));
  }
  return std::max(worst, largest > 0 ? difference / largest : difference);
}

TEST(PlaneTreeTest, IsExactWithoutTheta) {
  for (const int points : {2, 3, 10, 500}) {
    for (const double scale : {1e-4, 1.0, 50.0}) {
      EXPECT_LT(WorstError(RandomPlaces(points, scale, 1), 0), 1e-9)
          << points << " points, scale " << scale;
    }
  }
}

TEST(PlaneTreeTest, ComesNearerWithLessTheta) {
  const std::vector<double> places = RandomPlaces(2000, 20, 2);
  const double usual = WorstError(places, 0.5);
  const double careful = WorstError(places, 0.2);
  EXPECT_LT(usual, 0.05);
  EXPECT_LT(careful, usual / 3);
  EXPECT_GT(usual, 1e-6);  // cells were taken as a whole
}

TEST(PlaneTreeTest, TakesPointsThatShareAPlaceOrALine) {
  std::vector<double> places = RandomPlaces(100, 3, 3);
  for (size_t i = 0; i < 40; ++i) places[i] = places[40 + i % 2];
  EXPECT_LT(WorstError(places, 0), 1e-6);
  for (size_t i = 1; i < places.size(); i += 2) places[i] = 7;
  EXPECT_LT(WorstError(places, 0), 1e-6);
  EXPECT_LT(WorstError(std::vector<double>(60, 1.5), 0), 1e-6);
}

TEST(PlaneTreeTest, TakesASinglePoint) {
  const Repulsion repulsion = PlaneTree({3.0, 4.0}).RepulsionOn(3, 4, 0.5);
  EXPECT_EQ(repulsion.sum, 0);
  EXPECT_EQ(repulsion.x, 0);
  EXPECT_EQ(repulsion.y, 0);
}

TEST(PlaneTreeTest, OrdersEveryPointOnce) {
  const PlaneTree tree(RandomPlaces(777, 1, 4));
  std::vector<int32_t> order = tree.order();
  std::sort(order.begin(), order.end());
  std::vector<int32_t> all(777);
  std::iota(all.begin(), all.end(), 0);
  EXPECT_EQ(order, all);
}

}  // namespace
}  // namespace lexprobe
