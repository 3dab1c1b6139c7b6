#include "store/native_format.h"

#include <cstdio>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/file.h"
#include "support/embedding_matchers.h"
#include "support/failing_file.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

EmbeddingTable SmallTable() {
  EmbeddingTableParts parts;
  parts.words = {"the", "cat", "two words", "na\xc3\xafve"};
  parts.matrix = {1, -0.0f, 3e-45f, 4, std::numeric_limits<float>::max(),
                  0, 0.1f,  -7};
  parts.dim = 2;
  parts.counts = {9, 5, 3, 1};
  parts.metadata_json = R"({"order":5})";
  return MakeTable(std::move(parts));
}

std::string BytesOf(const EmbeddingTable& table) {
  std::string bytes;
  MemorySink sink(&bytes);
  EXPECT_THAT(NativeFormat::Write(table, sink), IsOk());
  return bytes;
}

// The sections of SmallTable()'s file, to be spoiled one at a time.
class NativeFormatTest : public testing::Test {
 protected:
  NativeFormatTest() : bytes_(BytesOf(SmallTable())) {
    sections_ = *ReadSections(NativeFormat::kKind, bytes_);
  }

  Section& At(uint32_t tag) {
    for (Section& section : sections_) {
      if (section.tag == tag) return section;
    }
    ADD_FAILURE() << "no such section";
    return sections_[0];
  }

  absl::StatusOr<EmbeddingTable> Reread() {
    std::string bytes;
    MemorySink sink(&bytes);
    EXPECT_THAT(WriteSections(NativeFormat::kKind, sections_, sink), IsOk());
    return NativeFormat::FromBytes(bytes, 0);
  }

  // Rereads with the section `tag` holding `numbers`.
  absl::StatusOr<EmbeddingTable> RereadWith(uint32_t tag,
                                            std::vector<uint64_t> numbers) {
    std::string spoiled;
    for (const uint64_t number : numbers) PutUint64(number, &spoiled);
    At(tag).bytes = spoiled;
    return Reread();
  }

  const std::string bytes_;
  std::vector<Section> sections_;
};

TEST_F(NativeFormatTest, ReadsWhatItWroteBitForBit) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                NativeFormat::FromBytes(bytes_, 0));
  const EmbeddingTable table = SmallTable();
  EXPECT_THAT(read, TableEq(&table));
  EXPECT_EQ(read.Checksum(), table.Checksum());
}

// If this fails the format has changed: give it a new version, go on reading
// the old one, and add a folder to tests/old_files.
TEST(NativeFormatVersionTest, WritesTheBytesOfItsReleasedVersion) {
  const std::string old =
      LEXPROBE_TESTS_DIR "/old_files/0.1.0/model/embeddings.lexprobe";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                NativeFormat::Open(old, 0));
  EXPECT_EQ(table.WordOf(1), "the");
  EXPECT_EQ(BytesOf(table), ReadFile(old).value());
}

TEST_F(NativeFormatTest, ReadsTheSameFromAMappedFile) {
  const TemporaryFolder folder;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable read,
      NativeFormat::Open(folder.Write("table.lexprobe", bytes_), 0));
  const EmbeddingTable table = SmallTable();
  EXPECT_THAT(read, TableEq(&table));
}

TEST_F(NativeFormatTest, KeepsATableWithoutRowsCountsAndMetadata) {
  EmbeddingTableParts parts;
  parts.dim = 3;
  const EmbeddingTable table = MakeTable(std::move(parts));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                NativeFormat::FromBytes(BytesOf(table), 0));
  EXPECT_THAT(read, TableEq(&table));
  EXPECT_EQ(read.dim(), 3);
}

TEST_F(NativeFormatTest, KeepsTheFirstRowsOnlyWhenAsked) {
  const EmbeddingTable table = SmallTable();
  for (const int64_t rows : {1, 2, 3}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                  NativeFormat::FromBytes(bytes_, rows));
    ASSERT_EQ(read.rows(), rows);
    for (int64_t row = 0; row < 4; ++row) {
      EXPECT_EQ(read.RowOf(table.WordOf(row)).has_value(), row < rows);
    }
    EXPECT_EQ(read.matrix().size(), static_cast<size_t>(2 * rows));
    EXPECT_EQ(BytesOf(*NativeFormat::FromBytes(BytesOf(read), 0)),
              BytesOf(read));
  }
}

TEST_F(NativeFormatTest, RefusesEveryPrefix) {
  for (size_t length = 0; length < bytes_.size(); ++length) {
    EXPECT_THAT(
        NativeFormat::FromBytes(bytes_.substr(0, length), 0).status().code(),
        AnyOf(absl::StatusCode::kDataLoss, absl::StatusCode::kInvalidArgument))
        << length;
  }
}

TEST_F(NativeFormatTest, DetectsEveryFlippedBit) {
  for (size_t i = 0; i < bytes_.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string spoiled = bytes_;
      spoiled[i] = static_cast<char>(spoiled[i] ^ (1 << bit));
      EXPECT_FALSE(NativeFormat::FromBytes(spoiled, 0).ok())
          << "byte " << i << " bit " << bit;
    }
  }
}

