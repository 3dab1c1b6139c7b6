#include "lexprobe/text/sentences.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;

// Keeps every sentence of its blocks, and fails at one block if asked.
class Keeper : public SentenceConsumer {
 public:
  explicit Keeper(int64_t failing_block = -1) : failing_block_(failing_block) {}

  void StartBlock(int64_t number) override {
    blocks_.emplace_back(number, std::vector<std::string>());
  }
  void Sentences(const Tokens& tokens) override {
    for (size_t i = 0; i < tokens.sentences(); ++i) {
      blocks_.back().second.push_back(absl::StrJoin(tokens.sentence(i), " "));
    }
  }
  absl::Status EndBlock() override {
    if (blocks_.back().first < failing_block_ || failing_block_ < 0) {
      return absl::OkStatus();
    }
    return absl::AbortedError(absl::StrCat("block ", blocks_.back().first));
  }

  using Blocks = std::vector<std::pair<int64_t, std::vector<std::string>>>;
  const Blocks& blocks() const { return blocks_; }

 private:
  const int64_t failing_block_;
  Blocks blocks_;
};

// All sentences, by the order of their blocks.
std::vector<std::string> InOrder(const std::vector<Keeper>& keepers) {
  Keeper::Blocks blocks;
  for (const Keeper& keeper : keepers) {
    blocks.insert(blocks.end(), keeper.blocks().begin(), keeper.blocks().end());
  }
  std::sort(blocks.begin(), blocks.end());
  std::vector<std::string> sentences;
  for (size_t i = 0; i < blocks.size(); ++i) {
    EXPECT_EQ(blocks[i].first, static_cast<int64_t>(i));
    sentences.insert(sentences.end(), blocks[i].second.begin(),
                     blocks[i].second.end());
  }
  return sentences;
}

std::vector<SentenceConsumer*> Pointers(std::vector<Keeper>& keepers) {
  std::vector<SentenceConsumer*> pointers;
  for (Keeper& keeper : keepers) pointers.push_back(&keeper);
  return pointers;
}

// What SentenceReader gives, the sentences into `*sentences`.
TextStatistics ReadAllSentences(const CorpusOptions& options,
                                std::vector<std::string>* sentences) {
  std::unique_ptr<Corpus> corpus = *Corpus::Open(options);
  SentenceReader reader(corpus.get());
  absl::Span<const absl::string_view> words;
  while (*reader.Next(&words)) {
    sentences->push_back(absl::StrJoin(words, " "));
  }
  EXPECT_THAT(reader.Next(&words), IsOkAndHolds(false));
  return reader.statistics();
}

TEST(SentencesTest, EndWithTheirLines) {
  const TemporaryFolder folder;
  const std::string path =
      folder.Write("f", "One. Two\r\n\r\nthree\n.\nfour\nand five");
  std::vector<std::string> sentences;
  const TextStatistics statistics =
      ReadAllSentences({.paths = {path}}, &sentences);
  EXPECT_THAT(sentences,
              ElementsAre("one .", "two", "three", ".", "four", "and five"));
  EXPECT_EQ(statistics.lines, 6);
  EXPECT_EQ(statistics.sentences, 6);
  EXPECT_EQ(statistics.tokens, 8);
  EXPECT_EQ(statistics.bytes, 33);
}

TEST(SentencesTest, GoOnOverNewlinesThatAreSpaces) {
  const TemporaryFolder folder;
  const std::string path =
      folder.Write("f", "One. Two\r\nthree\n \r\nfour\nfive\n\n\n\nsix");
  std::vector<std::string> sentences;
  ReadAllSentences({.paths = {path}, .newline = NewlineMode::kSpace},
                   &sentences);
  EXPECT_THAT(sentences, ElementsAre("one .", "two three", "four five", "six"));
}

TEST(SentencesTest, AreNoneInAnEmptyFile) {
  const TemporaryFolder folder;
  std::vector<std::string> sentences;
  ReadAllSentences({.paths = {folder.Write("f", "\n \n")}}, &sentences);
  EXPECT_THAT(sentences, IsEmpty());
}

