#include "lexprobe/text/corpus.h"

#include <unistd.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/gzip_sink.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::Gt;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int64_t kSmallest = 64;

std::string Gzip(const std::string& bytes) {
  std::string result;
  std::unique_ptr<ByteSink> sink =
      DeflateGzip(std::make_unique<MemorySink>(&result));
  EXPECT_THAT(sink->Write(bytes), IsOk());
  EXPECT_THAT(sink->Close(), IsOk());
  return result;
}

absl::StatusOr<std::vector<TextBlock>> AllBlocks(CorpusOptions options) {
  absl::StatusOr<std::unique_ptr<Corpus>> corpus =
      Corpus::Open(std::move(options));
  if (!corpus.ok()) return corpus.status();
  std::vector<TextBlock> blocks;
  TextBlock block;
  while (true) {
    absl::StatusOr<bool> more = (*corpus)->NextBlock(&block);
    if (!more.ok()) return more.status();
    if (!*more) return blocks;
    blocks.push_back(block);
  }
}

std::vector<std::string> BytesOf(const std::vector<TextBlock>& blocks) {
  std::vector<std::string> bytes;
  for (const TextBlock& block : blocks) bytes.emplace_back(block.bytes());
  return bytes;
}

TEST(CorpusTest, GivesASmallFileAsOneBlock) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("f", "one\ntwo");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TextBlock> blocks,
                                AllBlocks({.paths = {path}}));
  ASSERT_THAT(blocks, SizeIs(1));
  EXPECT_EQ(blocks[0].bytes(), "one\ntwo");
  EXPECT_EQ(blocks[0].number, 0);
  EXPECT_EQ(blocks[0].file, path);
  EXPECT_EQ(blocks[0].first_line, 1);
  EXPECT_EQ(blocks[0].lines, 2);
}

TEST(CorpusTest, ReadsPlainAndGzipByContentFileAfterFile) {
  const TemporaryFolder folder;
  folder.Write("a", Gzip("one\n") + Gzip("two\n"));
  folder.Write("b.gz", "three");
  folder.Write("c", "");
  folder.Write("d", Gzip(""));
  folder.Write("e", "five\n");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TextBlock> blocks,
                                AllBlocks({.paths = {folder.path()}}));
  EXPECT_THAT(BytesOf(blocks), ElementsAre("one\ntwo\n", "three", "five\n"));
  EXPECT_EQ(blocks[2].number, 2);
  EXPECT_EQ(blocks[2].file, folder.File("e"));
}

TEST(CorpusTest, GivesNothingForEmptyFiles) {
  const TemporaryFolder folder;
  for (const std::string bytes : {"", "\xef\xbb\xbf"}) {
    EXPECT_THAT(AllBlocks({.paths = {folder.Write("f", bytes)}}),
                IsOkAndHolds(IsEmpty()));
  }
}

TEST(CorpusTest, SkipsAByteOrderMarkAtTheStartOfEachFile) {
  const TemporaryFolder folder;
  folder.Write("a", "\xef\xbb\xbfone\n\xef\xbb\xbf");
  folder.Write("b", "\xef\xbb\xbftwo\n");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TextBlock> blocks,
                                AllBlocks({.paths = {folder.path()}}));
  EXPECT_THAT(BytesOf(blocks), ElementsAre("one\n\xef\xbb\xbf", "two\n"));
}

TEST(CorpusTest, CutsBlocksWhereLinesEnd) {
  const TemporaryFolder folder;
  const std::string line(29, 'x');
  const std::string text = line + "\n" + line + "\n" + line + "\n" + line;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TextBlock> blocks,
                                AllBlocks({.paths = {folder.Write("f", text)},
                                           .block_bytes = kSmallest}));
  EXPECT_THAT(BytesOf(blocks),
              ElementsAre(line + "\n" + line + "\n", line + "\n" + line));
  EXPECT_EQ(blocks[1].number, 1);
  EXPECT_EQ(blocks[1].first_line, 3);
  EXPECT_EQ(blocks[1].lines, 2);
}

TEST(CorpusTest, CutsBlocksWhereParagraphsEndIfNewlinesAreSpaces) {
  const TemporaryFolder folder;
  const std::string lines = "a line\nand another\n \t\r\n";
  const std::string text = lines + "second\n\n" + "third paragraph\nthat is\n" +
                           "the last, and too long for the block";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TextBlock> blocks,
                                AllBlocks({.paths = {folder.Write("f", text)},
                                           .newline = NewlineMode::kSpace,
                                           .block_bytes = kSmallest}));
  EXPECT_THAT(BytesOf(blocks),
              ElementsAre(lines + "second\n\n",
                          "third paragraph\nthat is\n"
                          "the last, and too long for the block"));
}

TEST(CorpusTest, CutsALongLineAtWhiteSpaceAndKeepsItsNumber) {
  const TemporaryFolder folder;
  const std::string words =
      "twelve bytes "
      "twelve bytes "
      "twelve bytes "
      "twelve bytes ";  // 52
  const std::string text = "\n" + words + "cut_here_please after\nthird";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TextBlock> blocks,
                                AllBlocks({.paths = {folder.Write("f", text)},
                                           .block_bytes = kSmallest}));
  EXPECT_THAT(BytesOf(blocks),
              ElementsAre("\n", words, "cut_here_please after\nthird"));
  EXPECT_EQ(blocks[1].first_line, 2);
  EXPECT_EQ(blocks[1].lines, 0);
  EXPECT_EQ(blocks[2].first_line, 2);
  EXPECT_EQ(blocks[2].lines, 2);
}

