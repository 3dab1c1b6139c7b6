#include "train/team.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/local_group.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(TeamTest, AloneNothingIsAsked) {
  Turn turn{.interrupted = true, .evaluate = true};
  EXPECT_THAT(TakeTurn(absl::OkStatus(), &turn, nullptr), IsOk());
  EXPECT_TRUE(turn.interrupted && turn.evaluate && !turn.done);
  EXPECT_THAT(Agree(absl::NotFoundError("x"), nullptr),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("x")));
  EXPECT_THAT(CheckSame("{}", nullptr), IsOk());
}

TEST(TeamTest, AllStopWhenOneWantsToAndAreDoneWhenAllAre) {
  LocalGroup(3).Run([](Communicator& all) {
    Turn turn{.interrupted = all.rank() == 2, .done = all.rank() != 1};
    ASSERT_THAT(TakeTurn(absl::OkStatus(), &turn, &all), IsOk());
    EXPECT_TRUE(turn.interrupted);
    EXPECT_FALSE(turn.done);
  });
}

TEST(TeamTest, JudgingAndCheckpointsAreAsRankZeroSays) {
  LocalGroup(2).Run([](Communicator& all) {
    Turn turn{.evaluate = all.rank() == 0, .checkpoint = all.rank() == 1};
    ASSERT_THAT(TakeTurn(absl::OkStatus(), &turn, &all), IsOk());
    EXPECT_TRUE(turn.evaluate);
    EXPECT_FALSE(turn.checkpoint);
  });
}

TEST(TeamTest, NamesTheFirstDifferenceAndTheRanks) {
  LocalGroup(3).Run([](Communicator& all) {
    EXPECT_THAT(
        CheckSame(all.rank() == 2 ? R"({"dim":60})" : R"({"dim":50})", &all),
        StatusIs(absl::StatusCode::kFailedPrecondition,
                 AllOf(HasSubstr("rank 2 (a thread)"),
                       HasSubstr("rank 0 (a thread)"),
                       HasSubstr("dim is 60 there, 50 here"))));
    EXPECT_THAT(CheckSame("{}", &all), IsOk());
  });
}

TEST(TeamTest, WordsThatAllCountedAreTheSameVocabularyEverywhere) {
  LocalGroup(3).Run([](Communicator& all) {
    VocabularyBuilder words;
    words.Add("everywhere", 1);
    words.Add(std::string(1, static_cast<char>('a' + all.rank())), 5);
    ASSERT_THAT(MergeWords(&words, &all), IsOk());
    VocabularyOptions options;
    options.min_count = 1;
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const FrozenVocabulary frozen,
                                  words.Freeze(options));
    ASSERT_EQ(frozen.vocabulary.size(), 5);
    EXPECT_EQ(frozen.vocabulary.CountOf(4), 3);
    EXPECT_EQ(frozen.vocabulary.WordOf(1), "a");  // ties by the word
    EXPECT_EQ(frozen.vocabulary.WordOf(3), "c");
  });
}

TEST(TeamTest, NumbersOfTheFirstRankGoToAll) {
  LocalGroup(3).Run([](Communicator& all) {
    std::vector<float> numbers(2, static_cast<float>(all.rank() + 7));
    ASSERT_THAT(TakeFromFirst(absl::MakeSpan(numbers), &all), IsOk());
    EXPECT_EQ(numbers, (std::vector<float>{7, 7}));
  });
  std::vector<float> own = {1, 2};
  ASSERT_THAT(TakeFromFirst(absl::MakeSpan(own), nullptr), IsOk());
  EXPECT_EQ(own, (std::vector<float>{1, 2}));
}

TEST(TeamTest, StringsOfAllRanksComeInTheirOrder) {
  LocalGroup(2).Run([](Communicator& all) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(
        const auto strings,
        GatherStrings(all.rank() == 0 ? std::vector<std::string>{"a", ""}
                                      : std::vector<std::string>{"b"},
                      &all));
    EXPECT_THAT(strings, ElementsAre("a", "", "b"));
  });
}

}  // namespace
}  // namespace lexprobe
