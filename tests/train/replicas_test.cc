#include "train/replicas.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/align_embeddings.h"
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

TEST(AlignEmbeddingsTest, TurnsATurnedTableBack) {
  const Table table = RandomTable("words");
  Table turned = Turned(table);
  ASSERT_GT(Distance(turned, table), 0.5);
  RotateOnto(table, kDim, absl::MakeSpan(turned));
  EXPECT_LT(Distance(turned, table), 1e-5);
}

TEST(AlignEmbeddingsTest, KeepsDistancesAmongTheRows) {
  const Table reference = RandomTable("others");
  const Table table = RandomTable("words");
  Table moved = table;
  RotateOnto(reference, kDim, absl::MakeSpan(moved));
  const auto apart = [](const Table& of) {
    return std::hypot(of[0] - of[300], of[1] - of[301], of[2] - of[302]);
  };
  EXPECT_GT(Distance(moved, table), 0.01);
  EXPECT_NEAR(apart(moved), apart(table), 1e-5);
}

TEST(ReplicasTest, TheMeanIsNearerToTheTruthThanEachReplica) {
  const Table truth = RandomTable("truth");
  Replicas replicas(kDim);
  double worst = 1e9;
  for (const char* purpose : {"a", "b", "c", "d"}) {
    const Table noise = RandomTable(purpose, 0.3);
    Table replica = truth;
    for (size_t i = 0; i < truth.size(); ++i) replica[i] += noise[i];
    worst = std::min(worst, Distance(replica, truth));
    if (replicas.count() > 0) replica = Turned(replica);
    replicas.Add(absl::MakeSpan(replica));
  }
  EXPECT_EQ(replicas.count(), 4);
  const Table mean(replicas.mean().begin(), replicas.mean().end());
  EXPECT_LT(Distance(mean, truth), 0.65 * worst);
}

TEST(ReplicasTest, GoesOnFromItsState) {
  Table first = RandomTable("a"), second = RandomTable("b");
  Replicas replicas(kDim), later(kDim);
  EXPECT_EQ(replicas.State(), "");
  replicas.Add(absl::MakeSpan(first));
  ASSERT_THAT(later.RestoreState(replicas.State(), first.size()), IsOk());
  Table same = second;
  replicas.Add(absl::MakeSpan(second));
  later.Add(absl::MakeSpan(same));
  EXPECT_EQ(replicas.State(), later.State());
}

TEST(ReplicasTest, AStateOfMoreThanThereCanBeIsRefused) {
  Table first = RandomTable("a");
  Replicas replicas(kDim);
  replicas.Add(absl::MakeSpan(first));
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
  Table first = RandomTable("a");
  Replicas replicas(kDim);
  replicas.Add(absl::MakeSpan(first));
  const std::string state = replicas.State();
  for (size_t length = 1; length < state.size(); length += 7) {
    Replicas later(kDim);
    EXPECT_THAT(later.RestoreState(state.substr(0, length), first.size()),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("needed")));
  }
}

}  // namespace
}  // namespace lexprobe
