#include "train/gradient_exchange.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/model/blas.h"
#include "support/local_group.h"
#include "support/status_matchers.h"
#include "support/tiny_training.h"

namespace lexprobe {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;

using MakeExchange = std::unique_ptr<GradientExchange> (*)(
    const StageParameters&, Communicator*);

// The parameters of each rank after training in step.
std::vector<std::string> TrainRanks(absl::string_view stage, int size,
                                    int parts, MakeExchange make) {
  std::vector<std::string> results(static_cast<size_t>(size));
  LocalGroup(size).Run([&](Communicator& all) {
    TinyTraining training(stage, 4, parts, all.rank(), size);
    const auto exchange = make(training.stage().parameters(), &all);
    const std::string end = training.RunToEnd(1 + all.rank(), exchange.get());
    EXPECT_GT(end.size(), 1000u) << end;
    results[static_cast<size_t>(all.rank())] = training.Parameters();
  });
  return results;
}

TEST(GradientExchangeTest, SparseGivesTheBitsOfOneProcess) {
  UseSingleThreadedBlas();
  for (const char* stage : {"embedding", "validity"}) {
    TinyTraining alone(stage, 4, 4);
    alone.RunToEnd(1);
    for (const int size : {2, 3, 4}) {
      EXPECT_THAT(TrainRanks(stage, size, 4, MakeSparseExchange),
                  Each(alone.Parameters()))
          << stage << " on " << size << " ranks";
    }
  }
}

TEST(GradientExchangeTest, DenseGivesAllRanksTheSameBits) {
  UseSingleThreadedBlas();
  for (const char* stage : {"embedding", "validity"}) {
    TinyTraining alone(stage, 4, 2);
    const std::string before = alone.Parameters();
    const auto results = TrainRanks(stage, 2, 2, MakeDenseExchange);
    EXPECT_THAT(results, Each(results[0]));
    EXPECT_NE(results[0], before);
  }
}

// Whose gradients are short sends as much as the others, who wait for it.
TEST(GradientExchangeTest, PredictsTheSameBytesForAllRanks) {
  UseSingleThreadedBlas();
  for (const MakeExchange make : {MakeSparseExchange, MakeDenseExchange}) {
    std::vector<double> predicted(2);
    LocalGroup(2).Run([&](Communicator& all) {
      TinyTraining training("embedding", 4, 2, all.rank(), 2);
      const auto exchange = make(training.stage().parameters(), &all);
      training.RunToEnd(1, exchange.get());
      predicted[static_cast<size_t>(all.rank())] = exchange->predicted_bytes();
    });
    EXPECT_GT(predicted[0], 0);
    EXPECT_EQ(predicted[0], predicted[1]);
  }
}

TEST(GradientExchangeTest, AFailureOfOneRankEndsAllUnderItsName) {
  UseSingleThreadedBlas();
  for (const MakeExchange make : {MakeSparseExchange, MakeDenseExchange}) {
    LocalGroup(2).Run([&](Communicator& all) {
      TinyTraining training("embedding", 4, 2, all.rank(), 2);
      if (all.rank() == 1) {
        for (float& number : training.embedding()) number *= 1e30f;
      }
      const auto exchange = make(training.stage().parameters(), &all);
      EXPECT_THAT(training.RunToEnd(1, exchange.get()),
                  AllOf(HasSubstr("the loss became"),
                        HasSubstr(all.rank() == 0 ? "rank 1 (a thread)" : "")));
    });
  }
}

TEST(GradientExchangeTest, ARankThatLeavesIsAnErrorOfTheOthers) {
  UseSingleThreadedBlas();
  for (const MakeExchange make : {MakeSparseExchange, MakeDenseExchange}) {
    LocalGroup(2).Run([&](Communicator& all) {
      if (all.rank() == 1) return;
      TinyTraining training("embedding", 4, 2, all.rank(), 2);
      const auto exchange = make(training.stage().parameters(), &all);
      EXPECT_THAT(training.RunToEnd(2, exchange.get()),
                  HasSubstr("rank 1 (a thread) left"));
    });
  }
}

}  // namespace
}  // namespace lexprobe
