// The vocabulary: a frozen two-way map between words and dense ids.
//
// Ids run from 0 to size() - 1. Id 0 is the unknown word; the rest follow in
// order of falling count, ties broken by bytes, so that one corpus always
// gives one numbering.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_VOCAB_VOCABULARY_H_
#define LEXPROBE_VOCAB_VOCABULARY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

// How the unknown word is written in files.
inline constexpr char kUnknownWordText[] = "<unk>";

struct VocabularyEntry {
  std::string word;
  int64_t count = 0;
};

class Vocabulary {
 public:
  // Takes the entries in id order, the unknown word first.
  //
  // InvalidArgument if `entries` is empty, if a word is empty, repeated or
  // holds ASCII white space (which no interchange format can carry), or if a
  // count is negative, or all together do not fit into 63 bits.
  static absl::StatusOr<Vocabulary> FromEntries(
      std::vector<VocabularyEntry> entries);

  Vocabulary(Vocabulary&&) = default;
  Vocabulary& operator=(Vocabulary&&) = default;

  // The id of `word`, or kUnknownWord.
  WordId IdOf(absl::string_view word) const;

  // REQUIRES: 0 <= id < size()
  absl::string_view WordOf(WordId id) const {
    return entries_[static_cast<size_t>(id)].word;
  }
  int64_t CountOf(WordId id) const {
    return entries_[static_cast<size_t>(id)].count;
  }

  // All entries in id order.
  const std::vector<VocabularyEntry>& entries() const { return entries_; }

  WordId size() const { return static_cast<WordId>(entries_.size()); }

  // XXH3-64 over words and counts in order: equal only for equal
  // vocabularies.
  uint64_t Checksum() const;

 private:
  Vocabulary() = default;

  std::vector<VocabularyEntry> entries_;
  absl::flat_hash_map<std::string, WordId> ids_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_VOCAB_VOCABULARY_H_
