#include "lexprobe/ngram/corpus_cache.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "support/encode_text.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

class CorpusCacheTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string folder = JoinPath(testing::TempDir(), "corpus-cache-XXXXXX");
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    text_ = JoinPath(folder_, "text.txt");
    ASSERT_THAT(WriteFile(text_, "the dogs play\nthe chairs stand\n"), IsOk());
    options_.vocabulary.min_count = 1;
    options_.cache_folder = JoinPath(folder_, "cache");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  absl::StatusOr<EncodedCorpus> Encode(CorpusOptions options = {}) {
    options.paths = {text_};
    return EncodeText(options, options_, folder_, {});
  }
  std::string PathOf(const CorpusOptions& options = {},
                     absl::string_view settings = "") {
    const auto digest = DigestOfFiles({text_}, {});
    EXPECT_THAT(digest.status(), IsOk());
    return CorpusCachePath(options, settings, *digest, options_.cache_folder);
  }

  // A copy of three sentences, and its bytes.
  CountedCorpus Small(int words = 200) {
    CountedCorpus corpus;
    corpus.tokens = *TokenFile::Create(folder_);
    for (int i = 0; i < words; ++i) corpus.words.Add(absl::StrCat("w", i), i);
    tokens_ = {1, 0, kSentenceEnd, 2, words, kSentenceEnd};
    if (words > 128) tokens_.insert(tokens_.end(), {126, 127, 128, 129});
    EXPECT_THAT(corpus.tokens->Append(tokens_), IsOk());
    EXPECT_THAT(corpus.tokens->Flush(), IsOk());
    corpus.held_out = {2, kSentenceEnd};
    corpus.statistics.tokens = 9;
    corpus.statistics.first_invalid_place = "text.txt: line 7";
    return corpus;
  }
  std::string WriteSmall(int words) {
    path_ = JoinPath(folder_, "small.lexprobe");
    EXPECT_THAT(WriteCorpusCache(Small(words), path_), IsOk());
    return *ReadFile(path_);
  }

  std::string folder_, text_, path_;
  std::vector<int32_t> tokens_;
  EncoderOptions options_;
};

// Without waiting for the disk, as WriteFile would thousands of times.
void Overwrite(const std::string& path, absl::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::vector<int32_t> TokensOf(const TokenFile& file) {
  std::vector<int32_t> tokens(static_cast<size_t>(file.size()));
  EXPECT_THAT(file.Read(0, absl::MakeSpan(tokens)), IsOk());
  return tokens;
}

TEST_F(CorpusCacheTest, ReadsBackWhatItWrote) {
  WriteSmall(200);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const CountedCorpus read,
                                ReadCorpusCache(path_, folder_));
  EXPECT_EQ(TokensOf(*read.tokens), tokens_);
  EXPECT_THAT(read.held_out, testing::ElementsAre(2, kSentenceEnd));
  EXPECT_EQ(read.words.ToBytes(), Small().words.ToBytes());
  EXPECT_EQ(read.statistics.tokens, 9);
  EXPECT_EQ(read.statistics.first_invalid_place, "text.txt: line 7");
}

TEST_F(CorpusCacheTest, KeepsMoreTokensThanASectionHolds) {
  CountedCorpus corpus = Small();
  std::vector<int32_t> many(3'000'000);
  for (size_t i = 0; i < many.size(); ++i) {
    many[i] = static_cast<int32_t>(i * i % 202) - 1;
  }
  ASSERT_THAT(corpus.tokens->Append(many), IsOk());
  ASSERT_THAT(corpus.tokens->Flush(), IsOk());
  const std::string path = JoinPath(folder_, "many.lexprobe");
  ASSERT_THAT(WriteCorpusCache(corpus, path), IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const CountedCorpus read,
                                ReadCorpusCache(path, folder_));
  EXPECT_EQ(TokensOf(*read.tokens), TokensOf(*corpus.tokens));
}

TEST_F(CorpusCacheTest, RefusesEveryFileThatIsCutShort) {
  const std::string bytes = WriteSmall(3);
  for (size_t length = 0; length < bytes.size(); ++length) {
    Overwrite(path_, absl::string_view(bytes).substr(0, length));
    const auto read = ReadCorpusCache(path_, folder_);
    ASSERT_FALSE(read.ok()) << length;
    EXPECT_THAT(read.status().message(), HasSubstr("small.lexprobe"));
  }
}

