#include "report/tsne.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"

namespace lexprobe {
namespace {

using Doubles = std::vector<double>;

Doubles RandomNumbers(size_t count, double scale, uint64_t seed) {
  Random random(seed);
  Doubles numbers(count);
  for (double& number : numbers) number = scale * random.Normal();
  return numbers;
}

struct Neighborhoods {
  std::vector<int32_t> rows;
  Doubles squares;
  size_t width = 0;
};

// The `width` nearest of each point of `dim` numbers, by looking at all.
Neighborhoods NearestOf(const Doubles& points, size_t dim, size_t width) {
  Neighborhoods found = {{}, {}, width};
  const size_t count = points.size() / dim;
  for (size_t i = 0; i < count; ++i) {
    std::vector<std::pair<double, int32_t>> others;
    for (size_t j = 0; j < count; ++j) {
      double square = 0;
      for (size_t k = 0; k < dim; ++k) {
        square += std::pow(points[i * dim + k] - points[j * dim + k], 2);
      }
      if (j != i) others.emplace_back(square, static_cast<int32_t>(j));
    }
    std::sort(others.begin(), others.end());
    for (size_t n = 0; n < width; ++n) {
      found.squares.push_back(others[n].first);
      found.rows.push_back(others[n].second);
    }
  }
  return found;
}

Affinities AffinitiesFor(const Neighborhoods& near, double perplexity) {
  return AffinitiesOf(near.rows, near.squares, near.width, perplexity, 2);
}

Affinities RandomAffinities(size_t points, uint64_t seed) {
  return AffinitiesFor(NearestOf(RandomNumbers(points * 5, 1, seed), 5, 15), 5);
}

// p_ij as a full matrix.
Doubles Full(const Affinities& affinities) {
  Doubles full(affinities.points() * affinities.points());
  for (size_t i = 0; i < affinities.points(); ++i) {
    for (size_t at = affinities.starts[i]; at < affinities.starts[i + 1];
         ++at) {
      full[i * affinities.points() +
           static_cast<size_t>(affinities.columns[at])] = affinities.values[at];
    }
  }
  return full;
}

double QuotientOf(const Doubles& places, size_t i, size_t j) {
  return 1 / (1 + std::pow(places[2 * i] - places[2 * j], 2) +
              std::pow(places[2 * i + 1] - places[2 * j + 1], 2));
}

// The slow oracle of what the descent makes small: log Z less the sum of
// exaggeration p_ij log q_ij Z, over all pairs. The divergence itself, for no
// exaggeration, is that and the sum of p_ij log p_ij.
double SlowObjective(const Doubles& p, const Doubles& places,
                     double exaggeration) {
  const size_t n = places.size() / 2;
  double z = 0;
  double attraction = 0;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      if (i == j) continue;
      const double quotient = QuotientOf(places, i, j);
      z += quotient;
      attraction -= exaggeration * p[i * n + j] * std::log(quotient);
    }
  }
  return std::log(z) + attraction;
}

double WorstDifference(const Doubles& a, const Doubles& b) {
  double worst = 0;
  double largest = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    worst = std::max(worst, std::abs(a[i] - b[i]));
    largest = std::max(largest, std::abs(b[i]));
  }
  return worst / largest;
}

TEST(TsneAffinitiesTest, HaveThePerplexityAskedFor) {
  // Nobody's neighbour but its own: row 0 holds p_j|0 / 2n and nothing else.
  const Doubles points = RandomNumbers(9 * 3, 1, 1);
  Neighborhoods near = {{1, 2, 3, 4, 5, 6, 7, 8}, {}, 8};
  near.squares = {0.1, 0.2, 0.5, 1, 2, 4, 4, 9};
  const Neighborhoods others = NearestOf(points, 3, 8);
  for (const int32_t row : others.rows) near.rows.push_back(row + 1);
  near.squares.insert(near.squares.end(), others.squares.begin(),
                      others.squares.end());
  for (const double perplexity : {1.5, 3.0, 5.0, 7.9}) {
    const Affinities affinities = AffinitiesFor(near, perplexity);
    ASSERT_EQ(affinities.starts[1], 8u);
    double entropy = 0;
    for (size_t at = 0; at < 8; ++at) {
      const double p = affinities.values[at] * 2 * 10;
      entropy -= p * std::log(p);
    }
    EXPECT_NEAR(std::exp(entropy), perplexity, 1e-3);
  }
}

TEST(TsneAffinitiesTest, AreSymmetricAndSumToOne) {
  const Affinities affinities = RandomAffinities(60, 2);
  const Doubles full = Full(affinities);
  double sum = 0;
  for (size_t i = 0; i < 60; ++i) {
    EXPECT_EQ(full[i * 60 + i], 0);
    for (size_t j = 0; j < 60; ++j) {
      EXPECT_DOUBLE_EQ(full[i * 60 + j], full[j * 60 + i]);
      sum += full[i * 60 + j];
    }
  }
  EXPECT_NEAR(sum, 1, 1e-12);
}

