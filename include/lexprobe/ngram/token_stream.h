// TokenStream: word ids out of a part of a TokenFile, round and round.
//
// It translates provisional ids, treats unknown words as the options say, and
// subsamples. Everything random comes from its own Random, so a stream with
// the same start gives the same words.
//
// Not thread-safe; each thread has its own.

#ifndef LEXPROBE_NGRAM_TOKEN_STREAM_H_
#define LEXPROBE_NGRAM_TOKEN_STREAM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/random.h"
#include "lexprobe/ngram/subsampler.h"
#include "lexprobe/ngram/token_file.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

// What becomes of a word that is not in the vocabulary.
enum class UnknownWords {
  kRemove,  // taken out before N-grams are formed, as word2vec does
  kDrop,    // no N-gram may hold it: it ends a sentence
  kKeep,    // N-grams hold it as the unknown word, id 0
};

absl::StatusOr<UnknownWords> UnknownWordsFromName(absl::string_view name);
absl::string_view NameOf(UnknownWords unknown_words);

// What a stream reads; all of it must outlive the stream.
struct TokenStreamSource {
  const TokenFile* file = nullptr;
  const std::vector<WordId>* ids = nullptr;  // provisional id -> id
  const Subsampler* subsampler = nullptr;
  UnknownWords unknown_words = UnknownWords::kRemove;
};

// The state of random numbers in a checkpoint. DataLoss if it is cut short, or
// one in which they would stand still.
absl::Status RestoreRandom(BinaryReader& in, Random* random);

class TokenStream {
 public:
  // Reads tokens [begin, end) of the file, starting at `start`, for ever.
  // REQUIRES: 0 <= begin <= start < end <= file size
  TokenStream(const TokenStreamSource& source, int64_t begin, int64_t end,
              int64_t start, Random random);

  // The next word id or kSentenceEnd. The end of the part is a sentence end
  // too: no N-gram runs from its last words to its first. After an error the
  // stream stands where it was.
  absl::StatusOr<int32_t> Next() {
    while (true) {
      if (next_ == buffer_.size()) {
        const bool wrapped = position_ == end_;
        if (absl::Status status = Fill(); !status.ok()) return status;
        if (wrapped) return kSentenceEnd;
      }
      const int32_t token = buffer_[next_++];
      ++tokens_read_;
      if (token == kSentenceEnd) return kSentenceEnd;
      const WordId id = (*source_.ids)[static_cast<size_t>(token)];
      if (id == kUnknownWord) {
        if (source_.unknown_words == UnknownWords::kRemove) continue;
        if (source_.unknown_words == UnknownWords::kDrop) return kSentenceEnd;
      }
      if (source_.subsampler->Keep(id, random_)) return id;
    }
  }

  // Tokens taken from the file so far, removed ones too.
  int64_t tokens_read() const { return tokens_read_; }
  // Tokens in the part that it reads round and round.
  int64_t part_size() const { return end_ - begin_; }

  // The exact position, for checkpoints.
  void SaveState(std::string* out) const;
  // Takes up where SaveState was called, on a stream made alike.
  // DataLoss if the bytes are cut short or cannot be those of such a stream,
  // which is then as it was before.
  absl::Status RestoreState(BinaryReader& in);

 private:
  absl::Status Fill();

  TokenStreamSource source_;
  int64_t begin_;
  int64_t end_;
  int64_t position_;  // of the first token after the buffer
  Random random_;
  std::vector<int32_t> buffer_;
  size_t next_ = 0;
  int64_t tokens_read_ = 0;
};

}  // namespace lexprobe

#endif  // LEXPROBE_NGRAM_TOKEN_STREAM_H_
