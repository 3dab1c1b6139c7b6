#include "lexprobe/vocab/vocabulary.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

TEST(VocabularyTest, MapsWordsToIdsAndBack) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const Vocabulary vocabulary,
      Vocabulary::FromEntries({{"<unk>", 5}, {"the", 9}, {"cat", 2}}));
  ASSERT_EQ(vocabulary.size(), 3);
  EXPECT_EQ(vocabulary.IdOf("the"), 1);
  EXPECT_EQ(vocabulary.IdOf("cat"), 2);
  EXPECT_EQ(vocabulary.WordOf(2), "cat");
  EXPECT_EQ(vocabulary.CountOf(1), 9);
  EXPECT_EQ(vocabulary.entries()[0].count, 5);
}

TEST(VocabularyTest, GivesTheUnknownIdForAnyOtherWord) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const Vocabulary vocabulary,
      Vocabulary::FromEntries({{"<unk>", 0}, {"cat", 2}}));
  EXPECT_EQ(vocabulary.IdOf("dog"), kUnknownWord);
  EXPECT_EQ(vocabulary.IdOf(""), kUnknownWord);
  EXPECT_EQ(vocabulary.IdOf("<unk>"), kUnknownWord);
}

TEST(VocabularyTest, StillMapsAfterItMoved) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      Vocabulary vocabulary,
      Vocabulary::FromEntries({{"<unk>", 0}, {"cat", 2}}));
  const Vocabulary moved = std::move(vocabulary);
  EXPECT_EQ(moved.IdOf("cat"), 1);
  EXPECT_EQ(moved.WordOf(1), "cat");
}

TEST(VocabularyTest, RefusesToBeEmpty) {
  EXPECT_THAT(
      Vocabulary::FromEntries({}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("no entries")));
}

TEST(VocabularyTest, RejectsARepeatedWordAndNamesBothEntries) {
  EXPECT_THAT(Vocabulary::FromEntries({{"<unk>", 0}, {"cat", 7}, {"cat", 2}}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("entry 2: word \"cat\" repeats entry 1")));
}

TEST(VocabularyTest, RejectsAnEmptyWord) {
  EXPECT_THAT(
      Vocabulary::FromEntries({{"<unk>", 0}, {"", 7}}),
      StatusIs(absl::StatusCode::kInvalidArgument, "entry 1: an empty word"));
}

TEST(VocabularyTest, RejectsAsciiWhiteSpaceInAWord) {
  for (const std::string space : {" ", "\t", "\n", "\v", "\f", "\r"}) {
    EXPECT_THAT(Vocabulary::FromEntries({{"<unk>", 0}, {"a" + space + "b", 7}}),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("holds ASCII white space")));
  }
}

TEST(VocabularyTest, TakesOtherWhiteSpaceInAWord) {
  EXPECT_THAT(Vocabulary::FromEntries({{"<unk>", 0}, {"a\u00a0b", 7}}), IsOk());
}

TEST(VocabularyTest, RejectsANegativeCount) {
  EXPECT_THAT(Vocabulary::FromEntries({{"<unk>", -1}}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "entry 0: word \"<unk>\": count -1, must be >= 0"));
}

TEST(VocabularyTest, RejectsCountsWhoseSumIsTooLarge) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  EXPECT_THAT(Vocabulary::FromEntries({{"<unk>", 1}, {"a", kMost - 1}}),
              IsOk());
  EXPECT_THAT(Vocabulary::FromEntries({{"<unk>", 1}, {"a", kMost}}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "entry 1: the counts add up to more than "
                       "9223372036854775807"));
}

uint64_t ChecksumOf(std::vector<VocabularyEntry> entries) {
  return Vocabulary::FromEntries(std::move(entries))->Checksum();
}

TEST(VocabularyTest, HasAChecksumOfWordsCountsAndOrder) {
  const uint64_t checksum = ChecksumOf({{"<unk>", 0}, {"ab", 1}, {"c", 1}});
  EXPECT_EQ(checksum, ChecksumOf({{"<unk>", 0}, {"ab", 1}, {"c", 1}}));
  EXPECT_NE(checksum, ChecksumOf({{"<unk>", 0}, {"a", 1}, {"bc", 1}}));
  EXPECT_NE(checksum, ChecksumOf({{"<unk>", 0}, {"ab", 2}, {"c", 1}}));
  EXPECT_NE(checksum, ChecksumOf({{"<unk>", 0}, {"c", 1}, {"ab", 1}}));
  EXPECT_NE(checksum, ChecksumOf({{"<unk>", 0}, {"ab", 1}}));
}

}  // namespace
}  // namespace lexprobe
