#include "lexprobe/base/section_file.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "support/failing_file.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "xxhash.h"

namespace lexprobe {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr uint32_t kKind = SectionTag("TEST");

const std::vector<Section> kSections = {
    {SectionTag("ONE "), 0, "first"},
    {SectionTag("TWO "), kOptionalSection, ""},
    {SectionTag("MATX"), 0,
     "0123456789012345678901234567890123456789"
     "012345678901234567890123456789"},
};

std::string FileOf(const std::vector<Section>& sections) {
  std::string bytes;
  MemorySink sink(&bytes);
  EXPECT_THAT(WriteSections(kKind, sections, sink), IsOk());
  return bytes;
}

TEST(SectionFileTest, ReadsTheSectionsItWrote) {
  const std::string bytes = FileOf(kSections);
  EXPECT_TRUE(LooksLikeSectionFile(bytes));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<Section> sections,
                                ReadSections(kKind, bytes));
  ASSERT_EQ(sections.size(), kSections.size());
  for (size_t i = 0; i < sections.size(); ++i) {
    EXPECT_EQ(sections[i].tag, kSections[i].tag);
    EXPECT_EQ(sections[i].flags, kSections[i].flags);
    EXPECT_EQ(sections[i].bytes, kSections[i].bytes);
    EXPECT_EQ((sections[i].bytes.data() - bytes.data()) % 64, 0);
  }
}

TEST(SectionFileTest, ReadsAFileWithoutSections) {
  EXPECT_THAT(ReadSections(kKind, FileOf({})), IsOkAndHolds(IsEmpty()));
}

// The bytes of version 1 as the header describes them, written by hand.
TEST(SectionFileTest, WritesTheBytesThatTheFormatSays) {
  const std::string bytes = FileOf({{SectionTag("ONE "), 1, "x"}});
  ASSERT_EQ(bytes.size(), 16U + 32 + 16 + 1 + 32 + 31 + 8);
  EXPECT_EQ(bytes.substr(0, 8), "\x8cLXP\r\n\x1a\n");
  EXPECT_EQ(bytes.substr(8, 8), std::string("\1\0\0\0TEST", 8));
  EXPECT_EQ(bytes.substr(16, 16),
            std::string("ONE \1\0\0\0\1\0\0\0\0\0\0\0", 16));
  EXPECT_EQ(bytes.substr(44, 4), std::string("\x10\0\0\0", 4));
  EXPECT_EQ(bytes.substr(48, 17), std::string(16, '\0') + "x");
  EXPECT_EQ(bytes.substr(65, 8), std::string("END \0\0\0\0", 8));
  EXPECT_EQ(bytes.substr(bytes.size() - 8),
            std::string("\x41\0\0\0\0\0\0\0", 8));
}

TEST(SectionFileTest, RefusesEveryPrefix) {
  const std::string bytes = FileOf(kSections);
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THAT(ReadSections(kKind, bytes.substr(0, size)),
                StatusIs(size < 8 ? absl::StatusCode::kInvalidArgument
                                  : absl::StatusCode::kDataLoss,
                         testing::_))
        << size;
  }
}

TEST(SectionFileTest, RefusesEveryFlippedBit) {
  const std::string bytes = FileOf(kSections);
  for (size_t i = 0; i < bytes.size() * 8; ++i) {
    std::string bad = bytes;
    bad[i / 8] = static_cast<char>(bad[i / 8] ^ (1 << (i % 8)));
    const absl::StatusCode code = ReadSections(kKind, bad).status().code();
    if (i / 8 < 16) {  // magic, version, kind
      EXPECT_THAT(code, AnyOf(absl::StatusCode::kInvalidArgument,
                              absl::StatusCode::kUnimplemented,
                              absl::StatusCode::kDataLoss));
    } else {
      EXPECT_EQ(code, absl::StatusCode::kDataLoss) << "byte " << i / 8;
    }
  }
}

TEST(SectionFileTest, RefusesBytesAfterTheEnd) {
  EXPECT_THAT(
      ReadSections(kKind, FileOf(kSections) + "x"),
      StatusIs(absl::StatusCode::kDataLoss, "1 bytes after the end section"));
}

TEST(SectionFileTest, RefusesAnotherKindAndNamesBoth) {
  EXPECT_THAT(ReadSections(SectionTag("EMBD"), FileOf({})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "a file of kind \"TEST\" where \"EMBD\" is needed"));
}

TEST(SectionFileTest, RefusesANewerVersion) {
  std::string bytes = FileOf({});
  bytes[8] = 2;
  EXPECT_THAT(ReadSections(kKind, bytes),
              StatusIs(absl::StatusCode::kUnimplemented,
                       HasSubstr("container version 2, newer than this")));
}

TEST(SectionFileTest, SeesACopyMadeInTextMode) {
  std::string bytes = FileOf(kSections);
  bytes.erase(bytes.find('\r'), 1);
  EXPECT_FALSE(LooksLikeSectionFile(bytes));
  EXPECT_THAT(
      ReadSections(kKind, bytes),
      StatusIs(absl::StatusCode::kInvalidArgument, "not a lexprobe file"));
}

// A file whose one section says it is `length` bytes long; the checksum of
// its header fits.
std::string FileWithLength(uint64_t length) {
  std::string bytes = FileOf({{SectionTag("ONE "), 0, "x"}});
  std::string field;
  PutUint64(length, &field);
  bytes.replace(24, 8, field);
  std::string checksum;
  PutUint32(static_cast<uint32_t>(XXH3_64bits(bytes.data() + 16, 24)),
            &checksum);
  return bytes.replace(40, 4, checksum);
}

TEST(SectionFileTest, RefusesLengthsBeyondTheEndOfTheFile) {
  EXPECT_THAT(ReadSections(kKind, FileWithLength(1)), IsOk());
  for (const uint64_t length :
       {uint64_t{1} << 31, uint64_t{1} << 63, ~uint64_t{0}}) {
    EXPECT_THAT(ReadSections(kKind, FileWithLength(length)),
                StatusIs(absl::StatusCode::kDataLoss,
                         HasSubstr("section \"ONE \" at byte 16: byte 64: " +
                                   std::to_string(length) + " bytes needed")));
  }
}

TEST(SectionFileTest, NamesTheDamagedSection) {
  std::string bytes = FileOf(kSections);
  bytes[bytes.find("first")] = 'F';
  EXPECT_THAT(ReadSections(kKind, bytes),
              StatusIs(absl::StatusCode::kDataLoss,
                       "section \"ONE \" at byte 16: the checksum of its "
                       "bytes differs"));
}

TEST(SectionFileTest, ReportsAFullDiskAtAnyByteAndKeepsTheOldFile) {
  const TemporaryFolder folder;
  folder.Write("f", "old");
  const size_t size = FileOf(kSections).size();
  for (size_t good = 0; good < size; ++good) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<AtomicFile> file,
                                  AtomicFile::Create(folder.File("f")));
    {
      FailingSink sink(std::move(file), good);
      EXPECT_THAT(WriteSections(kKind, kSections, sink),
                  StatusIs(absl::StatusCode::kResourceExhausted,
                           HasSubstr("disk full")));
    }
    EXPECT_EQ(folder.Read("f"), "old");
    EXPECT_THAT(folder.Names(), ElementsAre("f"));
  }
}

}  // namespace
}  // namespace lexprobe
