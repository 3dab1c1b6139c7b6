// WordTable: words to dense numbers in order of first appearance, made for
// the hot path of reading a corpus.
//
// Open addressing with linear probing. A word of up to 15 bytes is its own
// key, so that finding it touches one cache line and compares two numbers; a
// longer one is found by XXH3-64 and then compared byte by byte.
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

namespace lexprobe {

class WordTable {
 public:
  WordTable();

  // For a short word its bytes, zeros, and its length in the highest byte;
  // for a longer one its hash and 0xff in the highest byte.
  struct Key {
    uint64_t low = 0;
    uint64_t high = 0;
    bool operator==(const Key& other) const {
      return low == other.low && high == other.high;
    }
  };

  // The key of `word`. Asks the memory for what Intern looks at first, which
  // is there by then if other words are done in between.
  Key Prepare(absl::string_view word) const {
    const Key key = KeyOf(word);
    __builtin_prefetch(&slots_[HashOf(key) & mask_]);
    return key;
  }

  // The number of `word`, which is given the next one if it is new.
  // REQUIRES: fewer than 2^32 - 1 words; key == Prepare(word)
  uint32_t Intern(const Key& key, absl::string_view word) {
    for (size_t i = HashOf(key) & mask_;; i = (i + 1) & mask_) {
      const Slot& slot = slots_[i];
      if (slot.number_plus_one == 0) return Insert(i, key, word);
      if (slot.key == key &&
          (word.size() <= kShort || WordOf(slot.number_plus_one - 1) == word)) {
        return slot.number_plus_one - 1;
      }
    }
  }
  uint32_t Intern(absl::string_view word) { return Intern(KeyOf(word), word); }

  // REQUIRES: number < size(). The view is valid until the next Intern.
  absl::string_view WordOf(uint32_t number) const {
    const uint64_t begin = ends_[number];
    return absl::string_view(bytes_).substr(begin, ends_[number + 1] - begin);
  }

  uint32_t size() const { return static_cast<uint32_t>(ends_.size() - 1); }

 private:
  static constexpr size_t kShort = 15;

  struct Slot {
    Key key;
    uint32_t number_plus_one = 0;  // 0: empty
  };

  template <typename Unsigned>
  static uint64_t Load(const char* bytes) {
    Unsigned value;
    std::memcpy(&value, bytes, sizeof(value));
    return value;
  }

  // The loads overlap instead of running past the end of the word. The key
  // depends on the machine's byte order; the numbers given do not.
  static Key KeyOf(absl::string_view word) {
    const char* p = word.data();
    const size_t n = word.size();
    const uint64_t length = uint64_t{n} << 56;
    if (n > kShort) return {HashOfLong(word), uint64_t{0xff} << 56};
    if (n > 8) {
      return {Load<uint64_t>(p),
              length | Load<uint64_t>(p + n - 8) >> (8 * (16 - n))};
    }
    if (n == 8) return {Load<uint64_t>(p), length};
    if (n >= 4) {
      return {Load<uint32_t>(p) | Load<uint32_t>(p + n - 4) << (8 * (n - 4)),
              length};
    }
    if (n == 0) return {};
    return {Load<uint8_t>(p) | Load<uint8_t>(p + n / 2) << (8 * (n / 2)) |
                Load<uint8_t>(p + n - 1) << (8 * (n - 1)),
            length};
  }

  // Both halves multiplied into 128 bits, folded (as wyhash and XXH3 do).
  static size_t HashOf(const Key& key) {
    __extension__ using Uint128 = unsigned __int128;
    const Uint128 product = Uint128{key.low ^ 0x9e3779b97f4a7c15ULL} *
                            (key.high ^ 0xe7037ed1a0b428dbULL);
    return static_cast<size_t>(product) ^ static_cast<size_t>(product >> 64);
  }

  static uint64_t HashOfLong(absl::string_view word);
  uint32_t Insert(size_t slot, const Key& key, absl::string_view word);
  void Grow();

  std::vector<Slot> slots_;  // a power of two; at most half are full
  size_t mask_;
  std::string bytes_;           // all words, one after the other
  std::vector<uint64_t> ends_;  // word n is bytes ends_[n] to ends_[n + 1]
};

}  // namespace lexprobe

#endif  // LEXPROBE_VOCAB_WORD_TABLE_H_
