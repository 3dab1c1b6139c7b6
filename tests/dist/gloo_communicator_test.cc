#include "lexprobe/dist/gloo_communicator.h"

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;

// A rank is a thread; they meet at a file, since tests that run at the same
// time must not want the same port.
class GlooCommunicatorTest : public testing::Test {
 protected:
  LaunchSettings Settings(int rank, int size) const {
    return {rank, size, rank, size, "file://" + folder_.File("meet"), ""};
  }

  void RunRanks(int size, absl::Duration timeout,
                const std::function<void(Communicator&)>& body) {
    std::vector<std::thread> threads;
    for (int rank = 0; rank < size; ++rank) {
      threads.emplace_back([this, rank, size, timeout, &body] {
        const auto all = ConnectGloo(Settings(rank, size), timeout);
        ASSERT_THAT(all, IsOk());
        body(**all);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  TemporaryFolder folder_;
};

TEST_F(GlooCommunicatorTest, GathersBytesOfAnyLengthByRank) {
  RunRanks(3, absl::Seconds(30), [](Communicator& all) {
    for (const size_t length : {0, 1, 100, 100000, 5}) {
      const auto rank = static_cast<size_t>(all.rank());
      const auto gathered = all.AllGather(std::string(rank * length, 'a'));
      ASSERT_THAT(gathered, IsOk());
      for (size_t other = 0; other < 3; ++other) {
        EXPECT_EQ((*gathered)[other], std::string(other * length, 'a'));
      }
    }
  });
}

TEST_F(GlooCommunicatorTest, AddsUpNumbersToTheSameBitsEverywhere) {
  std::vector<std::vector<float>> sums(3);
  RunRanks(3, absl::Seconds(30), [&](Communicator& all) {
    std::vector<float> numbers;
    for (int i = 0; i < 1000; ++i) {
      numbers.push_back(0.1f * static_cast<float>(i + all.rank()));
    }
    ASSERT_THAT(all.AllReduceSum(absl::MakeSpan(numbers)), IsOk());
    sums[static_cast<size_t>(all.rank())] = numbers;
  });
  EXPECT_THAT(sums, Each(sums[0]));
  EXPECT_NEAR(sums[0][10], 0.1 * (10 + 11 + 12), 1e-5);
}

TEST_F(GlooCommunicatorTest, BroadcastsTheBytesOfOneRank) {
  RunRanks(3, absl::Seconds(30), [](Communicator& all) {
    std::string bytes = absl::StrCat("from ", all.rank());
    ASSERT_THAT(all.Broadcast(1, &bytes), IsOk());
    EXPECT_EQ(bytes, "from 1");
    bytes = all.rank() == 2 ? "" : "something";
    ASSERT_THAT(all.Broadcast(2, &bytes), IsOk());
    EXPECT_EQ(bytes, "");
  });
}

TEST_F(GlooCommunicatorTest, NamesARankThatDoesNotCome) {
  EXPECT_THAT(
      ConnectGloo(Settings(0, 3), absl::Seconds(1)),
      StatusIs(absl::StatusCode::kUnavailable,
               AllOf(HasSubstr("ranks 1, 2 of 3 did not come"),
                     HasSubstr("within 1s"), HasSubstr(folder_.path()))));
}

TEST_F(GlooCommunicatorTest, NamesARankThatLeavesAndGivesTheErrorAgain) {
  RunRanks(3, absl::Seconds(6), [](Communicator& all) {
    if (all.rank() == 1) return;
    for (int again = 0; again < 2; ++again) {
      EXPECT_THAT(AgreeOn(absl::OkStatus(), all),
                  StatusIs(absl::StatusCode::kUnavailable,
                           AllOf(HasSubstr("rank 1 ("), HasSubstr("process "),
                                 HasSubstr("died or did not answer"))));
    }
  });
}

TEST_F(GlooCommunicatorTest, RefusesARankThatIsThereAlready) {
  EXPECT_THAT(ConnectGloo(Settings(1, 2), absl::Seconds(1)),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("rank 0")));
  EXPECT_THAT(ConnectGloo(Settings(1, 2), absl::Seconds(1)),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("rank 1 is there already")));
}

}  // namespace
}  // namespace lexprobe
