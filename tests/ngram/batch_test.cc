#include "lexprobe/ngram/batch.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/chi_square.h"
#include "support/status_matchers.h"
#include "support/token_text.h"

namespace lexprobe {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr WordId kGap = SegmentBatch::kNoWord;
using NGram = std::vector<WordId>;

Corruptor CorruptorOf(const TokenText& text) {
  absl::StatusOr<Corruptor> corruptor =
      Corruptor::Create(text.vocabulary(), 0.75);
  EXPECT_THAT(corruptor, IsOk());
  return *std::move(corruptor);
}

// The text in `parts` equal parts, each with a stream of its own.
std::vector<TokenStream> StreamsOf(const TokenText& text, int parts,
                                   UnknownWords unknown) {
  std::vector<TokenStream> streams;
  for (int i = 0; i < parts; ++i) {
    const int64_t begin = text.size() * i / parts;
    const int64_t end = text.size() * (i + 1) / parts;
    streams.emplace_back(text.Source(unknown), begin, end, begin,
                         Random(100 + static_cast<uint64_t>(i)));
  }
  return streams;
}

// A builder over a text, with the corruptor that it needs.
class Builder {
 public:
  explicit Builder(const TokenText& text, int parts = 1,
                   UnknownWords unknown = UnknownWords::kRemove)
      : corruptor_(std::make_unique<Corruptor>(CorruptorOf(text))),
        builder_(StreamsOf(text, parts, unknown), corruptor_.get(), Random(1)) {
  }

  BatchBuilder* operator->() { return &builder_; }

  // The next `count` N-grams of `order` words.
  std::vector<NGram> TakeNGrams(int count, int order) {
    NGramBatch batch;
    batch.order = order;
    EXPECT_THAT(builder_.FillNGrams(count, 3, CorruptionPosition::kAny, &batch),
                IsOk());
    EXPECT_EQ(batch.size(), count);
    std::vector<NGram> ngrams;
    for (auto word = batch.ids.begin(); word < batch.ids.end(); word += order) {
      ngrams.emplace_back(word, word + order);
    }
    return ngrams;
  }

  SegmentBatch TakeSegments(int length, int margin) {
    SegmentBatch batch;
    EXPECT_THAT(builder_.FillSegments(length, margin, 3, &batch), IsOk());
    return batch;
  }

  std::string State() const {
    std::string state;
    builder_.SaveState(&state);
    return state;
  }