TEST(TsneAffinitiesTest, AreEqualForNeighborsThatAreEquallyFar) {
  const Affinities affinities =
      AffinitiesOf({1, 2, 0, 2, 0, 1}, Doubles(6, 4.0), 2, 1.2, 1);
  for (const double value : affinities.values)
    EXPECT_NEAR(value, 1.0 / 6, 1e-12);
}

TEST(TsneTest, GradientIsThatOfFiniteDifferences) {
  const Affinities affinities = RandomAffinities(30, 3);
  const Doubles p = Full(affinities);
  const Doubles places = RandomNumbers(60, 2, 4);
  for (const double exaggeration : {1.0, 12.0}) {
    Doubles slopes(places.size());
    for (size_t i = 0; i < places.size(); ++i) {
      constexpr double kStep = 1e-5;
      Doubles more = places;
      Doubles less = places;
      more[i] += kStep;
      less[i] -= kStep;
      slopes[i] = (SlowObjective(p, more, exaggeration) -
                   SlowObjective(p, less, exaggeration)) /
                  (2 * kStep);
    }
    EXPECT_LT(WorstDifference(
                  TsneGradient(affinities, places, exaggeration, 0, 1), slopes),
              1e-7);
  }
}

TEST(TsneTest, GradientByCellsIsNearTheExactOne) {
  const Affinities affinities = RandomAffinities(400, 5);
  const Doubles places = RandomNumbers(800, 10, 6);
  EXPECT_LT(WorstDifference(TsneGradient(affinities, places, 1, 0.5, 1),
                            TsneGradient(affinities, places, 1, 0, 1)),
            0.02);
}

TEST(TsneTest, DivergenceIsThatOverAllPairs) {
  const Affinities affinities = RandomAffinities(50, 7);
  const Doubles p = Full(affinities);
  const Doubles places = RandomNumbers(100, 3, 8);
  double expected = SlowObjective(p, places, 1);
  for (const double each : p) {
    if (each > 0) expected += each * std::log(each);
  }
  EXPECT_NEAR(TsneDivergence(affinities, places, 0, 2), expected, 1e-9);
}

// 4 clusters of 50 points, and places to begin with that mix them.
struct Clusters {
  Doubles points = RandomNumbers(200 * 10, 1, 9);
  std::vector<float> start = std::vector<float>(400);

  Clusters() {
    Random random(10);
    for (float& place : start) place = static_cast<float>(random.Normal());
    for (size_t i = 0; i < 200; ++i) points[i * 10 + i % 4] += 8;
  }
};

TEST(TsneTest, PlantedClustersComeApart) {
  const Clusters clusters;
  const Affinities affinities =
      AffinitiesFor(NearestOf(clusters.points, 10, 45), 15);
  const Doubles places =
      TsnePlaces(affinities, clusters.start, {.iterations = 500, .threads = 2});
  const Neighborhoods near = NearestOf(places, 2, 10);
  int64_t strangers = 0;
  for (size_t at = 0; at < near.rows.size(); ++at) {
    if (at / 10 % 4 != static_cast<size_t>(near.rows[at]) % 4) ++strangers;
  }
  EXPECT_EQ(strangers, 0);
  const Doubles start(clusters.start.begin(), clusters.start.end());
  EXPECT_LT(TsneDivergence(affinities, places, 0, 1),
            0.5 * TsneDivergence(affinities, start, 0, 1));
}

TEST(TsneTest, PlacesDependOnTheSeedAndNotOnThreads) {
  const Clusters clusters;
  const Affinities affinities =
      AffinitiesFor(NearestOf(clusters.points, 10, 30), 10);
  const auto places_with = [&](uint64_t seed, int threads) {
    return TsnePlaces(affinities, clusters.start,
                      {.iterations = 50, .seed = seed, .threads = threads});
  };
  EXPECT_EQ(places_with(1, 1), places_with(1, 4));
  EXPECT_NE(places_with(1, 1), places_with(2, 1));
}

TEST(TsneTest, EqualPointsAndALineToBeginWithStayFinite) {
  const Affinities affinities =
      AffinitiesOf({1, 2, 0, 2, 0, 1}, Doubles(6, 0.0), 2, 2, 1);
  for (const std::vector<float>& start :
       {std::vector<float>(6, 0.0f), std::vector<float>{1, 0, 2, 0, 3, 0}}) {
    int calls = 0;
    const Doubles places = TsnePlaces(
        affinities, start, {.iterations = 100, .progress = [&](int done) {
                              EXPECT_EQ(done, ++calls);
                            }});
    EXPECT_EQ(calls, 100);
    for (const double place : places) EXPECT_TRUE(std::isfinite(place));
    EXPECT_NE(places[1], places[3]);
  }
}

}  // namespace
}  // namespace lexprobe
