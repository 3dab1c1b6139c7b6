// WordBits: one bit for each byte of a clean text, whether it belongs to a
// word, so that the end of a word is found by counting ones, without a branch
// for each letter.
//
// Not thread-safe. Allocates nothing once its buffers have grown.

#ifndef LEXPROBE_TEXT_WORD_BITS_H_
#define LEXPROBE_TEXT_WORD_BITS_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace lexprobe {

class WordBits {
 public:
  // Longer runs are not measured.
  static constexpr size_t kLongestRun = 56;

  // Looks at `size` bytes: letters, digits and all bytes above ASCII belong to
  // words. What was marked before is forgotten.
  void Mark(const char* text, size_t size);

  // How many bytes from `i` on belong to a word, if there is no digit among
  // them; 0 if there is, or if they are more than kLongestRun.
  // REQUIRES: i was marked, and so was a byte behind the run
  size_t LettersAt(size_t i) const {
    const size_t length =
        static_cast<size_t>(std::countr_one(BitsAt(word_bits_, i)));
    if (length > kLongestRun) return 0;
    const uint64_t run = (uint64_t{1} << length) - 1;
    return (BitsAt(digit_bits_, i) & run) == 0 ? length : 0;
  }

 private:
  static uint64_t LoadLittleEndian(const uint8_t* bytes) {
    uint64_t value;
    std::memcpy(&value, bytes, sizeof(value));
    if constexpr (std::endian::native == std::endian::big) {
      value = __builtin_bswap64(value);
    }
    return value;
  }

  // The bits from number `i` on, lowest first; more than kLongestRun of them.
  static uint64_t BitsAt(const std::vector<uint8_t>& bits, size_t i) {
    return LoadLittleEndian(bits.data() + i / 8) >> (i % 8);
  }

  std::vector<uint8_t> marks_;  // a byte for each byte: 1 word, 3 digit
  std::vector<uint8_t> word_bits_;
  std::vector<uint8_t> digit_bits_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_WORD_BITS_H_