 private:
  std::unique_ptr<Corruptor> corruptor_;
  BatchBuilder builder_;
};

// The sentences of a part after `unknown` was applied, one pass.
Sentences SentencesOf(const TokenText& text, int64_t begin, int64_t end,
                      UnknownWords unknown) {
  Sentences sentences(1);
  for (int64_t i = begin; i < end; ++i) {
    const int32_t token = text.tokens()[static_cast<size_t>(i)];
    if (token == kUnknownWord && unknown == UnknownWords::kRemove) continue;
    if (token == kSentenceEnd ||
        (token == kUnknownWord && unknown == UnknownWords::kDrop)) {
      sentences.emplace_back();
    } else {
      sentences.back().push_back(token);
    }
  }
  return sentences;
}

std::vector<NGram> SlowNGrams(const Sentences& sentences, size_t order) {
  std::vector<NGram> ngrams;
  for (const std::vector<int32_t>& sentence : sentences) {
    for (size_t i = 0; i + order <= sentence.size(); ++i) {
      ngrams.emplace_back(&sentence[i], &sentence[i] + order);
    }
  }
  return ngrams;
}

std::map<NGram, int> CountsOf(const std::vector<NGram>& ngrams) {
  std::map<NGram, int> counts;
  for (const NGram& ngram : ngrams) ++counts[ngram];
  return counts;
}

constexpr UnknownWords kAllUnknownWords[] = {
    UnknownWords::kRemove, UnknownWords::kDrop, UnknownWords::kKeep};

TEST(BatchBuilderTest, TakesEveryNGramInTurnAndNoneAcrossASentenceEnd) {
  const TokenText text({{1, 2, 3, 4}, {5, 6}, {7, 8, 9}}, 10);
  EXPECT_THAT(Builder(text).TakeNGrams(5, 3),
              ElementsAre(NGram{1, 2, 3}, NGram{2, 3, 4}, NGram{7, 8, 9},
                          NGram{1, 2, 3}, NGram{2, 3, 4}));
}

TEST(BatchBuilderTest, EveryNGramOfATextAppearsOnceAPass) {
  const TokenText text(RandomSentences(60, 12, 5, 1), 5);
  for (const UnknownWords unknown : kAllUnknownWords) {
    for (const int order : {2, 3, 5, 8}) {
      const std::vector<NGram> pass =
          SlowNGrams(SentencesOf(text, 0, text.size(), unknown), size_t(order));
      std::map<NGram, int> expected = CountsOf(pass);
      for (auto& [ngram, count] : expected) count *= 3;
      EXPECT_EQ(CountsOf(Builder(text, 1, unknown)
                             .TakeNGrams(3 * int(pass.size()), order)),
                expected)
          << NameOf(unknown) << ", order " << order;
    }
  }
}

TEST(BatchBuilderTest, TakesOneNGramFromEachStreamInTurn) {
  const TokenText text(RandomSentences(60, 12, 5, 2), 5);
  const std::vector<NGram> taken = Builder(text, 3).TakeNGrams(90, 3);
  for (size_t stream = 0; stream < 3; ++stream) {
    const auto part = static_cast<int64_t>(stream);
    const std::vector<NGram> own = SlowNGrams(
        SentencesOf(text, text.size() * part / 3, text.size() * (part + 1) / 3,
                    UnknownWords::kRemove),
        3);
    for (size_t i = 0; i < 30; ++i) {
      EXPECT_EQ(taken[3 * i + stream], own[i]) << stream << ", " << i;
    }
  }
}

TEST(BatchBuilderTest, TheSplitIntoBatchesChangesNothing) {
  const TokenText text(RandomSentences(60, 12, 5, 2), 5);
  Builder at_once(text, 3), in_steps(text, 3);
  std::vector<NGram> steps;
  for (const int count : {1, 2, 3, 5, 8, 13, 21}) {
    for (NGram& ngram : in_steps.TakeNGrams(count, 3)) {
      steps.push_back(std::move(ngram));
    }
  }
  EXPECT_EQ(steps, at_once.TakeNGrams(static_cast<int>(steps.size()), 3));
}

TEST(BatchBuilderTest, CorruptsTheMiddleWhenAsked) {
  const TokenText text(RandomSentences(60, 12, 5, 3), 5);
  for (const int order : {2, 3, 4, 5}) {
    Builder builder(text);
    NGramBatch batch;
    batch.order = order;
    ASSERT_THAT(builder->FillNGrams(4, 3, CorruptionPosition::kCentre, &batch),
                IsOk());
    EXPECT_EQ(batch.corrupted_position, order / 2);
  }
}

TEST(BatchBuilderTest, CorruptsAnyPositionEquallyOften) {
  const TokenText text(RandomSentences(60, 12, 5, 3), 5);
  Builder builder(text);
  NGramBatch batch;
  batch.order = 5;
  std::vector<int64_t> counts(5, 0);
  for (int i = 0; i < 5000; ++i) {
    ASSERT_THAT(builder->FillNGrams(1, 1, CorruptionPosition::kAny, &batch),
                IsOk());
    ++counts[static_cast<size_t>(batch.corrupted_position)];
  }
  EXPECT_THAT(counts, FollowsWeights(std::vector<double>(5, 1)));
}

TEST(BatchBuilderTest, DrawsReplacementsAsTheCorruptorDoes) {
  const TokenText text(RandomSentences(60, 12, 8, 4), 8);
  std::vector<double> weights = {0};
  for (WordId id = 1; id < text.vocabulary().size(); ++id) {
    weights.push_back(std::pow(double(text.vocabulary().CountOf(id)), 0.75));
  }
  Builder builder(text);
  NGramBatch ngrams;
  ngrams.order = 2;
  SegmentBatch segments;
  std::vector<int64_t> counts(weights.size(), 0);
  for (int i = 0; i < 500; ++i) {
    ASSERT_THAT(builder->FillNGrams(1, 50, CorruptionPosition::kAny, &ngrams),
                IsOk());
    ASSERT_THAT(builder->FillSegments(2, 1, 70, &segments), IsOk());
    ASSERT_EQ(ngrams.replacements.size(), 50u);
    ASSERT_EQ(segments.replacements.size(), 70u);
    for (const WordId id : ngrams.replacements) ++counts[size_t(id)];
    for (const WordId id : segments.replacements) ++counts[size_t(id)];
  }
  EXPECT_THAT(counts, FollowsWeights(weights));
}

TEST(BatchBuilderTest, FailsWhereNoSentenceIsLongEnough) {
  const TokenText text({{1, 2, 3}, {4, 5, 6}, {0, 1, 0, 2, 0}}, 7);
  for (const UnknownWords unknown :
       {UnknownWords::kRemove, UnknownWords::kDrop}) {
    Builder builder(text, 1, unknown);
    NGramBatch batch;
    batch.order = 4;
    EXPECT_THAT(
        builder->FillNGrams(1, 1, CorruptionPosition::kAny, &batch),
        StatusIs(absl::StatusCode::kOutOfRange,
                 HasSubstr("no sentence in a part of 14 tokens of the corpus "
                           "has 4 known words in a row")));
  }
}

TEST(BatchBuilderTest, WaitsForASentenceThatSubsamplingSeldomLeavesWhole) {
  // Each word is kept in about one case of 20, three in a row in one of 8000.
  const TokenText text({{1, 2, 1, 2}}, 3, 1e-3);
  ASSERT_LT(text.subsampler().ProbabilityOf(1), 0.06);
  EXPECT_THAT(Builder(text).TakeNGrams(3, 3), Each(testing::SizeIs(3)));
}

// The words of a segment batch that serve as centre, stream by stream.
std::vector<std::vector<WordId>> CentresOf(const SegmentBatch& batch) {
  std::vector<std::vector<WordId>> words(size_t(batch.segments));
  const int stride = batch.length + 2 * batch.margin;
  for (const int centre : batch.centres) {
    EXPECT_GE(centre % stride, batch.margin);
    EXPECT_LT(centre % stride, batch.margin + batch.length);
    words[size_t(centre / stride)].push_back(batch.ids[size_t(centre)]);
  }
  return words;
}

TEST(BatchBuilderTest, SegmentsOverlapAndGapsPartSentences) {
  const TokenText text({{1, 2, 3}, {4}, {}, {5, 6}}, 7);
  Builder builder(text);
  EXPECT_THAT(builder.TakeSegments(4, 1).ids,
              ElementsAre(kGap, kGap, 1, 2, 3, kGap));
  const SegmentBatch second = builder.TakeSegments(4, 1);
  EXPECT_THAT(second.ids, ElementsAre(3, kGap, 4, kGap, 5, 6));
  EXPECT_THAT(second.centres, ElementsAre(2, 4));
  EXPECT_EQ(second.segments, 1);
  EXPECT_EQ(second.length, 4);
  EXPECT_EQ(second.margin, 1);
  EXPECT_THAT(builder.TakeSegments(4, 1).ids, ElementsAre(5, 6, kGap, 1, 2, 3));
}

TEST(BatchBuilderTest, EveryWordIsACentreExactlyOnceAPass) {
  const TokenText text(RandomSentences(40, 12, 9, 5), 9);
  for (const UnknownWords unknown : kAllUnknownWords) {
    for (const int margin : {0, 1, 3, 7}) {
      std::vector<WordId> expected, taken;
      for (const auto& sentence : SentencesOf(text, 0, text.size(), unknown)) {
        expected.insert(expected.end(), sentence.begin(), sentence.end());
      }
      const size_t pass = expected.size();
      for (size_t i = 0; i < 2 * pass; ++i) expected.push_back(expected[i]);
      Builder builder(text, 1, unknown);
      while (taken.size() < expected.size()) {
        const auto words = CentresOf(builder.TakeSegments(5, margin))[0];
        taken.insert(taken.end(), words.begin(), words.end());
      }
      taken.resize(expected.size());
      EXPECT_EQ(taken, expected) << NameOf(unknown) << ", margin " << margin;
    }
  }
}

// All N-grams of a sentence with gaps for what is before and after it.
std::vector<NGram> SlowContexts(const Sentences& sentences, int margin) {
  std::vector<NGram> ngrams;
  for (const std::vector<int32_t>& sentence : sentences) {
    std::vector<WordId> padded(size_t(margin), kGap);
    padded.insert(padded.end(), sentence.begin(), sentence.end());
    padded.insert(padded.end(), size_t(margin), kGap);
    for (size_t i = 0; i < sentence.size(); ++i) {
      ngrams.emplace_back(&padded[i], &padded[i] + 2 * margin + 1);
    }
  }
  return ngrams;
}

// Several streams, each compared with the sentences of its own part: what
// stands beside a centre is its own sentence, or a gap.
TEST(BatchBuilderTest, ContextsNeverReachAcrossASentenceEnd) {
  const TokenText text(RandomSentences(80, 9, 50, 6), 50);
  constexpr int kMargin = 3, kLength = 4, kParts = 3;
  std::vector<std::vector<NGram>> taken(kParts);
  Builder builder(text, kParts);
  for (int step = 0; step < 30; ++step) {
    const SegmentBatch batch = builder.TakeSegments(kLength, kMargin);
    ASSERT_EQ(batch.ids.size(), size_t(kParts * (kLength + 2 * kMargin)));
    for (const int centre : batch.centres) {
      const WordId* middle = &batch.ids[size_t(centre)];
      taken[size_t(centre / (kLength + 2 * kMargin))].emplace_back(
          middle - kMargin, middle + kMargin + 1);
    }
  }
  for (int64_t part = 0; part < kParts; ++part) {
    std::vector<NGram> expected = SlowContexts(
        SentencesOf(text, text.size() * part / kParts,
                    text.size() * (part + 1) / kParts, UnknownWords::kRemove),
        kMargin);
    std::vector<NGram>& got = taken[size_t(part)];
    ASSERT_GT(got.size(), 60u);
    const size_t count = std::min(got.size(), expected.size());
    got.resize(count);
    expected.resize(count);
    EXPECT_EQ(got, expected) << "part " << part;
  }
}

TEST(BatchBuilderTest, SegmentsOfATextWithoutWordsFail) {
  const TokenText text({{0, 0}, {0}}, 4);
  TokenText words({{1, 2, 3}}, 4);
  const Corruptor corruptor = CorruptorOf(words);
  BatchBuilder builder(StreamsOf(text, 1, UnknownWords::kRemove), &corruptor,
                       Random(1));
  for (const int margin : {0, 2}) {
    SegmentBatch batch;
    EXPECT_THAT(builder.FillSegments(4, margin, 1, &batch),
                StatusIs(absl::StatusCode::kOutOfRange,
                         HasSubstr("has 1 known words in a row")));
  }
}

TEST(BatchBuilderTest, AddsUpTheTokensOfItsStreams) {
  const TokenText text({{1, 2, 3}, {0, 3, 2, 1}}, 4);
  Builder builder(text, 2);
  EXPECT_EQ(builder->streams(), 2);
  EXPECT_EQ(builder->tokens_read(), 0);
  builder.TakeNGrams(2, 3);  // 1 2 3, and past end and unknown word 3 2 1
  EXPECT_EQ(builder->tokens_read(), 3 + 4);
}

struct Step {
  NGramBatch ngrams;
  SegmentBatch segments;
};

// One step of either kind, as text so that all of it is compared.
std::string TakeStep(Builder& builder, bool segments) {
  std::vector<int> all;
  if (segments) {
    const SegmentBatch batch = builder.TakeSegments(3, 2);
    all.insert(all.end(), batch.ids.begin(), batch.ids.end());
    all.insert(all.end(), batch.centres.begin(), batch.centres.end());
    all.insert(all.end(), batch.replacements.begin(), batch.replacements.end());
  } else {
    NGramBatch batch;
    batch.order = 3;
    EXPECT_THAT(builder->FillNGrams(4, 5, CorruptionPosition::kAny, &batch),
                IsOk());
    all.insert(all.end(), batch.ids.begin(), batch.ids.end());
    all.push_back(batch.corrupted_position);
    all.insert(all.end(), batch.replacements.begin(), batch.replacements.end());
  }
  return testing::PrintToString(all);
}

TEST(BatchBuilderTest, ContinuesBitEqualFromEveryStep) {
  const TokenText text(RandomSentences(30, 10, 5, 7), 5, 0.3);
  for (const bool segments : {false, true}) {
    Builder original(text, 3);
    std::vector<std::string> states, steps;
    for (int i = 0; i < 40; ++i) {
      states.push_back(original.State());
      steps.push_back(TakeStep(original, segments));
    }
    for (size_t from = 0; from < states.size(); ++from) {
      Builder restored(text, 3);
      TakeStep(restored, segments);  // it need not be new
      BinaryReader reader(states[from]);
      ASSERT_THAT(restored->RestoreState(reader), IsOk());
      EXPECT_EQ(reader.remaining(), 0u);
      for (size_t i = from; i < std::min(from + 5, steps.size()); ++i) {
        ASSERT_EQ(TakeStep(restored, segments), steps[i])
            << "restored at step " << from << ", segments " << segments;
      }
    }
  }
}

TEST(BatchBuilderTest, AStateCutShortIsDataLoss) {
  const TokenText text(RandomSentences(30, 10, 5, 7), 5);
  Builder builder(text, 2);
  TakeStep(builder, /*segments=*/true);
  const std::string state = builder.State();
  for (size_t length = 0; length < state.size(); ++length) {
    Builder other(text, 2);
    BinaryReader reader(absl::string_view(state).substr(0, length));
    EXPECT_THAT(other->RestoreState(reader),
                StatusIs(absl::StatusCode::kDataLoss, testing::_))
        << length;
  }
}

TEST(BatchBuilderTest, RefusesTheStateOfAnotherNumberOfStreams) {
  const TokenText text(RandomSentences(30, 10, 5, 7), 5);
  const std::string state = Builder(text, 2).State();
  BinaryReader reader(state);
  EXPECT_THAT(Builder(text, 3)->RestoreState(reader),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("the checkpoint has 2 streams, this run 3")));
}

