#include "lexprobe/vocab/vocabulary_builder.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr VocabularyOptions kKeepAll = {.min_count = 1};

VocabularyBuilder Count(absl::string_view text) {
  VocabularyBuilder builder;
  for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    builder.Add(word);
  }
  return builder;
}

// "word:count" in id order.
std::vector<std::string> EntriesOf(VocabularyBuilder builder,
                                   const VocabularyOptions& options) {
  absl::StatusOr<FrozenVocabulary> frozen = builder.Freeze(options);
  EXPECT_THAT(frozen, IsOk());
  std::vector<std::string> result;
  for (const VocabularyEntry& entry : frozen->vocabulary.entries()) {
    result.push_back(entry.word + ":" + std::to_string(entry.count));
  }
  return result;
}

TEST(VocabularyBuilderTest, OrdersByFallingCountThenBytes) {
  EXPECT_THAT(
      EntriesOf(Count("b c a c z Z \xc3\xa4"), kKeepAll),
      ElementsAre("<unk>:0", "c:2", "Z:1", "a:1", "b:1", "z:1", "\xc3\xa4:1"));
}

TEST(VocabularyBuilderTest, GivesTheCountsOfRareWordsToTheUnknownWord) {
  EXPECT_THAT(EntriesOf(Count("a a a b b c"), {.min_count = 2}),
              ElementsAre("<unk>:1", "a:3", "b:2"));
}

TEST(VocabularyBuilderTest, KeepsWordsOfJustTheMinimumCount) {
  EXPECT_THAT(EntriesOf(Count("a a a a a b b b b"), {}),
              ElementsAre("<unk>:4", "a:5"));
}

TEST(VocabularyBuilderTest, KeepsNoMoreThanTheMaximum) {
  EXPECT_THAT(
      EntriesOf(Count("a a b c"), {.min_count = 1, .max_vocabulary = 2}),
      ElementsAre("<unk>:1", "a:2", "b:1"));
  EXPECT_THAT(EntriesOf(Count("a"), {.min_count = 1, .max_vocabulary = 2}),
              ElementsAre("<unk>:0", "a:1"));
}

TEST(VocabularyBuilderTest, CountsTheLiteralUnknownWordAsUnknown) {
  EXPECT_THAT(EntriesOf(Count("<unk> a <unk>"), kKeepAll),
              ElementsAre("<unk>:2", "a:1"));
}

TEST(VocabularyBuilderTest, CountsWordsThatAreTooLongAsUnknown) {
  const std::string longest(VocabularyBuilder::kMaxWordBytes, 'x');
  VocabularyBuilder builder;
  EXPECT_NE(builder.Add(longest), VocabularyBuilder::kUnknown);
  EXPECT_EQ(builder.Add(longest + "x"), VocabularyBuilder::kUnknown);
  EXPECT_THAT(EntriesOf(builder, kKeepAll),
              ElementsAre("<unk>:1", longest + ":1"));
}

// The slow oracle: one word at a time.
TEST(VocabularyBuilderTest, AddsAllAsItAddsOneByOne) {
  Random random(1);
  VocabularyBuilder one_by_one, all;
  for (size_t size = 0; size < 100; ++size) {
    std::vector<std::string> words;
    std::vector<int32_t> expected = {-1}, ids = {-1};
    for (size_t i = 0; i < size; ++i) {
      const size_t length = random.Below(40) == 0 ? 250 : 0;
      words.emplace_back(length + random.Below(20),
                         static_cast<char>('a' + random.Below(20)));
      expected.push_back(static_cast<int32_t>(one_by_one.Add(words.back())));
    }
    std::vector<absl::string_view> views;
    for (std::string& word : words) {
      const size_t length = word.size();
      word.append(Tokens::kReadable, '#');
      views.push_back(absl::string_view(word).substr(0, length));
    }
    all.AddAll(views, &ids);
    ASSERT_EQ(ids, expected);
  }
  EXPECT_EQ(all.ToBytes(), one_by_one.ToBytes());
}

TEST(VocabularyBuilderTest, FreezesToTheUnknownWordAloneWhenEmpty) {
  EXPECT_THAT(EntriesOf(VocabularyBuilder(), {}), ElementsAre("<unk>:0"));
}

TEST(VocabularyBuilderTest, TranslatesProvisionalIds) {
  VocabularyBuilder builder = Count("rare often often");
  const uint32_t rare = builder.Add("rare", 0);
  const uint32_t often = builder.Add("often", 0);
  EXPECT_THAT((std::vector<uint32_t>{rare, often}), ElementsAre(1U, 2U));
  EXPECT_EQ(builder.WordOf(often), "often");
  EXPECT_EQ(builder.CountOf(often), 2);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const FrozenVocabulary frozen,
                                builder.Freeze({.min_count = 2}));
  EXPECT_THAT(frozen.ids, ElementsAre(kUnknownWord, kUnknownWord, 1));
}

