// What the tokenizer does with each character outside ASCII: the bytes that
// stand for it in clean text, and what else it means. Worked out from
// utf8proc when a character is first met, then looked up.
//
// Not thread-safe.

#ifndef LEXPROBE_TEXT_CHARACTER_TABLE_H_
#define LEXPROBE_TEXT_CHARACTER_TABLE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "lexprobe/text/tokenizer_options.h"

namespace lexprobe {

// In clean text: a sentence ends here. No such byte comes from the input,
// whose control characters become spaces.
inline constexpr char kSentenceEndMark = '\x01';

enum class CharacterKind : uint8_t {
  kNotYetKnown,
  kPlain,         // its bytes say all
  kFullStop,      // of another script: ends a sentence, whatever follows
  kCloser,        // a closing quote or bracket: belongs to the sentence before
  kCapitalSigma,  // lower case depends on what follows
  kEmoji,         // may be one of several that are joined
};

enum class LetterCase : uint8_t { kNone, kSmall, kCapital };

struct CharacterEntry {
  // What stands for it; spaces around it make it a token of its own, and no
  // bytes make it vanish.
  std::array<char, 6> bytes = {};
  uint8_t size = 0;
  CharacterKind kind = CharacterKind::kNotYetKnown;
  LetterCase letter_case = LetterCase::kNone;
  uint8_t combining_class = 0;
  bool may_change_in_nfc = false;
};

class CharacterTable {
 public:
  explicit CharacterTable(const TokenizerOptions& options);

  // REQUIRES: code_point >= 0x80; the entry is valid until the next call
  const CharacterEntry& operator[](uint32_t code_point) {
    if (code_point >= kTableSize) return other_ = MakeEntry(code_point);
    CharacterEntry& entry = entries_[code_point];
    if (entry.kind == CharacterKind::kNotYetKnown) {
      entry = MakeEntry(code_point);
    }
    return entry;
  }

 private:
  static constexpr uint32_t kTableSize = 0x10000;

  CharacterEntry MakeEntry(uint32_t code_point) const;
  void SetBytes(uint32_t code_point, CharacterEntry& entry) const;
  void SetWordBytes(uint32_t code_point, CharacterEntry& entry) const;
  void SetMarkBytes(uint32_t code_point, CharacterEntry& entry) const;

  const TokenizerOptions options_;
  std::vector<CharacterEntry> entries_;
  CharacterEntry other_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_CHARACTER_TABLE_H_
