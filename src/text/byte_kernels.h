// The passes over every byte of a text, many bytes at a time. Compiled for
// several instruction sets by Google Highway and chosen at run time.
//
// Thread-safe: no state.

#ifndef LEXPROBE_TEXT_BYTE_KERNELS_H_
#define LEXPROBE_TEXT_BYTE_KERNELS_H_

#include <cstddef>
#include <cstdint>

namespace lexprobe {

// What CopyAscii met on its way.
struct AsciiCopy {
  bool all_ascii = true;
  bool has_capitals = false;
  bool has_nul = false;
};

// Copies `size` bytes, control characters as spaces, ASCII capitals as small
// letters if `fold`. Bytes above ASCII are copied as they are.
// REQUIRES: `in` and `out` do not overlap
AsciiCopy CopyAscii(const char* in, size_t size, bool fold, char* out);

// One bit for each byte, lowest first, whether it is an ASCII letter or above
// ASCII. REQUIRES: room for a whole multiple of 64 bits
void MarkLetters(const char* text, size_t size, uint8_t* bits);

// How many of `size` bytes are `byte`.
size_t CountBytes(const char* text, size_t size, char byte);

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_BYTE_KERNELS_H_
