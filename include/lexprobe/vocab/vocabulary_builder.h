// VocabularyBuilder: counts words, cuts the rare ones, orders the rest and
// freezes them into a Vocabulary.
//
// While counting, words have provisional ids, dense and in order of first
// appearance, so that a corpus can be read once: keep the provisional ids and
// translate them through FrozenVocabulary::ids afterwards. Builders filled
// apart (by threads, or by processes) merge into what one would have counted;
// the frozen vocabulary does not depend on the order of the words or merges.
//
// Not thread-safe; give each thread a builder.

#ifndef LEXPROBE_VOCAB_VOCABULARY_BUILDER_H_
#define LEXPROBE_VOCAB_VOCABULARY_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/text/tokenizer.h"
#include "lexprobe/vocab/vocabulary.h"
#include "lexprobe/vocab/word_id.h"
#include "lexprobe/vocab/word_table.h"

namespace lexprobe {

struct VocabularyOptions {
  // Changes the result.
  int64_t min_count = 5;       // rarer words become unknown; >= 1
  int64_t max_vocabulary = 0;  // at most so many words, besides the unknown
                               // word; >= 0, 0 for no limit
  // Words that stay however rare they are, if need be with the count 0 and
  // beyond max_vocabulary.
  std::vector<std::string> keep = {};
};

// InvalidArgument, naming the option, the value and what is allowed.
absl::Status Validate(const VocabularyOptions& options);

struct FrozenVocabulary {
  Vocabulary vocabulary;
  std::vector<WordId> ids;  // by provisional id; kUnknownWord for cut words
};

class VocabularyBuilder {
 public:
  // The provisional id of the unknown word, in every builder.
  static constexpr uint32_t kUnknown = 0;
  // A longer word is no word of any language: it counts as unknown, so that
  // a file which is not text cannot fill the memory.
  static constexpr size_t kMaxWordBytes = 256;

  VocabularyBuilder();

  // Counts `word`, `count` times; gives its provisional id. "<unk>" itself is
  // the unknown word.
  uint32_t Add(absl::string_view word, int64_t count = 1) {
    return words_.Add(Bounded(word), count);
  }

  // Counts all of `words` once; appends their provisional ids to `*ids`. The
  // same as Add one by one, but several are looked for in memory at a time.
  // REQUIRES: Tokens::kReadable bytes from the first of each word on may be
  // read
  void AddAll(absl::Span<const absl::string_view> words,
              std::vector<int32_t>* ids);

  // Adds all that `other` counted. Gives this builder's provisional id for
  // each of the other's.
  std::vector<uint32_t> Merge(const VocabularyBuilder& other);

  // The words and counts as bytes, to be merged in another process.
  std::string ToBytes() const;
  // DataLoss if `bytes` are not from ToBytes(); what was counted before
  // stays, words before the damage are added.
  absl::Status MergeBytes(absl::string_view bytes);

  // Number of different words so far, the unknown word among them.
  uint32_t size() const { return words_.size(); }
  // REQUIRES: id < size(). The view is valid until the next Add.
  absl::string_view WordOf(uint32_t id) const { return words_.WordOf(id); }
  int64_t CountOf(uint32_t id) const { return words_.CountOf(id); }

  // The vocabulary of all words that `options` keep; the counts of the
  // others go to the unknown word. InvalidArgument if `options` are wrong or
  // a word is one that Vocabulary::FromEntries refuses. The words of
  // options.keep are added, with the count 0 if they are new.
  absl::StatusOr<FrozenVocabulary> Freeze(const VocabularyOptions& options);

 private:
  // kUnknownWordText, and what AddAll may read behind it.
  static constexpr char kTooLong[Tokens::kReadable] = "<unk>";
  static_assert(absl::string_view(kTooLong) == kUnknownWordText);

  static absl::string_view Bounded(absl::string_view word) {
    return word.size() <= kMaxWordBytes ? word : kTooLong;
  }

  // Provisional ids of the words that `options` and always[id] keep, in the
  // final order. REQUIRES: always.size() == size()
  std::vector<uint32_t> KeptInOrder(const VocabularyOptions& options,
                                    const std::vector<bool>& always) const;

  WordTable words_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_VOCAB_VOCABULARY_BUILDER_H_
