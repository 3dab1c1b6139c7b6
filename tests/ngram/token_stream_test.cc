#include "lexprobe/ngram/token_stream.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/token_text.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr int32_t kEnd = kSentenceEnd;

std::vector<int32_t> Take(TokenStream& stream, int count) {
  std::vector<int32_t> tokens;
  for (int i = 0; i < count; ++i) {
    absl::StatusOr<int32_t> token = stream.Next();
    EXPECT_THAT(token, IsOk());
    tokens.push_back(token.ok() ? *token : 0);
  }
  return tokens;
}

struct Part {
  int64_t begin, end, start;
};

// What a stream must give, one token of the text at a time.
std::vector<int32_t> SlowTake(const TokenText& text, UnknownWords unknown,
                              Part part, Random random, size_t count) {
  std::vector<int32_t> tokens;
  for (int64_t place = part.start; tokens.size() < count; ++place) {
    if (place == part.end) {
      tokens.push_back(kEnd);
      place = part.begin;
      if (tokens.size() == count) break;
    }
    const int32_t token = text.tokens()[static_cast<size_t>(place)];
    if (token == kEnd) {
      tokens.push_back(kEnd);
    } else if (token == kUnknownWord && unknown != UnknownWords::kKeep) {
      if (unknown == UnknownWords::kDrop) tokens.push_back(kEnd);
    } else if (text.subsampler().Keep(token, random)) {
      tokens.push_back(token);
    }
  }
  return tokens;
}

constexpr UnknownWords kAllUnknownWords[] = {
    UnknownWords::kRemove, UnknownWords::kDrop, UnknownWords::kKeep};

TEST(TokenStreamTest, RemovesUnknownWordsFromWithinASentence) {
  const TokenText text({{1, 0, 2}, {0, 3, 0}}, 4);
  TokenStream stream = text.Stream(UnknownWords::kRemove);
  EXPECT_THAT(Take(stream, 6), ElementsAre(1, 2, kEnd, 3, kEnd, kEnd));
}

TEST(TokenStreamTest, DropsASentenceInTwoAtAnUnknownWord) {
  const TokenText text({{1, 0, 2}, {0, 3, 0}}, 4);
  TokenStream stream = text.Stream(UnknownWords::kDrop);
  EXPECT_THAT(Take(stream, 9),
              ElementsAre(1, kEnd, 2, kEnd, kEnd, 3, kEnd, kEnd, kEnd));
}

TEST(TokenStreamTest, KeepsUnknownWordsAsTheUnknownWord) {
  const TokenText text({{1, 0, 2}, {0, 3, 0}}, 4);
  TokenStream stream = text.Stream(UnknownWords::kKeep);
  EXPECT_THAT(Take(stream, 8), ElementsAre(1, 0, 2, kEnd, 0, 3, 0, kEnd));
}

TEST(TokenStreamTest, EndsASentenceWhereItsPartEnds) {
  const TokenText text({{1, 2, 3, 1, 2, 3}}, 4);
  // Tokens 1 to 4, first from 2 on: no N-gram runs from the last to the first.
  TokenStream stream(text.Source(), 1, 4, 2, Random(1));
  EXPECT_THAT(Take(stream, 10),
              ElementsAre(3, 1, kEnd, 2, 3, 1, kEnd, 2, 3, 1));
}

TEST(TokenStreamTest, CountsTheTokensThatItTookOrRemoved) {
  const TokenText text({{1, 0, 2}, {3}}, 4);
  TokenStream stream = text.Stream();
  EXPECT_EQ(stream.tokens_read(), 0);
  EXPECT_EQ(stream.part_size(), 6);
  Take(stream, 2);
  EXPECT_EQ(stream.tokens_read(), 3);
  Take(stream, 4);  // to the end of the part, which is no token
  EXPECT_EQ(stream.tokens_read(), 6);
  Take(stream, 1);
  EXPECT_EQ(stream.tokens_read(), 7);
}

