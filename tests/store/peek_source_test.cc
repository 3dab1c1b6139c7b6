#include "store/peek_source.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/failing_file.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

PeekSource SourceInPieces(const std::string& bytes, size_t piece) {
  return PeekSource(InPieces(bytes, piece));
}

TEST(PeekSourceTest, ShowsBytesWithoutTakingThem) {
  PeekSource source = SourceInPieces("abcdef", 2);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(absl::string_view next, source.Peek(3));
  EXPECT_EQ(next.substr(0, 3), "abc");
  source.Skip(2);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(next, source.Peek(100));
  EXPECT_EQ(next, "cdef");
  EXPECT_EQ(source.position(), 2u);
}

TEST(PeekSourceTest, TakesUpToADelimiterHoweverBytesArrive) {
  const std::string word(1000, 'x');
  for (const size_t piece : {size_t{1}, size_t{7}, size_t{5000}}) {
    PeekSource source = SourceInPieces(word + " " + word + " rest", piece);
    EXPECT_THAT(source.TakeUntil(' ', 1000), IsOkAndHolds(word));
    EXPECT_THAT(source.TakeUntil(' ', 1000), IsOkAndHolds(word));
    EXPECT_EQ(source.position(), 2002u);
  }
}

TEST(PeekSourceTest, SaysThatADelimiterIsMissingOrTooFar) {
  EXPECT_THAT(SourceInPieces("abc", 2).TakeUntil(' ', 10),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("byte 0: no space in the 3 bytes that")));
  EXPECT_THAT(SourceInPieces("abcdef gh", 2).TakeUntil(' ', 5),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("no space in the 5 bytes")));
  EXPECT_THAT(SourceInPieces("abcde gh", 2).TakeUntil(' ', 5),
              IsOkAndHolds("abcde"));
}

TEST(PeekSourceTest, ReadsExactlyOrSaysHowMuchIsLeft) {
  for (const size_t piece : {size_t{1}, size_t{3}, size_t{100}}) {
    PeekSource source = SourceInPieces("abcdefgh", piece);
    std::string bytes(5, '\0');
    ASSERT_THAT(source.ReadExactly(absl::MakeSpan(bytes)), IsOk());
    EXPECT_EQ(bytes, "abcde");
    EXPECT_THAT(source.ExpectEnd(), StatusIs(absl::StatusCode::kDataLoss,
                                             HasSubstr("byte 5: bytes after")));
    EXPECT_THAT(source.ReadExactly(absl::MakeSpan(bytes)),
                StatusIs(absl::StatusCode::kDataLoss,
                         HasSubstr("byte 5: 5 bytes needed, 3 left")));
    EXPECT_THAT(source.ExpectEnd(), IsOk());
  }
}

TEST(PeekSourceTest, ReadsLargePiecesPastItsBuffer) {
  std::string bytes;
  for (int i = 0; i < 2'000'000; ++i) bytes += static_cast<char>(i * 7 / 3);
  PeekSource source = SourceInPieces(bytes, 300'001);
  ASSERT_THAT(source.Peek(10), IsOk());
  std::string read(1'999'999, '\0');
  ASSERT_THAT(source.ReadExactly(absl::MakeSpan(read)), IsOk());
  EXPECT_TRUE(read == bytes.substr(0, read.size()));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const absl::string_view last, source.Peek(9));
  EXPECT_EQ(last, bytes.substr(read.size()));
}

TEST(PeekSourceTest, HandsErrorsOn) {
  PeekSource source(std::make_unique<FailingSource>("abcdef", 3));
  EXPECT_THAT(source.Peek(3), IsOk());
  EXPECT_THAT(source.Peek(4),
              StatusIs(absl::StatusCode::kInternal, HasSubstr("cannot read")));
}

}  // namespace
}  // namespace lexprobe
