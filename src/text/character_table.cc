#include "text/character_table.h"

#include <utf8proc.h>

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/check.h"
#include "lexprobe/text/utf8.h"

namespace lexprobe {
namespace {

constexpr uint32_t kCapitalSigma = 0x3a3;
constexpr absl::string_view kDash = " - ";
constexpr absl::string_view kParagraphEnd = " \x01";

int32_t Signed(uint32_t code_point) { return static_cast<int32_t>(code_point); }

utf8proc_category_t CategoryOf(uint32_t code_point) {
  return utf8proc_category(Signed(code_point));
}

void Assign(absl::string_view bytes, CharacterEntry& entry) {
  LEXPROBE_CHECK(bytes.size() <= entry.bytes.size());
  std::copy(bytes.begin(), bytes.end(), entry.bytes.begin());
  entry.size = static_cast<uint8_t>(bytes.size());
}

std::string Encoded(uint32_t code_point) {
  std::string bytes;
  AppendUtf8(code_point, &bytes);
  return bytes;
}

std::string Spaced(uint32_t code_point) {
  return absl::StrCat(" ", Encoded(code_point), " ");
}

// The ASCII for typographic quotes, hyphens and dashes; empty for others.
absl::string_view TypewriterFormOf(uint32_t code_point) {
  switch (code_point) {
    case 0x00b4:  // acute accent used as a quote
    case 0x02b9:
    case 0x02bc:
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x201b:
    case 0x2032:
    case 0x2039:
    case 0x203a:
    case 0xff07:
      return "'";
    case 0x00ab:
    case 0x00bb:
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x2033:
    case 0x301d:
    case 0x301e:
    case 0xff02:
      return "\"";
    case 0x2010:
    case 0x2011:
      return "-";
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0x2e3a:
    case 0x2e3b:
    case 0xfe58:
    case 0xff0d:
      return kDash;
    case 0x2025:
      return "..";
    case 0x2026:
      return "...";
    default:
      return "";
  }
}

// Ideographic, half and full width, Devanagari, Arabic, Urdu, Armenian,
// Ethiopic and doubled marks.
bool IsFullStop(uint32_t code_point) {
  switch (code_point) {
    case 0x3002:
    case 0xff61:
    case 0xff01:
    case 0xff0e:
    case 0xff1f:
    case 0x0964:
    case 0x0965:
    case 0x061f:
    case 0x06d4:
    case 0x0589:
    case 0x1362:
    case 0x1367:
    case 0x203c:
    case 0x203d:
    case 0x2047:
    case 0x2048:
    case 0x2049:
      return true;
    default:
      return false;
  }
}

bool IsHan(uint32_t code_point) {
  return (code_point >= 0x3400 && code_point <= 0x4dbf) ||
         (code_point >= 0x4e00 && code_point <= 0x9fff) ||
         (code_point >= 0xf900 && code_point <= 0xfaff) ||
         (code_point >= 0x20000 && code_point <= 0x3ffff) ||
         code_point == 0x3005 || code_point == 0x3007;
}

bool IsEmoji(uint32_t code_point) {
  const auto boundclass = utf8proc_get_property(Signed(code_point))->boundclass;
  return boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
         boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR;
}

// Invisible marks that only steer how the character before them is drawn.
bool IsInvisible(uint32_t code_point) {
  return (code_point >= 0xfe00 && code_point <= 0xfe0f) ||
         (code_point >= 0xe0100 && code_point <= 0xe01ef) ||
         code_point == 0x034f;
}

// Decimal digits of a script stand together, from zero to nine; in one place
// several sets follow each other.
char AsciiDigitOf(uint32_t code_point) {
  uint32_t zero = code_point;
  while (CategoryOf(zero - 1) == UTF8PROC_CATEGORY_ND) --zero;
  return static_cast<char>('0' + (code_point - zero) % 10);
}

}  // namespace

CharacterTable::CharacterTable(const TokenizerOptions& options)
    : options_(options), entries_(kTableSize) {}

CharacterEntry CharacterTable::MakeEntry(uint32_t code_point) const {
  CharacterEntry entry;
  entry.kind = CharacterKind::kPlain;
  entry.combining_class = CombiningClassOf(code_point);
  entry.may_change_in_nfc = MayChangeInNfc(code_point);
  const absl::string_view typewriter = TypewriterFormOf(code_point);
  if (typewriter.empty()) {
    SetBytes(code_point, entry);
  } else {
    Assign(typewriter, entry);
  }
  return entry;
}

void CharacterTable::SetBytes(uint32_t code_point,
                              CharacterEntry& entry) const {
  if (IsInvisible(code_point)) return;
  if (IsHan(code_point)) return Assign(Spaced(code_point), entry);
  if (IsFullStop(code_point) || IsEmoji(code_point)) {
    return SetMarkBytes(code_point, entry);
  }
  switch (CategoryOf(code_point)) {
    case UTF8PROC_CATEGORY_CF:
      // Only the zero-width space divides words; joiners, soft hyphens, marks
      // of direction and byte order vanish.
      if (code_point == 0x200b) Assign(" ", entry);
      return;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZS:
      return Assign(" ", entry);
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return Assign(kParagraphEnd, entry);
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
      // What stands for invalid bytes stays in its word, so that a broken
      // word does not make two that look whole.
      if (code_point == kReplacementCharacter) break;
      return SetMarkBytes(code_point, entry);
    default:
      break;
  }
  SetWordBytes(code_point, entry);
}

void CharacterTable::SetWordBytes(uint32_t code_point,
                                  CharacterEntry& entry) const {
  const utf8proc_category_t category = CategoryOf(code_point);
  if (category == UTF8PROC_CATEGORY_ND) {
    const char digit = AsciiDigitOf(code_point);
    return Assign(absl::string_view(&digit, 1), entry);
  }
  if (category == UTF8PROC_CATEGORY_LL) {
    entry.letter_case = LetterCase::kSmall;
  } else if (category == UTF8PROC_CATEGORY_LU ||
             category == UTF8PROC_CATEGORY_LT) {
    entry.letter_case = LetterCase::kCapital;
  }
  const bool fold = options_.letter_case == CaseMode::kFold;
  if (fold && code_point == kCapitalSigma) {
    entry.kind = CharacterKind::kCapitalSigma;
  }
  Assign(Encoded(fold ? LowerCase(code_point) : code_point), entry);
}

void CharacterTable::SetMarkBytes(uint32_t code_point,
                                  CharacterEntry& entry) const {
  const utf8proc_category_t category = CategoryOf(code_point);
  if (IsFullStop(code_point)) {
    entry.kind = CharacterKind::kFullStop;
  } else if (IsEmoji(code_point)) {
    entry.kind = CharacterKind::kEmoji;
    return Assign(Spaced(code_point), entry);
  } else if (category == UTF8PROC_CATEGORY_PE ||
             category == UTF8PROC_CATEGORY_PF) {
    entry.kind = CharacterKind::kCloser;
  }
  const bool drop = options_.punctuation == PunctuationMode::kDrop;
  Assign(drop ? " " : Spaced(code_point), entry);
}

}  // namespace lexprobe