// The state of a builder with longer windows: nothing runs over its end.
TEST(BatchBuilderTest, TakesUpAStateThatWasMadeWithAnotherOrder) {
  const TokenText text(RandomSentences(30, 12, 5, 7), 5);
  Builder wide(text, 1);
  wide.TakeNGrams(3, 8);
  const std::string ngram_state = wide.State();
  Builder narrow(text, 1);
  BinaryReader reader(ngram_state);
  ASSERT_THAT(narrow->RestoreState(reader), IsOk());
  const std::vector<NGram> all =
      SlowNGrams(SentencesOf(text, 0, text.size(), UnknownWords::kRemove), 3);
  for (const NGram& ngram : narrow.TakeNGrams(50, 3)) {
    EXPECT_THAT(all, testing::Contains(ngram));
  }
  BinaryReader again(ngram_state);
  ASSERT_THAT(narrow->RestoreState(again), IsOk());
  EXPECT_THAT(narrow.TakeSegments(3, 1).ids, testing::SizeIs(5));
}

TEST(BatchBuilderTest, NoNGramHoldsAGapThatAStateOfSegmentsBrought) {
  const TokenText text(RandomSentences(30, 10, 5, 7), 5);
  const std::vector<NGram> all =
      SlowNGrams(SentencesOf(text, 0, text.size(), UnknownWords::kRemove), 3);
  Builder segments(text, 1);
  for (int i = 0; i < 20; ++i) {
    segments.TakeSegments(3, 2);
    const std::string state = segments.State();
    BinaryReader reader(state);
    Builder ngrams(text, 1);
    ASSERT_THAT(ngrams->RestoreState(reader), IsOk());
    for (const NGram& ngram : ngrams.TakeNGrams(5, 3)) {
      EXPECT_THAT(all, testing::Contains(ngram));
    }
  }
}

