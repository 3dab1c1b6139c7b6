// UTF-8: decoding, repair, composition (NFC) and lower case, with a fast path
// for ASCII; over utf8proc. Unicode version: that of utf8proc.
// Thread-safe: no state.

#ifndef LEXPROBE_TEXT_UTF8_H_
#define LEXPROBE_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace lexprobe {

inline constexpr uint32_t kReplacementCharacter = 0xfffd;

struct DecodedCharacter {
  uint32_t code_point = 0;  // kReplacementCharacter if not valid
  uint32_t length = 0;      // bytes taken
  bool valid = false;
};

// The first character of `text`. If that is not valid UTF-8, `length` is that
// of the maximal invalid part: the longest prefix that begins a valid
// character, or one byte (Unicode 15, section 3.9, "U+FFFD substitution of
// maximal subparts").
// REQUIRES: !text.empty()
DecodedCharacter DecodeUtf8(absl::string_view text);

// Appends the one to four bytes of `code_point`.
// REQUIRES: code_point <= 0x10ffff
void AppendUtf8(uint32_t code_point, std::string* out);

// The length of the longest prefix of `text` that is ASCII; that is valid.
size_t AsciiPrefix(absl::string_view text);
size_t ValidUtf8Prefix(absl::string_view text);

inline bool IsValidUtf8(absl::string_view text) {
  return ValidUtf8Prefix(text) == text.size();
}

// Sets `*out` to `text` with each maximal invalid part replaced by U+FFFD;
// gives how many there were. `*out` keeps its memory.
int64_t ReplaceInvalidUtf8(absl::string_view text, std::string* out);

// NFC leaves a text as it is if no character of it may change, and combining
// classes never fall but to 0 (Unicode Annex 15, the quick check, coarser).
bool MayChangeInNfc(uint32_t code_point);
uint8_t CombiningClassOf(uint32_t code_point);

// Sets `*out` to Normalization Form C of `text`.
// REQUIRES: text is valid UTF-8
void ComposeNfc(absl::string_view text, std::string* out);

// The lower case of one character, by Unicode's simple mapping: one character
// gives one.
uint32_t LowerCase(uint32_t code_point);

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_UTF8_H_
