#include "lexprobe/ngram/corpus_encoder.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "support/encode_text.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

// Sentences of three to nine of the words w0 .. w99, the low ones often.
std::string ManySentences() {
  Random random(11);
  std::string text;
  for (int sentence = 0; sentence < 3000; ++sentence) {
    const uint64_t words = 3 + random.Below(7);
    for (uint64_t i = 0; i < words; ++i) {
      absl::StrAppend(&text, "w", random.Below(1 + random.Below(100)), " ");
    }
    text += "\n";
  }
  return text;
}

absl::StatusOr<EncodedCorpus> Encode(const std::string& path,
                                     const EncoderOptions& options,
                                     std::function<bool()> cancelled = {}) {
  CorpusOptions corpus_options;
  corpus_options.paths = {path};
  corpus_options.block_bytes = 1000;  // many blocks
  return EncodeText(corpus_options, options, testing::TempDir(), cancelled);
}

std::vector<WordId> TokensOf(const EncodedCorpus& corpus) {
  std::vector<int32_t> tokens(static_cast<size_t>(corpus.tokens->size()));
  EXPECT_THAT(corpus.tokens->Read(0, absl::MakeSpan(tokens)), IsOk());
  for (int32_t& token : tokens) {
    if (token != kSentenceEnd) token = corpus.ids[static_cast<size_t>(token)];
  }
  return tokens;
}

class CorpusEncoderTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = folder_.Write("sentences.txt", ManySentences());
    options_.vocabulary.min_count = 20;
    options_.held_out = 0.1;
  }

  const TemporaryFolder folder_;
  std::string path_;
  EncoderOptions options_;
};

TEST_F(CorpusEncoderTest, GivesTheSameOnOneThreadAndOnSeveral) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EncodedCorpus one,
                                Encode(path_, options_));
  options_.threads = 4;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EncodedCorpus four,
                                Encode(path_, options_));
  EXPECT_EQ(one.vocabulary.Checksum(), four.vocabulary.Checksum());
  EXPECT_EQ(TokensOf(one), TokensOf(four));
  EXPECT_EQ(one.held_out, four.held_out);
}

TEST_F(CorpusEncoderTest, KeepsTheTextInOrderWhenNothingIsHeldOut) {
  options_.held_out = 0;
  options_.threads = 3;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EncodedCorpus corpus,
                                Encode(path_, options_));
  std::string text;
  for (const WordId id : TokensOf(corpus)) {
    absl::StrAppend(&text,
                    id == kSentenceEnd
                        ? "\n"
                        : absl::StrCat(corpus.vocabulary.WordOf(id), " "));
  }
  std::string expected;
  std::string word;
  for (const char c : ManySentences()) {
    if (c != ' ' && c != '\n') {
      word += c;
      continue;
    }
    if (!word.empty()) {
      absl::StrAppend(
          &expected,
          corpus.vocabulary.IdOf(word) == kUnknownWord ? "<unk>" : word, " ");
    }
    word.clear();
    if (c == '\n') expected += "\n";
  }
  EXPECT_EQ(text, expected);
  EXPECT_TRUE(corpus.held_out.empty());
}

TEST_F(CorpusEncoderTest, HoldsOutWholeSentencesInTheShareAskedFor) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EncodedCorpus corpus,
                                Encode(path_, options_));
  int64_t held_out = 0, trained = 0;
  for (const WordId id : corpus.held_out) held_out += id == kSentenceEnd;
  for (const WordId id : TokensOf(corpus)) trained += id == kSentenceEnd;
  EXPECT_EQ(held_out + trained, 3000);
  EXPECT_NEAR(double(held_out), 300, 60);
  EXPECT_EQ(corpus.held_out.back(), kSentenceEnd);
}

TEST_F(CorpusEncoderTest, HoldsOutNoMoreThanTheLimit) {
  options_.max_held_out_tokens = 100;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EncodedCorpus corpus,
                                Encode(path_, options_));
  EXPECT_LE(corpus.held_out.size(), 100u);
}

TEST_F(CorpusEncoderTest, StopsOnAllThreadsWhenCancelled) {
  options_.threads = 4;
  EXPECT_THAT(Encode(path_, options_, [] { return true; }),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr("stopped")));
}

}  // namespace
}  // namespace lexprobe
