#include "lexprobe/text/utf8.h"

#include <utf8proc.h>

#include <cstring>
#include <vector>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

// Canonical decompositions end below this, but for a few pairs of CJK, which
// are starters that nothing composes with.
constexpr uint32_t kNfcTableSize = 0x20000;
constexpr uint32_t kFirstHangulSyllable = 0xac00;
constexpr uint32_t kLastHangulSyllable = 0xd7a3;
constexpr int kLongestDecomposition = 8;

constexpr utf8proc_option_t kDecompose =
    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
constexpr utf8proc_option_t kCompose =
    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);

int32_t Signed(uint32_t code_point) { return static_cast<int32_t>(code_point); }

// What may follow a lead byte (Unicode, table 3-7): how many bytes a character
// has, and the range of the second; the others are 80 to BF.
struct LeadByte {
  uint32_t length;  // 0: no lead byte
  unsigned char low, high;
};

LeadByte LeadOf(unsigned char byte) {
  if (byte < 0xc2 || byte > 0xf4) return {0, 0, 0};
  if (byte < 0xe0) return {2, 0x80, 0xbf};
  if (byte == 0xe0) return {3, 0xa0, 0xbf};
  if (byte == 0xed) return {3, 0x80, 0x9f};
  if (byte < 0xf0) return {3, 0x80, 0xbf};
  if (byte == 0xf0) return {4, 0x90, 0xbf};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {4, 0x80, 0xbf};
}

// The characters that decompose, and those that a decomposition ends in: the
// only ones that NFC replaces or joins to what stands before them.
std::vector<bool> MakeNfcTable() {
  std::vector<bool> table(kNfcTableSize, false);
  utf8proc_int32_t parts[kLongestDecomposition];
  int boundclass = 0;
  for (uint32_t c = 0x80; c < kNfcTableSize; ++c) {
    if (c >= kFirstHangulSyllable && c <= kLastHangulSyllable) continue;
    if (c >= 0x1100 && c <= 0x11ff) table[c] = true;  // Hangul letters
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        Signed(c), parts, kLongestDecomposition, kDecompose, &boundclass);
    if (count > 1) table[static_cast<size_t>(parts[count - 1])] = true;
    const bool composes_again =
        utf8proc_normalize_utf32(parts, count, kCompose) == 1 &&
        parts[0] == Signed(c);
    if (!composes_again) table[c] = true;
  }
  return table;
}

}  // namespace

DecodedCharacter DecodeUtf8(absl::string_view text) {
  const unsigned char first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, true};
  const LeadByte lead = LeadOf(first);
  if (lead.length == 0) return {kReplacementCharacter, 1, false};
  uint32_t code_point = first & (0x7fU >> lead.length);
  for (uint32_t i = 1; i < lead.length; ++i) {
    const unsigned char byte =
        i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
    const unsigned char low = i == 1 ? lead.low : 0x80;
    const unsigned char high = i == 1 ? lead.high : 0xbf;
    if (byte < low || byte > high) return {kReplacementCharacter, i, false};
    code_point = (code_point << 6) | (byte & 0x3fU);
  }
  return {code_point, lead.length, true};
}

void AppendUtf8(uint32_t code_point, std::string* out) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t count =
      utf8proc_encode_char(Signed(code_point), bytes);
  LEXPROBE_CHECK(count > 0);
  out->append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(count));
}

size_t AsciiPrefix(absl::string_view text) {
  size_t i = 0;
  for (; i + sizeof(uint64_t) <= text.size(); i += sizeof(uint64_t)) {
    uint64_t bytes;
    std::memcpy(&bytes, text.data() + i, sizeof(bytes));
    if ((bytes & 0x8080808080808080U) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

size_t ValidUtf8Prefix(absl::string_view text) {
  size_t i = AsciiPrefix(text);
  while (i < text.size()) {
    const DecodedCharacter character = DecodeUtf8(text.substr(i));
    if (!character.valid) return i;
    i += character.length;
    i += AsciiPrefix(text.substr(i));
  }
  return i;
}

int64_t ReplaceInvalidUtf8(absl::string_view text, std::string* out) {
  int64_t replaced = 0;
  out->clear();
  while (true) {
    const size_t valid = ValidUtf8Prefix(text);
    out->append(text.data(), valid);
    text.remove_prefix(valid);
    if (text.empty()) return replaced;
    AppendUtf8(kReplacementCharacter, out);
    text.remove_prefix(DecodeUtf8(text).length);
    ++replaced;
  }
}

bool MayChangeInNfc(uint32_t code_point) {
  static const std::vector<bool>* const table =
      new std::vector<bool>(MakeNfcTable());
  if (code_point < kNfcTableSize) return (*table)[code_point];
  // Plane 2 holds compatibility ideographs, which NFC replaces.
  return code_point >= 0x2f800 && code_point <= 0x2fa1f;
}

uint8_t CombiningClassOf(uint32_t code_point) {
  return static_cast<uint8_t>(
      utf8proc_get_property(Signed(code_point))->combining_class);
}

void ComposeNfc(absl::string_view text, std::string* out) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const utf8proc_ssize_t size = static_cast<utf8proc_ssize_t>(text.size());
  const utf8proc_ssize_t count =
      utf8proc_decompose(bytes, size, nullptr, 0, kDecompose);
  LEXPROBE_CHECK(count >= 0);
  // utf8proc_reencode writes one byte more than it needs.
  std::vector<utf8proc_int32_t> buffer(static_cast<size_t>(count) + 1);
  utf8proc_decompose(bytes, size, buffer.data(), count, kDecompose);
  const utf8proc_ssize_t length =
      utf8proc_reencode(buffer.data(), count, kCompose);
  LEXPROBE_CHECK(length >= 0);
  out->assign(reinterpret_cast<const char*>(buffer.data()),
              static_cast<size_t>(length));
}

uint32_t LowerCase(uint32_t code_point) {
  return static_cast<uint32_t>(utf8proc_tolower(Signed(code_point)));
}

}  // namespace lexprobe
