#include "lexprobe/text/corpus_part.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/gzip_sink.h"
#include "lexprobe/base/random.h"
#include "lexprobe/text/corpus.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Lines(int count, const std::string& name, uint64_t seed) {
  Random random(seed);
  std::string text;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&text, name, " ", i, std::string(random.Below(30), 'x'),
                    random.Below(4) == 0 ? "\n\n" : "\n");
  }
  return text;
}

std::string TextOf(const CorpusOptions& options) {
  auto corpus = Corpus::Open(options);
  if (!corpus.ok()) return std::string(corpus.status().message());
  std::string text;
  TextBlock block;
  while (true) {
    const auto more = (*corpus)->NextBlock(&block);
    if (!more.ok()) return std::string(more.status().message());
    if (!*more) return text;
    absl::StrAppend(&text, block.bytes());
  }
}

std::vector<std::string> PartsOf(CorpusOptions options, int count) {
  std::vector<std::string> parts;
  for (int index = 0; index < count; ++index) {
    options.part = {index, count};
    parts.push_back(TextOf(options));
  }
  return parts;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

std::string WriteGzip(const TemporaryFolder& folder, const std::string& name,
                      const std::string& text) {
  const std::string path = folder.File(name);
  auto file = AtomicFile::Create(path);
  EXPECT_TRUE(file.ok());
  const auto sink = DeflateGzip(*std::move(file));
  EXPECT_THAT(sink->Write(text), IsOk());
  EXPECT_THAT(sink->Close(), IsOk());
  return path;
}

TEST(CorpusPartTest, PlainFilesAreCutAtLinesAndEachLineIsInOnePart) {
  TemporaryFolder folder;
  CorpusOptions options;
  options.block_bytes = 100;
  for (const int lines : {1, 2, 7, 300}) {
    options.paths = {folder.Write("a.txt", Lines(lines, "a", 1)),
                     folder.Write("b.txt", Lines(2 * lines, "b", 2)),
                     folder.Write("c.txt", "no newline at the end")};
    const std::string whole = TextOf(options);
    for (const int count : {1, 2, 3, 5, 64}) {
      const std::vector<std::string> parts = PartsOf(options, count);
      EXPECT_EQ(Joined(parts), whole) << count;
      for (const std::string& part : parts) {
        if (part.empty() || part == parts.back()) continue;
        EXPECT_EQ(part.substr(0, 1).find_first_not_of("abcn\n"),
                  std::string::npos);
      }
    }
  }
}

TEST(CorpusPartTest, ALongFileIsDividedEvenly) {
  TemporaryFolder folder;
  CorpusOptions options;
  options.paths = {folder.Write("a.txt", Lines(3000, "a", 1))};
  const auto total = TextOf(options).size();
  for (const std::string& part : PartsOf(options, 4)) {
    EXPECT_NEAR(static_cast<double>(part.size()),
                static_cast<double>(total) / 4, 100);
  }
}

TEST(CorpusPartTest, ParagraphsStayWholeWhereEmptyLinesEndThem) {
  TemporaryFolder folder;
  CorpusOptions options;
  options.newline = NewlineMode::kSpace;
  options.paths = {folder.Write("a.txt", Lines(300, "a", 1))};
  const std::vector<std::string> parts = PartsOf(options, 5);
  EXPECT_EQ(Joined(parts), TextOf(options));
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    EXPECT_EQ(parts[i].substr(parts[i].size() - 2), "\n\n") << i;
  }
}

TEST(CorpusPartTest, FewGzipFilesAreSharedOutBlockByBlock) {
  TemporaryFolder folder;
  CorpusOptions options;
  options.block_bytes = 200;
  options.paths = {WriteGzip(folder, "a.gz", Lines(300, "a", 1))};
  const std::vector<std::string> parts = PartsOf(options, 3);
  const std::string whole = TextOf(options);
  EXPECT_EQ(Joined(parts).size(), whole.size());
  for (const std::string& part : parts) {
    EXPECT_GT(part.size(), whole.size() / 4);
    EXPECT_NE(whole.find(part.substr(0, 50)), std::string::npos);
  }
  EXPECT_NE(parts[0], parts[1]);
}

TEST(CorpusPartTest, ManyGzipFilesStayWhole) {
  TemporaryFolder folder;
  CorpusOptions options;
  for (int i = 0; i < 6; ++i) {
    options.paths.push_back(
        WriteGzip(folder, absl::StrCat(i, ".gz"), Lines(100, "a", 1)));
  }
  const std::string one = Lines(100, "a", 1);
  for (const std::string& part : PartsOf(options, 3)) {
    EXPECT_EQ(part, one + one);
  }
}

TEST(CorpusPartTest, ATextSmallerThanItsPartsLeavesSomeEmpty) {
  TemporaryFolder folder;
  CorpusOptions options;
  options.paths = {folder.Write("a.txt", "one line\n")};
  const std::vector<std::string> parts = PartsOf(options, 3);
  EXPECT_EQ(parts[0], "one line\n");
  EXPECT_THAT(parts[1] + parts[2], IsEmpty());
}

TEST(CorpusPartTest, CountsTheBytesOfItsPartOnly) {
  TemporaryFolder folder;
  CorpusOptions options;
  options.paths = {folder.Write("a.txt", Lines(3000, "a", 1))};
  options.part = {1, 3};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(auto corpus, Corpus::Open(options));
  TextBlock block;
  int64_t bytes = 0;
  while (*corpus->NextBlock(&block)) {
    bytes += static_cast<int64_t>(block.bytes().size());
    EXPECT_THAT(block.file, HasSubstr("a.txt, from byte "));
  }
  EXPECT_EQ(corpus->total_bytes(), bytes);
  EXPECT_EQ(corpus->bytes_read(), bytes);
}

TEST(CorpusPartTest, RefusesStreamsAndPartsThatAreNone) {
  EXPECT_THAT(PiecesOf({"-"}, {0, 2}, false),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("standard input: only files can be divided")));
  EXPECT_THAT(Validate(CorpusPart{2, 2}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("must be from 0 to 1")));
  EXPECT_THAT(Validate(CorpusPart{0, 0}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("must be from 1")));
}

}  // namespace
}  // namespace lexprobe
