// WordTable: words to dense numbers in order of first appearance, and how often
// each was met; made for the hot path of reading a corpus.
//
// Open addressing with linear probing. A word of up to 15 bytes is its own
// key, so that finding and counting it touches half a cache line and compares
// two numbers; a longer one is found by XXH3-64 and then compared byte by byte.
//
// Not thread-safe.

#ifndef LEXPROBE_VOCAB_WORD_TABLE_H_
#define LEXPROBE_VOCAB_WORD_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "lexprobe/base/huge_page_allocator.h"
#include "lexprobe/text/tokenizer.h"

namespace lexprobe {

class WordTable {
 public:
  // For a short word its bytes, zeros, and its length in the highest byte;
  // for a longer one its hash and 0xff in the highest byte.
  struct Key {
    uint64_t low;
    uint64_t high;
    bool operator==(const Key& other) const {
      return low == other.low && high == other.high;
    }
  };

  // What Add has to know of a word.
  struct Prepared {
    Key key;
    size_t hash;
  };

  WordTable();

  // Asks the memory for what Add looks at first, which is there by then if
  // other words are prepared in between.
  // REQUIRES: Tokens::kReadable bytes from word.data() on may be read
  Prepared Prepare(absl::string_view word) const {
    const Key key = word.size() > kShort ? KeyOfLong(word) : KeyOfShort(word);
    const size_t hash = HashOf(key);
    __builtin_prefetch(&slots_[hash & mask_]);
    return {key, hash};
  }

  // The number of `word`, which is given the next one if it is new. It was met
  // `count` times more.
  // REQUIRES: fewer than 2^32 - 1 words; prepared == Prepare(word)
  uint32_t Add(const Prepared& prepared, absl::string_view word,
               int64_t count) {
    for (size_t i = prepared.hash & mask_;; i = (i + 1) & mask_) {
      Slot& slot = slots_[i];
      if (slot.number_plus_one == 0) return Insert(i, prepared, word, count);
      if (slot.key == prepared.key &&
          (word.size() <= kShort || WordOf(slot.number_plus_one - 1) == word)) {
        slot.count += count;
        return slot.number_plus_one - 1;
      }
    }
  }
  // Of any word.
  uint32_t Add(absl::string_view word, int64_t count);

  // REQUIRES: number < size(). The view is valid until the next Add.
  absl::string_view WordOf(uint32_t number) const {
    const uint64_t begin = ends_[number];
    return absl::string_view(bytes_).substr(begin, ends_[number + 1] - begin);
  }
  int64_t CountOf(uint32_t number) const {
    return slots_[slot_of_[number]].count;
  }

  uint32_t size() const { return static_cast<uint32_t>(slot_of_.size()); }

 private:
  static constexpr size_t kReadable = Tokens::kReadable;
  static constexpr size_t kShort = kReadable - 1;
  static_assert(kReadable == 2 * sizeof(uint64_t));  // a Key
  // From byte 16 - n on: n bytes of ones, then zeros.
  static constexpr uint8_t kOnes[2 * kReadable] = {
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

  struct Slot {
    Key key = {};
    int64_t count = 0;
    uint32_t number_plus_one = 0;  // 0: empty
  };

  static uint64_t Load(const void* bytes) {
    uint64_t value;
    std::memcpy(&value, bytes, sizeof(value));
    return value;
  }

  // Without a branch for the length. The key depends on the machine's byte
  // order; the numbers given do not.
  static Key KeyOfShort(absl::string_view word) {
    const char* const text = word.data();
    const uint8_t* const mask = kOnes + kReadable - word.size();
    return {Load(text) & Load(mask),
            (Load(text + 8) & Load(mask + 8)) | uint64_t{word.size()} << 56};
  }
  static Key KeyOfLong(absl::string_view word);

  // Both halves multiplied into 128 bits, folded (as wyhash and XXH3 do).
  static size_t HashOf(const Key& key) {
    __extension__ using Uint128 = unsigned __int128;
    const Uint128 product = Uint128{key.low ^ 0x9e3779b97f4a7c15ULL} *
                            (key.high ^ 0xe7037ed1a0b428dbULL);
    return static_cast<size_t>(product) ^ static_cast<size_t>(product >> 64);
  }

  uint32_t Insert(size_t slot, const Prepared& prepared, absl::string_view word,
                  int64_t count);
  void Grow();

  // A power of two of them; at most half are full.
  std::vector<Slot, HugePageAllocator<Slot>> slots_;
  size_t mask_;
  std::vector<uint64_t> slot_of_;  // by number
  std::string bytes_;              // all words, one after the other
  std::vector<uint64_t> ends_;     // word n is bytes ends_[n] to ends_[n + 1]
};

}  // namespace lexprobe

#endif  // LEXPROBE_VOCAB_WORD_TABLE_H_
