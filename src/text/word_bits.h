// WordBits: one bit for each byte of a clean text, whether it is a letter, so
// that the end of a word is found by counting ones, without a branch for each
// letter.
//
// Not thread-safe. Allocates nothing once its buffer has grown.

#ifndef LEXPROBE_TEXT_WORD_BITS_H_
#define LEXPROBE_TEXT_WORD_BITS_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "text/byte_kernels.h"

namespace lexprobe {

class WordBits {
 public:
  // Longer runs are not measured.
  static constexpr size_t kLongestRun = 56;

  // Looks at `size` bytes: ASCII letters and all bytes above ASCII are letters.
  // What was marked before is forgotten.
  void Mark(const char* text, size_t size) {
    // LettersAt reads whole numbers, and so past the last bit.
    const size_t bytes = (size + 63) / 64 * 8 + sizeof(uint64_t);
    if (bits_.size() < bytes) bits_.resize(bytes);
    MarkLetters(text, size, bits_.data());
  }

  // How many bytes from `i` on are letters; 0 if more than kLongestRun.
  // REQUIRES: i was marked, and so was a byte behind the run
  size_t LettersAt(size_t i) const {
    uint64_t bits;
    std::memcpy(&bits, bits_.data() + i / 8, sizeof(bits));
    if constexpr (std::endian::native == std::endian::big) {
      bits = __builtin_bswap64(bits);
    }
    const auto length = static_cast<size_t>(std::countr_one(bits >> (i % 8)));
    return length > kLongestRun ? 0 : length;
  }

 private:
  std::vector<uint8_t> bits_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_WORD_BITS_H_