// Longer than what a stream keeps in memory, subsampled, in all kinds of part.
TEST(TokenStreamTest, GivesWhatReadingOneTokenAtATimeGives) {
  const TokenText text(RandomSentences(1500, 15, 6, 1), 6, 0.05);
  ASSERT_GT(text.size(), 10'000);
  const Part parts[] = {{0, text.size(), 0}, {0, text.size(), 9000},
                        {100, 4196, 100},    {100, 4197, 4196},
                        {5000, 5001, 5000},  {3, text.size() - 3, 5000}};
  for (const UnknownWords unknown : kAllUnknownWords) {
    for (const Part& part : parts) {
      TokenStream stream(text.Source(unknown), part.begin, part.end, part.start,
                         Random(3));
      EXPECT_EQ(Take(stream, 20'000),
                SlowTake(text, unknown, part, Random(3), 20'000))
          << NameOf(unknown) << ", part from " << part.begin << " to "
          << part.end << ", start " << part.start;
    }
  }
}

TEST(TokenStreamTest, ComesBackFromATextWithoutWords) {
  const TokenText text({{0, 0, 0}}, 3);
  TokenStream stream = text.Stream(UnknownWords::kRemove);
  EXPECT_THAT(Take(stream, 4), ElementsAre(kEnd, kEnd, kEnd, kEnd));
}

std::string StateOf(const TokenStream& stream) {
  std::string state;
  stream.SaveState(&state);
  return state;
}

// Saves after each of `saves` tokens and compares the continuations.
void ExpectToContinueEqually(const TokenText& text, UnknownWords unknown,
                             int saves, int step) {
  TokenStream stream = text.Stream(unknown);
  for (int i = 0; i < saves; i += step) {
    const std::string state = StateOf(stream);
    TokenStream restored = text.Stream(unknown, /*seed=*/99);
    Take(restored, i % 7);  // it need not be new
    BinaryReader reader(state);
    ASSERT_THAT(restored.RestoreState(reader), IsOk());
    EXPECT_EQ(reader.remaining(), 0u);
    EXPECT_EQ(restored.tokens_read(), stream.tokens_read());
    EXPECT_EQ(StateOf(restored), state);
    TokenStream original = stream;
    ASSERT_EQ(Take(restored, 60), Take(original, 60)) << "saved at " << i;
    Take(stream, step);
  }
}

TEST(TokenStreamTest, ContinuesEquallyFromEveryPosition) {
  const TokenText text({{1, 0, 2, 3}, {}, {0}, {2, 2, 1, 3, 0}}, 4, 0.1);
  for (const UnknownWords unknown : kAllUnknownWords) {
    ExpectToContinueEqually(text, unknown, 40, 1);
  }
}

TEST(TokenStreamTest, ContinuesEquallyWithinALongText) {
  const TokenText text(RandomSentences(1500, 15, 6, 1), 6, 0.05);
  ExpectToContinueEqually(text, UnknownWords::kRemove, 15'000, 331);
}

TEST(TokenStreamTest, AStateCutShortIsDataLossAndChangesNothing) {
  const TokenText text({{1, 2, 3}, {3, 2}}, 4, 0.1);
  TokenStream saved = text.Stream();
  Take(saved, 4);
  const std::string state = StateOf(saved);
  TokenStream stream = text.Stream(UnknownWords::kRemove, 5);
  Take(stream, 2);
  const std::string before = StateOf(stream);
  for (size_t length = 0; length < state.size(); ++length) {
    BinaryReader reader(absl::string_view(state).substr(0, length));
    EXPECT_THAT(
        stream.RestoreState(reader),
        StatusIs(absl::StatusCode::kDataLoss, HasSubstr("bytes needed")))
        << length;
    ASSERT_EQ(StateOf(stream), before) << length;
  }
}

TEST(TokenStreamTest, APositionOutsideItsPartIsDataLoss) {
  const TokenText text({{1, 2, 3}, {3, 2}}, 4);
  for (const uint64_t position : {uint64_t{0}, uint64_t{6}, ~uint64_t{0}}) {
    std::string state = StateOf(text.Stream());
    std::string bytes;
    PutUint64(position, &bytes);
    state.replace(0, bytes.size(), bytes);
    TokenStream stream(text.Source(), 1, 5, 1, Random(1));
    BinaryReader reader(state);
    EXPECT_THAT(
        stream.RestoreState(reader),
        StatusIs(absl::StatusCode::kDataLoss, HasSubstr("is outside 1 to 5")));
  }
}

TEST(TokenStreamTest, WhatNoStreamCanHaveReadIsDataLoss) {
  const TokenText text({{1, 2, 3}, {3, 2}}, 4);
  std::string state = StateOf(text.Stream());
  std::string bytes;
  PutUint64(~uint64_t{0}, &bytes);
  state.replace(bytes.size(), bytes.size(), bytes);
  TokenStream stream = text.Stream();
  BinaryReader reader(state);
  EXPECT_THAT(stream.RestoreState(reader),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("tokens read")));
}

TEST(TokenStreamTest, RandomNumbersThatStandStillAreDataLoss) {
  const TokenText text({{1, 2, 3}, {3, 2}}, 4);
  std::string state = StateOf(text.Stream());
  state.replace(16, 32, std::string(32, '\0'));
  TokenStream stream = text.Stream();
  BinaryReader reader(state);
  EXPECT_THAT(stream.RestoreState(reader),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("stand still")));
}

// A part that is longer than the file: no token is made up.
TEST(TokenStreamTest, FailsAgainAndAgainWhereTheFileCannotBeRead) {
  const TokenText text({{1, 2, 3}}, 4);
  TokenStream stream(text.Source(), 0, 100, 0, Random(1));
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(stream.Next(), StatusIs(absl::StatusCode::kInternal,
                                        HasSubstr("reading the token file")));
  }
  EXPECT_EQ(stream.tokens_read(), 0);
}

TEST(UnknownWordsTest, NamesAndValuesAreOneToOne) {
  for (const UnknownWords value : kAllUnknownWords) {
    EXPECT_THAT(UnknownWordsFromName(NameOf(value)), IsOkAndHolds(value));
  }
  EXPECT_THAT(
      UnknownWordsFromName("Remove"),
      StatusIs(
          absl::StatusCode::kInvalidArgument,
          HasSubstr(
              "unknown words are \"Remove\"; allowed: remove, drop, keep")));
}

}  // namespace
}  // namespace lexprobe
