// TokenText: a small text of numbered words, with all that a TokenStream
// needs to read it.

#ifndef LEXPROBE_TESTS_SUPPORT_TOKEN_TEXT_H_
#define LEXPROBE_TESTS_SUPPORT_TOKEN_TEXT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/random.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/ngram/subsampler.h"
#include "lexprobe/ngram/token_file.h"
#include "lexprobe/ngram/token_stream.h"
#include "lexprobe/vocab/vocabulary.h"
#include "support/temporary_folder.h"

namespace lexprobe {

// Words "w1", "w2", ... with these counts, after the unknown word.
// REQUIRES: counts >= 0
inline Vocabulary VocabularyOfCounts(const std::vector<int64_t>& counts) {
  std::vector<VocabularyEntry> entries = {{kUnknownWordText, 0}};
  for (size_t i = 0; i < counts.size(); ++i) {
    entries.push_back({absl::StrCat("w", i + 1), counts[i]});
  }
  absl::StatusOr<Vocabulary> vocabulary =
      Vocabulary::FromEntries(std::move(entries));
  LEXPROBE_CHECK(vocabulary.ok());
  return *std::move(vocabulary);
}

using Sentences = std::vector<std::vector<int32_t>>;

// Sentences of random length below `longest`, of words 0 .. words - 1; 0 is
// the unknown word.
inline Sentences RandomSentences(int count, int longest, int words,
                                 uint64_t seed) {
  Random random(seed);
  Sentences sentences(static_cast<size_t>(count));
  for (std::vector<int32_t>& sentence : sentences) {
    sentence.resize(random.Below(static_cast<uint64_t>(longest)));
    for (int32_t& word : sentence) {
      word = static_cast<int32_t>(random.Below(static_cast<uint64_t>(words)));
    }
  }
  return sentences;
}

class TokenText {
 public:
  // A sentence is a row of word ids, 0 for an unknown word; its end follows.
  // In the file, provisional ids count down where ids count up.
  TokenText(const Sentences& sentences, int words, double threshold = 0)
      : vocabulary_(VocabularyOfCounts(CountsOf(sentences, words))),
        subsampler_(vocabulary_, threshold) {
    for (const std::vector<int32_t>& sentence : sentences) {
      tokens_.insert(tokens_.end(), sentence.begin(), sentence.end());
      tokens_.push_back(kSentenceEnd);
    }
    for (WordId id = words - 1; id >= 0; --id) ids_.push_back(id);
    auto file = TokenFile::Create(folder_.path());
    LEXPROBE_CHECK(file.ok());
    file_ = *std::move(file);
    for (const int32_t token : tokens_) {
      const int32_t stored = token == kSentenceEnd ? token : words - 1 - token;
      LEXPROBE_CHECK(file_->Append({stored}).ok());
    }
    LEXPROBE_CHECK(file_->Flush().ok());
  }

  TokenStreamSource Source(UnknownWords unknown = UnknownWords::kRemove) const {
    return {file_.get(), &ids_, &subsampler_, unknown};
  }

  // The whole text from its start.
  TokenStream Stream(UnknownWords unknown = UnknownWords::kRemove,
                     uint64_t seed = 1) const {
    return TokenStream(Source(unknown), 0, size(), 0, Random(seed));
  }

  int64_t size() const { return static_cast<int64_t>(tokens_.size()); }
  // Word ids, 0 for an unknown word, and kSentenceEnd.
  const std::vector<int32_t>& tokens() const { return tokens_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  const Subsampler& subsampler() const { return subsampler_; }

 private:
  static std::vector<int64_t> CountsOf(const Sentences& sentences, int words) {
    std::vector<int64_t> counts(static_cast<size_t>(words - 1), 0);
    for (const std::vector<int32_t>& sentence : sentences) {
      for (const int32_t word : sentence) {
        if (word > 0) ++counts[static_cast<size_t>(word - 1)];
      }
    }
    return counts;
  }

  TemporaryFolder folder_;
  Vocabulary vocabulary_;
  Subsampler subsampler_;
  std::vector<int32_t> tokens_;
  std::vector<WordId> ids_;
  std::unique_ptr<TokenFile> file_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_TOKEN_TEXT_H_
