#include "text/word_bits.h"

namespace lexprobe {
namespace {

// A loop without branches, for the compiler to vectorise.
void MarkBytes(const char* __restrict text, size_t size,
               uint8_t* __restrict marks) {
  for (size_t i = 0; i < size; ++i) {
    const uint8_t byte = static_cast<uint8_t>(text[i]);
    const uint8_t digit = static_cast<uint8_t>(byte - '0') < 10 ? 3 : 0;
    const uint8_t letter =
        static_cast<uint8_t>((byte | 0x20) - 'a') < 26 ? 1 : 0;
    marks[i] = static_cast<uint8_t>(digit | letter | (byte >> 7));
  }
}

// The lowest bit of each byte, that of the first byte lowest: the product
// brings them together in its highest byte.
uint8_t PackLowBits(uint64_t bytes) {
  return static_cast<uint8_t>(
      ((bytes & 0x0101010101010101U) * 0x0102040810204080U) >> 56);
}

}  // namespace

void WordBits::Mark(const char* text, size_t size) {
  // BitsAt reads whole numbers, and so past the last bit.
  const size_t groups = (size + 7) / 8 + sizeof(uint64_t);
  if (word_bits_.size() < groups) {
    marks_.resize(groups * 8);
    word_bits_.resize(groups);
    digit_bits_.resize(groups);
  }
  MarkBytes(text, size, marks_.data());
  for (size_t i = 0; i * 8 < size; ++i) {
    const uint64_t marks = LoadLittleEndian(marks_.data() + 8 * i);
    word_bits_[i] = PackLowBits(marks);
    digit_bits_[i] = PackLowBits(marks >> 1);
  }
}

}  // namespace lexprobe