TEST(CorpusTest, CutsALineWithoutSpacesBetweenCharacters) {
  const TemporaryFolder folder;
  std::string text = "x";
  for (int i = 0; i < 100; ++i) text += "é";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<TextBlock> blocks,
                                AllBlocks({.paths = {folder.Write("f", text)},
                                           .block_bytes = kSmallest}));
  ASSERT_THAT(blocks, SizeIs(Gt(3U)));
  std::string joined;
  for (const TextBlock& block : blocks) {
    EXPECT_NE(block.bytes()[0] & 0xc0, 0x80);
    EXPECT_LE(block.bytes().size(), static_cast<size_t>(kSmallest));
    absl::StrAppend(&joined, block.bytes());
  }
  EXPECT_EQ(joined, text);
}

TEST(CorpusTest, LosesNothingAtAnyBlockSize) {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 300; ++i) {
    absl::StrAppend(&text, i * i, i % 7 == 0 ? "\n" : " ",
                    i % 21 == 0 ? "\r\n" : "");
  }
  const std::string path = folder.Write("f", Gzip(text));
  for (const NewlineMode newline :
       {NewlineMode::kSentence, NewlineMode::kSpace}) {
    for (int64_t size = kSmallest; size < 100; ++size) {
      LEXPROBE_ASSERT_OK_AND_ASSIGN(
          const std::vector<TextBlock> blocks,
          AllBlocks(
              {.paths = {path}, .newline = newline, .block_bytes = size}));
      std::string joined;
      int64_t line = 1;
      for (const TextBlock& block : blocks) {
        EXPECT_EQ(block.first_line, line);
        absl::StrAppend(&joined, block.bytes());
        line += block.lines;
      }
      EXPECT_EQ(joined, text);
    }
  }
}

TEST(CorpusTest, CountsTheBytesOnDisk) {
  const TemporaryFolder folder;
  const std::string gzip = Gzip(std::string(100'000, 'x'));
  folder.Write("a", gzip);
  folder.Write("b", "plain");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<Corpus> corpus,
                                Corpus::Open({.paths = {folder.path()}}));
  EXPECT_EQ(corpus->total_bytes(), static_cast<int64_t>(gzip.size()) + 5);
  EXPECT_EQ(corpus->bytes_read(), 0);
  EXPECT_THAT(corpus->files(), SizeIs(2));
  TextBlock block;
  while (*corpus->NextBlock(&block)) {
  }
  EXPECT_EQ(corpus->bytes_read(), corpus->total_bytes());
}

TEST(CorpusTest, ReadsAPipe) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "piped\n", 6), 6);
  close(ends[1]);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::vector<TextBlock> blocks,
      AllBlocks({.paths = {absl::StrCat("/dev/fd/", ends[0])}}));
  EXPECT_THAT(BytesOf(blocks), ElementsAre("piped\n"));
  close(ends[0]);
}

TEST(CorpusTest, RefusesFilesThatAreNotText) {
  const TemporaryFolder folder;
  const struct {
    std::string bytes;
    std::string what;
  } kCases[] = {
      {std::string("\xff\xfeh\0i\0", 6), "this is UTF-16 text"},
      {std::string("\xfe\xff\0h\0i", 6), "this is UTF-16 text"},
      {std::string("\xfd\x37zXZ\0x", 7), "this is an xz file"},
      {"\x28\xb5\x2f\xfdx", "this is a zstd file"},
      {"BZh91AY", "this is a bzip2 file"},
      {"PK\x03\x04x", "this is a zip file"},
      {"%PDF-1.4", "this is a PDF file"},
  };
  for (const auto& test : kCases) {
    for (const std::string& bytes : {test.bytes, Gzip(test.bytes)}) {
      const std::string path = folder.Write("f", bytes);
      EXPECT_THAT(AllBlocks({.paths = {path}}),
                  StatusIs(absl::StatusCode::kInvalidArgument,
                           HasSubstr(path + ": " + test.what)));
    }
  }
}

TEST(CorpusTest, ReportsATruncatedGzipFile) {
  const TemporaryFolder folder;
  const std::string gzip = Gzip("some text that is long enough\n");
  const std::string path = folder.Write("f", gzip.substr(0, gzip.size() - 5));
  EXPECT_THAT(AllBlocks({.paths = {path}}),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr(path + ": truncated gzip stream")));
}

TEST(CorpusTest, NamesAFileThatIsNotThereBeforeItReads) {
  EXPECT_THAT(
      Corpus::Open({.paths = {"/no/such/file"}}),
      StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/such/file")));
}

TEST(CorpusTest, RefusesWrongOptionsAndNamesThem) {
  EXPECT_THAT(Corpus::Open({}), StatusIs(absl::StatusCode::kInvalidArgument,
                                         HasSubstr("no corpus")));
  EXPECT_THAT(Corpus::Open({.paths = {"-"}, .block_bytes = 63}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "block-bytes is 63, must be from 64 to 1073741824"));
}

TEST(CorpusTest, ParsesTheNamesOfNewlineModes) {
  for (const NewlineMode mode : {NewlineMode::kSentence, NewlineMode::kSpace}) {
    EXPECT_THAT(ParseNewlineMode(NameOf(mode)), IsOkAndHolds(mode));
  }
  EXPECT_THAT(ParseNewlineMode("line"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "newline is \"line\", must be \"sentence\" or "
                       "\"space\""));
}

}  // namespace
}  // namespace lexprobe