TEST(SentencesTest, CountDamageAndNameThePlaceOfTheFirst) {
  const TemporaryFolder folder;
  folder.Write("a", std::string("fine\nnul\0\0\n", 11));
  folder.Write("b", "fine\nwrapped\nca\xff\xff fe\n\xfe\n");
  for (const NewlineMode newline :
       {NewlineMode::kSentence, NewlineMode::kSpace}) {
    std::vector<std::string> sentences;
    const TextStatistics statistics = ReadAllSentences(
        {.paths = {folder.path()}, .newline = newline}, &sentences);
    EXPECT_EQ(statistics.nul_bytes, 2);
    EXPECT_EQ(statistics.invalid_utf8, 3);
    EXPECT_EQ(statistics.first_invalid_place, folder.File("b") + ": line 3");
  }
}

// Many small files and blocks, some with damage.
std::string WriteManyFiles(const TemporaryFolder& folder) {
  for (int file = 0; file < 20; ++file) {
    std::string text;
    for (int line = 0; line < 40; ++line) {
      absl::StrAppend(&text, "Line ", line, " of file ", file,
                      ". It's “here”.\n", line == 39 ? "bad \xff\n" : "");
    }
    folder.Write(absl::StrCat("file", 100 + file), text);
  }
  return folder.path();
}

TEST(SentencesTest, AreTheSameOnAnyNumberOfThreads) {
  const TemporaryFolder folder;
  const CorpusOptions options = {.paths = {WriteManyFiles(folder)},
                                 .block_bytes = 500};
  std::vector<std::string> expected;
  const TextStatistics alone = ReadAllSentences(options, &expected);
  for (const size_t threads : {1, 2, 5}) {
    std::vector<Keeper> keepers(threads);
    std::unique_ptr<Corpus> corpus = *Corpus::Open(options);
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const TextStatistics statistics,
                                  ReadSentences(*corpus, Pointers(keepers)));
    EXPECT_THAT(InOrder(keepers), ElementsAreArray(expected));
    EXPECT_EQ(statistics.tokens, alone.tokens);
    EXPECT_EQ(statistics.sentences, alone.sentences);
    EXPECT_EQ(statistics.lines, alone.lines);
    EXPECT_EQ(statistics.invalid_utf8, 20);
    EXPECT_EQ(statistics.first_invalid_place, alone.first_invalid_place);
  }
}

TEST(SentencesTest, StopAtTheFirstFailureOfAConsumer) {
  const TemporaryFolder folder;
  const CorpusOptions options = {.paths = {WriteManyFiles(folder)},
                                 .block_bytes = 500};
  std::vector<Keeper> keepers(3, Keeper(/*failing_block=*/7));
  std::unique_ptr<Corpus> corpus = *Corpus::Open(options);
  EXPECT_THAT(ReadSentences(*corpus, Pointers(keepers)),
              StatusIs(absl::StatusCode::kAborted, "block 7"));
}

TEST(SentencesTest, StopAtAFileThatCannotBeRead) {
  const TemporaryFolder folder;
  folder.Write("a", "fine\n");
  folder.Write("b", "\x1f\x8b broken");
  const CorpusOptions options = {.paths = {folder.path()}};
  const auto is_broken =
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr(folder.File("b")));
  std::vector<Keeper> keepers(2);
  std::unique_ptr<Corpus> corpus = *Corpus::Open(options);
  EXPECT_THAT(ReadSentences(*corpus, Pointers(keepers)), is_broken);

  corpus = *Corpus::Open(options);
  SentenceReader reader(corpus.get());
  absl::Span<const absl::string_view> words;
  EXPECT_THAT(reader.Next(&words), IsOkAndHolds(true));
  EXPECT_THAT(reader.Next(&words), is_broken);
}

}  // namespace
}  // namespace lexprobe