TEST_F(CorpusCacheTest, RefusesEveryFlippedByte) {
  const std::string bytes = WriteSmall(3);
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
    Overwrite(path_, flipped);
    EXPECT_FALSE(ReadCorpusCache(path_, folder_).ok()) << at;
  }
}

TEST_F(CorpusCacheTest, NamesOtherTextAndOtherOptionsOtherwise) {
  const std::string path = PathOf();
  EXPECT_EQ(path, PathOf());
  CorpusOptions keep_case;
  keep_case.tokenizer.letter_case = CaseMode::kKeep;
  EXPECT_NE(path, PathOf(keep_case));
  CorpusOptions half;
  half.part.count = 2;
  EXPECT_NE(path, PathOf(half));
  EXPECT_NE(path, PathOf({}, "seed 2"));
  ASSERT_THAT(WriteFile(text_, "the dogs play\nthe chairs stood\n"), IsOk());
  EXPECT_NE(path, PathOf());
}

TEST_F(CorpusCacheTest, HasNoDigestForStandardInput) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string digest,
                                DigestOfFiles({text_, "-"}, {}));
  EXPECT_EQ(digest, "");
}

TEST_F(CorpusCacheTest, TellsApartFilesThatHoldTheSameTogether) {
  const std::string more = JoinPath(folder_, "more.txt");
  ASSERT_THAT(WriteFile(text_, "the dogs\n"), IsOk());
  ASSERT_THAT(WriteFile(more, "play\n"), IsOk());
  const std::string apart = *DigestOfFiles({text_, more}, {});
  ASSERT_THAT(WriteFile(text_, "the dogs\nplay\n"), IsOk());
  ASSERT_THAT(WriteFile(more, ""), IsOk());
  EXPECT_NE(*DigestOfFiles({text_, more}, {}), apart);
}

TEST_F(CorpusCacheTest, StopsWhenAsked) {
  EXPECT_THAT(DigestOfFiles({text_}, [] { return true; }),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr("stopped")));
}

TEST_F(CorpusCacheTest, GivesTheSecondRunWhatTheFirstOneRead) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EncodedCorpus first, Encode());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EncodedCorpus second, Encode());
  EXPECT_EQ(first.cache, "");
  EXPECT_THAT(second.cache, HasSubstr(options_.cache_folder));
  EXPECT_EQ(first.vocabulary.Checksum(), second.vocabulary.Checksum());
  EXPECT_EQ(first.ids, second.ids);
  EXPECT_EQ(first.held_out, second.held_out);
  EXPECT_EQ(TokensOf(*first.tokens), TokensOf(*second.tokens));
  EXPECT_EQ(second.statistics.tokens, first.statistics.tokens);
}

TEST_F(CorpusCacheTest, ServesEveryMinCount) {
  ASSERT_THAT(Encode().status(), IsOk());
  options_.vocabulary.min_count = 2;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EncodedCorpus rare, Encode());
  EXPECT_NE(rare.cache, "");
  EXPECT_EQ(rare.vocabulary.size(), 2);  // the unknown word, "the"
}

TEST_F(CorpusCacheTest, ReadsTheTextAgainWhenTheCopyIsDamaged) {
  ASSERT_THAT(Encode().status(), IsOk());
  const std::string path = PathOf(
      {}, absl::StrCat(options_.held_out, " ", options_.max_held_out_tokens,
                       " ", options_.seed));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string good, ReadFile(path));
  ASSERT_THAT(WriteFile(path, good.substr(0, good.size() / 2)), IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EncodedCorpus again, Encode());
  EXPECT_EQ(again.cache, "");
  EXPECT_EQ(*ReadFile(path), good);
}

TEST_F(CorpusCacheTest, ReadsTheFilesOnceForAllParts) {
  std::vector<std::unique_ptr<Corpus>> parts;
  for (int i = 0; i < 2; ++i) {
    CorpusOptions options;
    options.paths = {text_};
    options.part = {i, 2};
    LEXPROBE_ASSERT_OK_AND_ASSIGN(parts.emplace_back(), Corpus::Open(options));
  }
  ASSERT_THAT(CountParts(parts, options_, folder_, {}).status(), IsOk());
  int asked = 0;  // before each piece of a file, and before its end
  const auto count = [&asked] { return ++asked < 0; };
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<CountedCorpus> again,
                                CountParts(parts, options_, folder_, count));
  ASSERT_EQ(again.size(), 2u);
  for (const CountedCorpus& part : again) EXPECT_NE(part.cache, "");
  EXPECT_NE(again[0].cache, again[1].cache);
  EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace lexprobe