TEST(VocabularyBuilderTest, MergesIntoWhatOneWouldHaveCounted) {
  const std::vector<std::string> whole =
      EntriesOf(Count("a b b <unk> c b a"), kKeepAll);
  VocabularyBuilder first = Count("a b b");
  const VocabularyBuilder second = Count("<unk> c b a");
  EXPECT_THAT(first.Merge(second), ElementsAre(0U, 3U, 2U, 1U));
  EXPECT_THAT(EntriesOf(first, kKeepAll), ElementsAreArray(whole));
  VocabularyBuilder other_way = second;
  other_way.Merge(Count("a b b"));
  EXPECT_THAT(EntriesOf(other_way, kKeepAll), ElementsAreArray(whole));
}

TEST(VocabularyBuilderTest, MergesTheBytesOfAnother) {
  const std::vector<std::string> whole =
      EntriesOf(Count("a b b <unk> c b a"), kKeepAll);
  VocabularyBuilder builder = Count("a b b");
  EXPECT_THAT(builder.MergeBytes(Count("<unk> c b a").ToBytes()), IsOk());
  EXPECT_THAT(EntriesOf(builder, kKeepAll), ElementsAreArray(whole));
}

TEST(VocabularyBuilderTest, RefusesEveryPrefixOfTheBytesOfAnother) {
  const std::string bytes = Count("some words").ToBytes();
  for (size_t size = 0; size < bytes.size(); ++size) {
    VocabularyBuilder builder;
    EXPECT_THAT(builder.MergeBytes(bytes.substr(0, size)),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("needed")));
  }
  VocabularyBuilder builder;
  EXPECT_THAT(builder.MergeBytes(bytes + "x"),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("1 bytes after the last word")));
}

TEST(VocabularyBuilderTest, RefusesCountsWhoseSumIsTooLarge) {
  std::string bytes = Count("word").ToBytes();
  bytes.replace(bytes.size() - 8, 8, "\xff\xff\xff\xff\xff\xff\xff\x7f");
  VocabularyBuilder builder;
  EXPECT_THAT(builder.MergeBytes(bytes), IsOk());
  VocabularyBuilder full = Count("word");
  EXPECT_THAT(full.MergeBytes(bytes),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("a count of 9223372036854775807, at most "
                                 "9223372036854775806 are left")));
}

TEST(VocabularyBuilderTest, RefusesWrongOptionsAndNamesThem) {
  EXPECT_THAT(VocabularyBuilder().Freeze({.min_count = 0}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "min-count is 0, must be >= 1"));
  EXPECT_THAT(Validate(VocabularyOptions{.max_vocabulary = -1}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("max-vocabulary is -1, must be >= 0")));
}

TEST(VocabularyBuilderTest, RefusesAWordThatNoVocabularyCarries) {
  VocabularyBuilder builder;
  builder.Add("two words");
  EXPECT_THAT(builder.Freeze(kKeepAll),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("holds ASCII white space")));
}

TEST(VocabularyBuilderTest, KeepsTheWordsThatItIsAskedToKeep) {
  VocabularyBuilder builder;
  builder.Add("often", 9);
  builder.Add("rare", 1);
  builder.Add("lost", 1);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const FrozenVocabulary frozen,
      builder.Freeze({.min_count = 5, .keep = {"unseen", "rare"}}));
  const Vocabulary& vocabulary = frozen.vocabulary;
  EXPECT_EQ(vocabulary.size(), 4);
  EXPECT_EQ(vocabulary.CountOf(vocabulary.IdOf("rare")), 1);
  EXPECT_EQ(vocabulary.WordOf(3), "unseen");
  EXPECT_EQ(vocabulary.CountOf(3), 0);
  EXPECT_EQ(vocabulary.IdOf("lost"), kUnknownWord);
  EXPECT_EQ(vocabulary.CountOf(kUnknownWord), 1);
}

TEST(VocabularyBuilderTest, KeepsThemBeyondTheLimitToo) {
  VocabularyBuilder builder;
  for (int i = 1; i < 10; ++i) builder.Add(std::string(size_t(i), 'a'), i);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const FrozenVocabulary frozen,
      builder.Freeze({.min_count = 1, .max_vocabulary = 3, .keep = {"a"}}));
  EXPECT_EQ(frozen.vocabulary.size(), 5);
  EXPECT_EQ(frozen.vocabulary.WordOf(4), "a");
}

}  // namespace
}  // namespace lexprobe
