#include "lexprobe/base/gzip_source.h"

#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/gzip_sink.h"
#include "support/failing_file.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr size_t kLimit = size_t{1} << 24;

// `bytes` as one gzip member.
std::string Gzip(const std::string& bytes) {
  std::string result;
  std::unique_ptr<ByteSink> sink =
      DeflateGzip(std::make_unique<MemorySink>(&result));
  EXPECT_THAT(sink->Write(bytes), IsOk());
  EXPECT_THAT(sink->Close(), IsOk());
  return result;
}

absl::StatusOr<std::string> Inflate(const std::string& bytes,
                                    size_t piece = size_t{1} << 20) {
  return ReadAll(*InflateGzip(InPieces(bytes, piece)), kLimit);
}

// Text that does not deflate to nothing.
std::string SomeText(size_t words) {
  std::string text;
  for (size_t i = 0; i < words; ++i) {
    text += std::to_string(i * i * 2654435761U) + (i % 9 == 0 ? "\n" : " ");
  }
  return text;
}

TEST(GzipSourceTest, InflatesWhatWasDeflated) {
  for (size_t words : {0, 1, 1000, 100'000}) {
    const std::string text = SomeText(words);
    EXPECT_THAT(Inflate(Gzip(text)), IsOkAndHolds(text));
  }
}

TEST(GzipSourceTest, DoesNotMindHowItsSourceIsCut) {
  const std::string text = SomeText(500);
  for (size_t piece : {1, 2, 3, 17}) {
    EXPECT_THAT(Inflate(Gzip(text) + Gzip(text), piece),
                IsOkAndHolds(text + text));
  }
}

TEST(GzipSourceTest, FillsASpanOfAnySize) {
  const std::string text = SomeText(100);
  std::unique_ptr<ByteSource> source = InflateGzip(InPieces(Gzip(text), 5));
  std::string read;
  char byte = 0;
  while (true) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const size_t count,
                                  source->Read(absl::MakeSpan(&byte, 1)));
    if (count == 0) break;
    read += byte;
  }
  EXPECT_EQ(read, text);
  EXPECT_THAT(source->Read(absl::MakeSpan(&byte, 1)), IsOkAndHolds(0U));
}

TEST(GzipSourceTest, ReadsJoinedMembersAsOneStream) {
  EXPECT_THAT(Inflate(Gzip("one ") + Gzip("") + Gzip("two")),
              IsOkAndHolds("one two"));
}

TEST(GzipSourceTest, AllowsZeroPaddingAtTheEnd) {
  EXPECT_THAT(Inflate(Gzip("text") + std::string(1000, '\0')),
              IsOkAndHolds("text"));
}

TEST(GzipSourceTest, RefusesGarbageAfterAMember) {
  const std::string good = Gzip("text");
  EXPECT_THAT(
      Inflate(good + "garbage"),
      StatusIs(absl::StatusCode::kDataLoss,
               HasSubstr("garbage after the gzip stream at compressed byte " +
                         std::to_string(good.size()))));
  EXPECT_THAT(Inflate(good + std::string(3, '\0') + good),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("garbage after the gzip stream")));
}

TEST(GzipSourceTest, RefusesAWrongMagic) {
  EXPECT_THAT(Inflate("plain text"),
              StatusIs(absl::StatusCode::kDataLoss,
                       AllOf(HasSubstr("memory: "), HasSubstr("header"))));
}

TEST(GzipSourceTest, RefusesEveryPrefix) {
  const std::string good = Gzip(SomeText(60)) + Gzip("second member");
  const size_t first = Gzip(SomeText(60)).size();
  for (size_t size = 0; size < good.size(); ++size) {
    if (size == first) continue;  // whole in itself
    EXPECT_THAT(
        Inflate(good.substr(0, size)),
        StatusIs(absl::StatusCode::kDataLoss,
                 HasSubstr("memory: truncated gzip stream at compressed byte " +
                           std::to_string(size))))
        << size;
  }
}

// True for bytes in which a flipped bit need not show: flags, time and system
// in the header, and the last byte before the trailer, which the deflated bits
// need not fill (RFC 1951 and 1952).
bool CarriesNothing(size_t byte, size_t file_size) {
  return (byte >= 3 && byte < 10) || byte == file_size - 9;
}

TEST(GzipSourceTest, NeverGivesOtherBytesForAFlippedBit) {
  const std::string text = SomeText(60);
  const std::string good = Gzip(text);
  for (size_t i = 0; i < good.size() * 8; ++i) {
    std::string bad = good;
    bad[i / 8] = static_cast<char>(bad[i / 8] ^ (1 << (i % 8)));
    absl::StatusOr<std::string> result = Inflate(bad);
    if (result.ok()) {
      EXPECT_EQ(*result, text) << "bit " << i;
      EXPECT_TRUE(CarriesNothing(i / 8, good.size())) << "bit " << i;
    } else {
      EXPECT_THAT(result, StatusIs(absl::StatusCode::kDataLoss,
                                   HasSubstr("compressed byte")));
    }
  }
}

TEST(GzipSourceTest, PassesOnAFailureOfItsSourceAtAnyByte) {
  const std::string good = Gzip("some text");
  for (size_t n = 0; n <= good.size(); ++n) {
    std::unique_ptr<ByteSource> source =
        InflateGzip(std::make_unique<FailingSource>(good, n));
    EXPECT_THAT(ReadAll(*source, kLimit),
                StatusIs(absl::StatusCode::kInternal, "failing: cannot read"));
  }
}

TEST(GzipSourceTest, GivesTheSameErrorAgain) {
  std::unique_ptr<ByteSource> source = InflateGzip(InPieces("garbage", 100));
  char byte;
  const absl::Status first = source->Read(absl::MakeSpan(&byte, 1)).status();
  EXPECT_FALSE(first.ok());
  EXPECT_EQ(source->Read(absl::MakeSpan(&byte, 1)).status(), first);
}

TEST(GzipSourceTest, LetsTheContentDecide) {
  for (size_t piece : {1, 2, 100}) {
    for (const std::string text : {"", "a", "\x1f", "plain", "\x1fplain"}) {
      LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<ByteSource> plain,
                                    InflateIfGzip(InPieces(text, piece)));
      EXPECT_EQ(plain->name(), "memory");
      EXPECT_THAT(ReadAll(*plain, kLimit), IsOkAndHolds(text));
      LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<ByteSource> gzip,
                                    InflateIfGzip(InPieces(Gzip(text), piece)));
      EXPECT_EQ(gzip->name(), "memory");
      EXPECT_THAT(ReadAll(*gzip, kLimit), IsOkAndHolds(text));
    }
  }
}

TEST(GzipSourceTest, OpensAFileWhateverItsNameSays) {
  const TemporaryFolder folder;
  const std::string plain = folder.Write("plain.gz", "not deflated");
  const std::string gzip = folder.Write("gzip.txt", Gzip("deflated"));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<ByteSource> source,
                                OpenPlainOrGzip(plain));
  EXPECT_THAT(ReadAll(*source, kLimit), IsOkAndHolds("not deflated"));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(source, OpenPlainOrGzip(gzip));
  EXPECT_EQ(source->name(), gzip);
  EXPECT_THAT(ReadAll(*source, kLimit), IsOkAndHolds("deflated"));
}

TEST(GzipSourceTest, NamesAFileThatIsNotThere) {
  EXPECT_THAT(OpenPlainOrGzip("/no/such.gz"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/such.gz")));
}

}  // namespace
}  // namespace lexprobe
