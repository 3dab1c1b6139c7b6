#include "lexprobe/vocab/vocabulary_io.h"

#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "support/failing_file.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kGoodFile[] = "<unk>\t3\nthe\t9\na\t2\nß\t2\n";

Vocabulary GoodVocabulary() {
  return *Vocabulary::FromEntries(
      {{"<unk>", 3}, {"the", 9}, {"a", 2}, {"ß", 2}});
}

absl::StatusOr<Vocabulary> Read(const std::string& bytes) {
  return ReadVocabulary(SourceOf(bytes, "file"));
}

TEST(VocabularyIoTest, WritesAWordAndACountALine) {
  std::string bytes;
  MemorySink sink(&bytes);
  ASSERT_THAT(WriteVocabulary(GoodVocabulary(), sink), IsOk());
  EXPECT_EQ(bytes, kGoodFile);
}

// If this fails the format has changed: go on reading the old one, and add a
// folder to tests/old_files.
TEST(VocabularyIoTest, WritesTheBytesOfItsReleasedVersion) {
  const std::string old = LEXPROBE_TESTS_DIR "/old_files/0.1.0/words.tsv";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const Vocabulary vocabulary,
                                ReadVocabularyFile(old));
  std::string bytes;
  MemorySink sink(&bytes);
  ASSERT_THAT(WriteVocabulary(vocabulary, sink), IsOk());
  EXPECT_EQ(bytes, ReadFile(old).value());
}

TEST(VocabularyIoTest, ReadsWhatItWrote) {
  const TemporaryFolder folder;
  for (const std::string name : {"words.tsv", "words.tsv.gz"}) {
    const std::string path = folder.File(name);
    ASSERT_THAT(WriteVocabularyFile(GoodVocabulary(), path), IsOk());
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const Vocabulary vocabulary,
                                  ReadVocabularyFile(path));
    EXPECT_EQ(vocabulary.Checksum(), GoodVocabulary().Checksum());
  }
  EXPECT_EQ(folder.Read("words.tsv"), kGoodFile);
}

TEST(VocabularyIoTest, ReadsFilesThatAnEditorTouched) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const Vocabulary vocabulary,
      Read("\xef\xbb\xbf<unk>\t3\r\nthe\t9\r\na\t2\r\nß\t2"));
  EXPECT_EQ(vocabulary.Checksum(), GoodVocabulary().Checksum());
}

TEST(VocabularyIoTest, NamesLineAndFaultOfABadFile) {
  const struct {
    std::string bytes;
    std::string message;
  } kCases[] = {
      {"", "file: no entries, where the unknown word must come first"},
      {"the\t9\n",
       "file: line 1: word \"the\" where \"<unk>\" must come first"},
      {"<unk>\t0\nthe\n",
       "file: line 2: 1 fields between tabs, where a word and its count are "
       "needed"},
      {"<unk>\t0\n\n",
       "file: line 2: 1 fields between tabs, where a word and its count are "
       "needed"},
      {"<unk>\t0\nthe\t9\t1\n",
       "file: line 2: 3 fields between tabs, where a word and its count are "
       "needed"},
      {"<unk>\t0\n\t9\n", "file: line 2: an empty word"},
      {"<unk>\t0\na b\t9\n", "file: line 2: word \"a b\" holds white space"},
      {"<unk>\t0\n\xff\t9\n",
       "file: line 2: word \"\\377\" is not valid UTF-8"},
      {"<unk>\t0\nthe\tmany\n",
       "file: line 2: count \"many\", must be a whole number from 0 to "
       "9223372036854775807"},
      {"<unk>\t0\nthe\t-1\n",
       "file: line 2: count \"-1\", must be a whole number from 0 to "
       "9223372036854775807"},
      {"<unk>\t0\nthe\t9223372036854775808\n",
       "file: line 2: count \"9223372036854775808\", must be a whole number "
       "from 0 to 9223372036854775807"},
      {"<unk>\t0\nb\t2\na\t3\n",
       "file: line 3: count 3 after 2, counts must fall"},
      {"<unk>\t0\nb\t2\na\t2\n",
       "file: line 3: word \"a\" after \"b\" of the same count, must be in "
       "order of bytes"},
      {"<unk>\t0\nb\t2\nc\t1\nb\t1\n",
       "file: line 4: word \"b\" repeats line 2"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(Read(test.bytes),
                StatusIs(absl::StatusCode::kInvalidArgument, test.message));
  }
}

// Cut at the end of a line or inside a count, the rest is a file too.
TEST(VocabularyIoTest, NeverReadsAnotherWordFromAPrefix) {
  const std::string good = kGoodFile;
  for (size_t size = 0; size < good.size(); ++size) {
    absl::StatusOr<Vocabulary> prefix = Read(good.substr(0, size));
    if (!prefix.ok()) continue;
    for (WordId id = 0; id < prefix->size(); ++id) {
      EXPECT_EQ(prefix->WordOf(id), GoodVocabulary().WordOf(id));
    }
  }
}

TEST(VocabularyIoTest, PassesOnAReadThatFailsAtAnyByte) {
  for (size_t n = 0; n < sizeof(kGoodFile); ++n) {
    EXPECT_THAT(ReadVocabulary(std::make_unique<FailingSource>(kGoodFile, n)),
                StatusIs(absl::StatusCode::kInternal, HasSubstr("failing")));
  }
}

TEST(VocabularyIoTest, ReportsAFullDiskAtAnyByteAndKeepsTheOldFile) {
  const TemporaryFolder folder;
  folder.Write("f", "old");
  for (size_t n = 0; n + 1 < sizeof(kGoodFile); ++n) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<AtomicFile> file,
                                  AtomicFile::Create(folder.File("f")));
    {
      FailingSink sink(std::move(file), n);
      EXPECT_THAT(WriteVocabulary(GoodVocabulary(), sink),
                  StatusIs(absl::StatusCode::kResourceExhausted,
                           HasSubstr("disk full")));
    }
    EXPECT_EQ(folder.Read("f"), "old");
    EXPECT_THAT(folder.Names(), ElementsAre("f"));
  }
}

TEST(VocabularyIoTest, NamesAFileThatIsNotThere) {
  EXPECT_THAT(
      ReadVocabularyFile("/no/such/file"),
      StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/such/file")));
}

}  // namespace
}  // namespace lexprobe