TEST_F(NativeFormatTest, RefusesBytesAfterTheEnd) {
  EXPECT_THAT(
      NativeFormat::FromBytes(bytes_ + '\0', 0),
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("after the end")));
}

TEST_F(NativeFormatTest, RefusesShapesThatTheSectionsDoNotHave) {
  const struct {
    std::vector<uint64_t> shape;
    const char* message;
  } kCases[] = {
      {{4}, "section \"SHAP\": 8 bytes, not 16"},
      {{5, 2}, "section \"ENDS\": 32 bytes, not 40"},
      {{4, 3}, "section \"MATX\": 32 bytes, not 48"},
      {{4, 0}, "dimension 0"},
      {{4, 65537}, "dimension 65537"},
      {{uint64_t{1} << 31, 2}, "section \"ENDS\""},
      {{uint64_t{1} << 63, 2}, "rows; allowed are up to 2^32 - 1"},
      {{4, uint64_t{1} << 63}, "dimension"},
      {{~uint64_t{0}, ~uint64_t{0}}, "rows; allowed"},
  };
  for (const auto& spoiled : kCases) {
    EXPECT_THAT(
        RereadWith(SectionTag("SHAP"), spoiled.shape),
        StatusIs(absl::StatusCode::kDataLoss, HasSubstr(spoiled.message)));
  }
}

TEST_F(NativeFormatTest, RefusesEndsThatLeaveTheWords) {
  for (const std::vector<uint64_t>& ends : {std::vector<uint64_t>{3, 6, 15, 22},
                                            {3, 6, 15, 20},
                                            {6, 3, 15, 21},
                                            {3, 3, 15, 21},
                                            {0, 6, 15, 21},
                                            {3, uint64_t{1} << 63, 15, 21}}) {
    EXPECT_THAT(RereadWith(SectionTag("ENDS"), ends),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("\"ENDS\"")));
  }
}

TEST_F(NativeFormatTest, RefusesAnOrderThatIsNotTheWords) {
  // The right one is cat, na(i)ve, the, two words: 1, 3, 0, 2.
  const auto pair = [](uint64_t a, uint64_t b) { return a | (b << 32); };
  const struct {
    std::vector<uint64_t> order;
    const char* message;
  } kCases[] = {
      {{pair(1, 3), pair(2, 0)}, "section \"SORT\": entry 3"},
      {{pair(1, 1), pair(0, 2)}, "section \"SORT\": entry 1"},
      {{pair(1, 3), pair(0, 4)}, "section \"SORT\": entry 3"},
      {{pair(0xffffffff, 3), pair(0, 2)}, "section \"SORT\": entry 0"},
  };
  for (const auto& spoiled : kCases) {
    EXPECT_THAT(
        RereadWith(SectionTag("SORT"), spoiled.order),
        StatusIs(absl::StatusCode::kDataLoss, HasSubstr(spoiled.message)));
  }
}

TEST_F(NativeFormatTest, RefusesARepeatedWord) {
  At(SectionTag("WORD")).bytes = "catcattwo wordsna\xc3\xafve";
  EXPECT_THAT(Reread(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("\"SORT\"")));
}

TEST_F(NativeFormatTest, RefusesCountsAndMetadataThatAreNone) {
  EXPECT_THAT(RereadWith(SectionTag("CNTS"), {9, 5, 3, ~uint64_t{0}}),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("\"CNTS\"")));
  EXPECT_THAT(RereadWith(SectionTag("CNTS"), {9, 5, 3}),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("\"CNTS\"")));
  At(SectionTag("CNTS")).bytes = {};
  At(SectionTag("META")).bytes = "[]";
  EXPECT_THAT(Reread(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("\"META\"")));
}

TEST_F(NativeFormatTest, NamesAMissingAndARepeatedSection) {
  const std::vector<Section> good = sections_;
  for (size_t i = 0; i < good.size(); ++i) {
    sections_ = good;
    sections_.erase(sections_.begin() + static_cast<ptrdiff_t>(i));
    const bool optional = (good[i].flags & kOptionalSection) != 0;
    EXPECT_EQ(Reread().ok(), optional) << i;
    sections_ = good;
    sections_.push_back(good[i]);
    EXPECT_THAT(Reread(),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("repeated")));
  }
}

TEST_F(NativeFormatTest, SkipsAnUnknownSectionOnlyIfItIsOptional) {
  sections_.push_back({SectionTag("NEW1"), kOptionalSection, "something"});
  EXPECT_THAT(Reread(), IsOk());
  sections_.back().flags = 0;
  EXPECT_THAT(Reread(), StatusIs(absl::StatusCode::kUnimplemented,
                                 HasSubstr("section \"NEW1\" is unknown")));
}

TEST_F(NativeFormatTest, ReportsAFullDiskAtEveryByte) {
  for (size_t room = 0; room < bytes_.size(); ++room) {
    std::string bytes;
    FailingSink sink(std::make_unique<MemorySink>(&bytes), room);
    EXPECT_THAT(
        NativeFormat::Write(SmallTable(), sink),
        StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("disk full")))
        << room;
  }
}

TEST_F(NativeFormatTest, SaysThatAnAbsentFileIsAbsent) {
  EXPECT_THAT(NativeFormat::Open("/nowhere/x.lexprobe", 0),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere")));
}

}  // namespace
}  // namespace lexprobe
