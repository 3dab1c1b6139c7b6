#include "lexprobe/train/rounds.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/model/blas.h"
#include "lexprobe/train/stages.h"
#include "support/status_matchers.h"
#include "support/tiny_training.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

constexpr int kThreads[] = {1, 2, 3, 5};

// Counts calls and says stop after so many.
std::function<bool()> For(int calls) {
  return [left = calls]() mutable { return left-- > 0; };
}

TEST(RoundsTest, BothStagesGiveTheSameBitsAtAnyNumberOfThreads) {
  UseSingleThreadedBlas();
  for (const char* stage : {"embedding", "validity"}) {
    const std::string alone = TinyTraining(stage).RunToEnd(1);
    for (const int threads : kThreads) {
      EXPECT_EQ(TinyTraining(stage).RunToEnd(threads), alone)
          << stage << " with " << threads << " threads";
    }
  }
}

TEST(RoundsTest, StoppedAndResumedWithOtherThreadsEndsWithTheSameBits) {
  UseSingleThreadedBlas();
  for (const char* stage : {"embedding", "validity"}) {
    const std::string whole = TinyTraining(stage).RunToEnd(1);
    TinyTraining halved(stage);
    ASSERT_THAT(RunRounds(halved.stage().workers(), halved.stage().parameters(),
                          2, nullptr, For(0)),
                IsOk());
    ASSERT_FALSE(AllDone(halved.stage().workers()));
    TinyTraining resumed(stage);
    ASSERT_THAT(resumed.TakeUp(halved), IsOk());
    EXPECT_EQ(resumed.RunToEnd(3), whole) << stage;
  }
}

TEST(RoundsTest, AnotherNumberOfShardsIsAnotherResult) {
  UseSingleThreadedBlas();
  EXPECT_NE(TinyTraining("embedding", 3).RunToEnd(1),
            TinyTraining("embedding", 4).RunToEnd(1));
}

TEST(RoundsTest, GivesTheErrorOfTheFirstWorkerThatHasOne) {
  UseSingleThreadedBlas();
  TinyTraining training("embedding");
  for (float& number : training.embedding()) number *= 1e30f;
  for (const int threads : kThreads) {
    EXPECT_THAT(
        RunRounds(training.stage().workers(), training.stage().parameters(),
                  threads, nullptr, [] { return true; }),
        StatusIs(absl::StatusCode::kFailedPrecondition,
                 HasSubstr("the loss became")));
  }
}

// Stands for another process: says what it is told to say.
class FakeExchange : public GradientExchange {
 public:
  explicit FakeExchange(std::function<void(int, RoundState*)> say)
      : say_(std::move(say)) {}
  void Exchange(std::vector<StepGradient>*, RoundState* state) override {
    say_(rounds++, state);
  }
  int rounds = 0;

 private:
  std::function<void(int, RoundState*)> say_;
};

TEST(RoundsTest, EndsWhenAnotherProcessStopsOrFails) {
  UseSingleThreadedBlas();
  for (const int threads : {1, 2}) {
    TinyTraining training("validity");
    FakeExchange stops(
        [](int round, RoundState* state) { state->stop |= round == 2; });
    EXPECT_THAT(
        RunRounds(training.stage().workers(), training.stage().parameters(),
                  threads, &stops, [] { return true; }),
        IsOk());
    EXPECT_EQ(stops.rounds, 3);
    FakeExchange fails([](int, RoundState* state) {
      state->status = absl::UnavailableError("rank 1 is gone");
    });
    EXPECT_THAT(
        RunRounds(training.stage().workers(), training.stage().parameters(),
                  threads, &fails, [] { return true; }),
        StatusIs(absl::StatusCode::kUnavailable, HasSubstr("rank 1")));
    EXPECT_EQ(fails.rounds, 1);
  }
}

TEST(RoundsTest, GoesOnWhileOthersAreNotDone) {
  UseSingleThreadedBlas();
  TinyTraining training("validity");
  ASSERT_THAT(
      RunRounds(training.stage().workers(), training.stage().parameters(), 2,
                nullptr, [] { return true; }),
      IsOk());
  ASSERT_TRUE(AllDone(training.stage().workers()));
  FakeExchange waits(
      [](int round, RoundState* state) { state->done &= round == 4; });
  ASSERT_THAT(
      RunRounds(training.stage().workers(), training.stage().parameters(), 2,
                &waits, [] { return true; }),
      IsOk());
  EXPECT_EQ(waits.rounds, 5);
}

}  // namespace
}  // namespace lexprobe
