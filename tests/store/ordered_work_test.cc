#include "store/ordered_work.h"

#include <atomic>
#include <numeric>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::Each;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::SizeIs;

struct Item {
  int number = 0;
  int square = 0;
};

// The squares of 0 to `count` - 1, in the order in which they are consumed.
absl::StatusOr<std::vector<int>> Squares(int count, int threads) {
  std::vector<int> squares;
  int next = 0;
  const absl::Status status = InOrder<Item>::Run(
      threads,
      [&](Item& item) -> absl::StatusOr<bool> {
        item.number = next++;
        return item.number < count;
      },
      [](Item& item) { item.square = item.number * item.number; },
      [&](Item& item) -> absl::StatusOr<bool> {
        squares.push_back(item.square);
        return true;
      });
  if (!status.ok()) return status;
  return squares;
}

TEST(OrderedWorkTest, ConsumesInTheOrderOfProduction) {
  std::vector<int> expected(1000);
  for (int i = 0; i < 1000; ++i) expected[static_cast<size_t>(i)] = i * i;
  for (const int threads : {1, 2, 7}) {
    EXPECT_THAT(Squares(1000, threads), IsOkAndHolds(Eq(expected)));
  }
  EXPECT_THAT(Squares(0, 3), IsOkAndHolds(SizeIs(0)));
  EXPECT_THAT(Squares(1, 3), IsOkAndHolds(SizeIs(1)));
}

TEST(OrderedWorkTest, EndsWithTheFirstFailureInOrder) {
  for (const int threads : {1, 2, 7}) {
    int next = 0;
    std::atomic<int> consumed{0};
    const absl::Status status = InOrder<Item>::Run(
        threads,
        [&](Item& item) -> absl::StatusOr<bool> {
          item.number = next++;
          if (item.number == 50) return absl::DataLossError("produced 50");
          return true;
        },
        [](Item&) {},
        [&](Item& item) -> absl::StatusOr<bool> {
          if (item.number == 40) return absl::DataLossError("consumed 40");
          ++consumed;
          return true;
        });
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, "consumed 40"));
    EXPECT_EQ(consumed, 40);
  }
}

TEST(OrderedWorkTest, ConsumesAllThatWasProducedBeforeAFailure) {
  for (const int threads : {1, 2, 7}) {
    int next = 0;
    int consumed = 0;
    const absl::Status status = InOrder<Item>::Run(
        threads,
        [&](Item&) -> absl::StatusOr<bool> {
          if (next == 50) return absl::DataLossError("produced 50");
          ++next;
          return true;
        },
        [](Item&) {},
        [&](Item&) -> absl::StatusOr<bool> {
          ++consumed;
          return true;
        });
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, "produced 50"));
    EXPECT_EQ(consumed, 50);
  }
}

TEST(OrderedWorkTest, StopsEarlyWhenTheConsumerHasEnough) {
  for (const int threads : {1, 2, 7}) {
    int consumed = 0;
    ASSERT_THAT(
        InOrder<Item>::Run(
            threads, [](Item&) -> absl::StatusOr<bool> { return true; },
            [](Item&) {},
            [&](Item&) -> absl::StatusOr<bool> { return ++consumed < 10; }),
        IsOk());
    EXPECT_EQ(consumed, 10);
  }
}

TEST(OrderedWorkTest, TakesAsManyThreadsAsAskedFor) {
  EXPECT_EQ(ThreadCount(3), 3);
  EXPECT_GE(ThreadCount(0), 1);
}

}  // namespace
}  // namespace lexprobe