TEST(BatchBuilderTest, AContextOfWordsThatAreNotThereIsDataLoss) {
  const TokenText text(RandomSentences(30, 10, 5, 7), 5);
  Builder builder(text, 1);
  builder.TakeSegments(3, 2);
  for (const uint32_t word : {0u, 4u, ~0u, 5u, ~0u - 1, 1u << 31}) {
    std::string state = builder.State();
    std::string bytes;
    PutUint32(word, &bytes);
    state.replace(state.size() - 4, 4, bytes);  // the context's last word
    BinaryReader reader(state);
    const absl::Status status = Builder(text, 1)->RestoreState(reader);
    if (word < 5 || word == ~0u) {
      EXPECT_THAT(status, IsOk()) << word;
    } else {
      EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss,
                                   HasSubstr("is none of the 5")));
    }
  }
}

TEST(BatchBuilderTest, MoreGapsToComeThanAContextHasIsDataLoss) {
  const TokenText text(RandomSentences(30, 10, 5, 7), 5);
  Builder builder(text, 1);
  builder.TakeSegments(3, 2);
  std::string state = builder.State();
  std::string bytes;
  PutUint32(5, &bytes);
  state.replace(state.size() - 4 * 4 - 8 - 4, 4, bytes);
  BinaryReader reader(state);
  EXPECT_THAT(Builder(text, 1)->RestoreState(reader),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("4 words of context and 5 gaps")));
}

TEST(CorruptionPositionTest, NamesAndValuesAreOneToOne) {
  for (const auto value :
       {CorruptionPosition::kAny, CorruptionPosition::kCentre}) {
    EXPECT_THAT(CorruptionPositionFromName(NameOf(value)), IsOkAndHolds(value));
  }
  EXPECT_THAT(
      CorruptionPositionFromName("center"),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr(
                   "corruption position is \"center\"; allowed: any, centre")));
}

}  // namespace
}  // namespace lexprobe
