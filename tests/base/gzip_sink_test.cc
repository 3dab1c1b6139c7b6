#include "lexprobe/base/gzip_sink.h"

#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/gzip_source.h"
#include "support/failing_file.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

absl::StatusOr<std::string> Inflate(const std::string& bytes) {
  return ReadAll(*InflateGzip(SourceOf(bytes, "memory")), size_t{1} << 24);
}

TEST(GzipSinkTest, DeflatesPiecesOfAnySizeAsOneStream) {
  std::string all;
  std::string gzip;
  bool closed = false;
  std::unique_ptr<ByteSink> sink =
      DeflateGzip(std::make_unique<MemorySink>(&gzip, &closed));
  for (size_t size = 0; size < 400'000; size = size * 3 + 1) {
    const std::string piece(size, static_cast<char>('a' + size % 26));
    ASSERT_THAT(sink->Write(piece), IsOk());
    all += piece;
  }
  ASSERT_THAT(sink->Close(), IsOk());
  EXPECT_TRUE(closed);
  EXPECT_THAT(Inflate(gzip), IsOkAndHolds(all));
}

TEST(GzipSinkTest, WritesNoNameAndNoTime) {
  std::string gzip;
  std::unique_ptr<ByteSink> sink =
      DeflateGzip(std::make_unique<MemorySink>(&gzip));
  ASSERT_THAT(sink->Write("text"), IsOk());
  ASSERT_THAT(sink->Close(), IsOk());
  ASSERT_GT(gzip.size(), 10U);
  // RFC 1952, 2.3: magic, method, flags, four bytes of time.
  EXPECT_EQ(gzip.substr(0, 8), std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
}

TEST(GzipSinkTest, ReportsAFullDiskAtAnyByteAndKeepsTheOldFile) {
  const TemporaryFolder folder;
  folder.Write("f.gz", "old");
  for (size_t good = 0; good < 24; ++good) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<AtomicFile> file,
                                  AtomicFile::Create(folder.File("f.gz")));
    std::unique_ptr<ByteSink> sink =
        DeflateGzip(std::make_unique<FailingSink>(std::move(file), good));
    sink->Write("some text").IgnoreError();  // may be held back until Close
    EXPECT_THAT(sink->Close(), StatusIs(absl::StatusCode::kResourceExhausted,
                                        HasSubstr("disk full")));
    sink.reset();
    EXPECT_EQ(folder.Read("f.gz"), "old");
    EXPECT_THAT(folder.Names(), ElementsAre("f.gz"));
  }
}

TEST(GzipSinkTest, LetsTheNameDecide) {
  const TemporaryFolder folder;
  for (const std::string name : {"f.txt", "f.txt.gz"}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<ByteSink> sink,
                                  CreatePlainOrGzip(folder.File(name)));
    EXPECT_EQ(sink->name(), folder.File(name));
    ASSERT_THAT(sink->Write("text"), IsOk());
    ASSERT_THAT(sink->Close(), IsOk());
  }
  EXPECT_EQ(folder.Read("f.txt"), "text");
  EXPECT_THAT(Inflate(folder.Read("f.txt.gz")), IsOkAndHolds("text"));
}

}  // namespace
}  // namespace lexprobe
