#include "train/replicas.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/reduce_columns.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;
using Table = std::vector<float>;

constexpr int kDim = 3;

Table RandomTable(const std::string& purpose, double deviation = 1) {
  Random random = Random(1).Fork(purpose);
  Table table(200 * kDim);
  for (float& value : table) value = float(deviation * random.Normal());
  return table;
}

// By a right angle and a half about two axes, and mirrored.
Table Turned(const Table& table) {
  Table turned(table.size());
  const float root = std::sqrt(0.5f);
  for (size_t i = 0; i < table.size(); i += kDim) {
    const float x = table[i + 1], y = -table[i], z = table[i + 2];
    turned[i] = root * (x + z);
    turned[i + 1] = -y;
    turned[i + 2] = root * (x - z);
  }
  return turned;
}

double Distance(const Table& a, const Table& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += std::pow(a[i] - b[i], 2);
  return std::sqrt(sum / double(a.size()));
}

// The distances between some rows, which no rotation changes.
Table DistancesIn(const Table& table) {
  Table distances;
  for (size_t i = 0; i + 6 * kDim <= table.size(); i += kDim) {
    const float* const one = &table[i];
    const float* const other = &table[i + 5 * kDim];
    distances.push_back(
        std::hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]));
  }
  return distances;
}

// What is joined is 0.7 times as long as a replica.
Table Longer(Table joined) {
  for (float& value : joined) value /= 0.7f;
  return joined;
}

TEST(ReduceColumnsTest, KeepsDistancesWhereNothingIsLeftOut) {
  Table table = RandomTable("words");
  const Table before = DistancesIn(table);
  ReduceColumns(kDim, kDim, &table);
  EXPECT_LT(Distance(DistancesIn(table), before), 1e-5);
}

TEST(ReduceColumnsTest, TheFirstColumnIsTheLongestAndOthersAreOrthogonal) {
  Table table = Turned(RandomTable("words"));
  for (size_t i = 0; i < table.size(); i += kDim) {
    table[i] *= 5;
    table[i + 2] *= 0.2f;
  }
  ReduceColumns(kDim, kDim, &table);
  double products[kDim][kDim] = {};
  for (size_t i = 0; i < table.size(); i += kDim) {
    for (size_t a = 0; a < kDim; ++a) {
      for (size_t b = 0; b < kDim; ++b) {
        products[a][b] += double{table[i + a]} * double{table[i + b]};
      }
    }
  }
  EXPECT_GT(products[0][0], 4 * products[1][1]);
  EXPECT_GT(products[1][1], 4 * products[2][2]);
  EXPECT_NEAR(products[0][1] / products[1][1], 0, 1e-5);
  EXPECT_NEAR(products[1][2] / products[2][2], 0, 1e-5);
}

// More rows than it takes at a time, of a plane in three dimensions.
TEST(ReduceColumnsTest, LosesNothingThatLaterColumnsDoNotHold) {
  Table table;
  Random random = Random(1).Fork("plane");
  for (int row = 0; row < 10000; ++row) {
    const auto x = float(random.Normal()), y = float(random.Normal());
    table.insert(table.end(), {x, x + y, x - y});
  }
  const Table before = table;
  ReduceColumns(kDim, 2, &table);
  ASSERT_EQ(table.size(), 20000u);
  for (size_t row = 0; row + 1 < 10000; ++row) {
    const float* const a = &before[kDim * row];
    const float* const b = &table[2 * row];
    ASSERT_NEAR(std::hypot(a[0] - a[3], a[1] - a[4], a[2] - a[5]),
                std::hypot(b[0] - b[2], b[1] - b[3]), 1e-4f)
        << row;
  }
}

TEST(ReplicasTest, WhatTheyShareIsNearerToTheTruthThanEach) {
  const Table truth = RandomTable("truth");
  Replicas replicas(kDim);
  double worst = 1e9;
  for (const char* purpose : {"a", "b", "c", "d"}) {
    const Table noise = RandomTable(purpose, 0.3);
    Table replica = truth;
    for (size_t i = 0; i < truth.size(); ++i) replica[i] += noise[i];
    worst = std::min(worst, Distance(DistancesIn(replica), DistancesIn(truth)));
    if (replicas.count() % 2 == 1) replica = Turned(replica);
    replicas.Add(replica);
  }
  EXPECT_EQ(replicas.count(), 4);
  EXPECT_LT(Distance(DistancesIn(Longer(Replicas(replicas).Joined())),
                     DistancesIn(truth)),
            0.65 * worst);
}

TEST(ReplicasTest, CopiesThatAreTurnedAreOneLessItsMean) {
  const Table table = RandomTable("words");
  for (const int copies : {1, 2, 3, 7}) {
    Replicas replicas(kDim);
    for (int copy = 0; copy < copies; ++copy) {
      Table moved = copy % 2 == 0 ? table : Turned(table);
      for (float& value : moved) value += 3;
      replicas.Add(moved);
    }
    const Table joined = Longer(Replicas(replicas).Joined());
    ASSERT_EQ(joined.size(), table.size());
    EXPECT_LT(Distance(DistancesIn(joined), DistancesIn(table)), 1e-5);
    double sum = 0;
    for (const float value : joined) sum += double{value};
    EXPECT_NEAR(sum / double(joined.size()), 0, 1e-5);
  }
}

TEST(ReplicasTest, GoesOnFromItsState) {
  const Table tables[] = {RandomTable("a"), RandomTable("b"), RandomTable("c"),
                          RandomTable("d")};
  Replicas replicas(kDim);
  EXPECT_EQ(replicas.State(), "");
  for (const Table& table : tables) {
    Replicas later(kDim);
    ASSERT_THAT(later.RestoreState(replicas.State(), table.size()), IsOk());
    later.Add(table);
    replicas.Add(table);
    EXPECT_EQ(replicas.State(), later.State());
    EXPECT_EQ(Replicas(replicas).Joined(), Replicas(later).Joined());
  }
}

TEST(ReplicasTest, AStateOfMoreThanThereCanBeIsRefused) {
  const Table first = RandomTable("a");
  Replicas replicas(kDim);
  replicas.Add(first);
  for (const uint64_t count : {uint64_t{0}, uint64_t{101}, uint64_t{1} << 40}) {
    std::string state;
    PutUint64(count, &state);
    state.append(replicas.State().substr(sizeof(count)));
    Replicas later(kDim);
    EXPECT_THAT(later.RestoreState(state, first.size()),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("replicas")));
    EXPECT_EQ(later.count(), 0);
  }
}

TEST(ReplicasTest, AStateThatIsCutIsRefused) {
  const Table first = RandomTable("a");
  Replicas replicas(kDim);
  replicas.Add(first);
  const std::string state = replicas.State();
  for (size_t length = 1; length < state.size(); length += 7) {
    Replicas later(kDim);
    EXPECT_THAT(later.RestoreState(state.substr(0, length), first.size()),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("needed")));
  }
}

}  // namespace
}  // namespace lexprobe
