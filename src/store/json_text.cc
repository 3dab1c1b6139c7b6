#include "store/json_text.h"

namespace lexprobe {
namespace {

struct LeadByte {
  unsigned char first, last;      // the lead byte
  unsigned char lowest, highest;  // the second byte
  size_t length;
};

// Unicode 15, table 3-7; the bytes after the second are 80 to BF.
constexpr LeadByte kLeadBytes[] = {
    {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3},
    {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
    {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
};

bool IsWithin(char c, unsigned char low, unsigned char high) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= low && byte <= high;
}

}  // namespace

size_t Utf8Length(absl::string_view bytes) {
  if (IsWithin(bytes[0], 0, 0x7f)) return 1;
  for (const LeadByte& lead : kLeadBytes) {
    if (!IsWithin(bytes[0], lead.first, lead.last)) continue;
    if (bytes.size() < lead.length ||
        !IsWithin(bytes[1], lead.lowest, lead.highest)) {
      return 0;
    }
    for (size_t i = 2; i < lead.length; ++i) {
      if (!IsWithin(bytes[i], 0x80, 0xbf)) return 0;
    }
    return lead.length;
  }
  return 0;
}

bool IsUtf8(absl::string_view bytes) {
  while (!bytes.empty()) {
    const size_t length = Utf8Length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

void AppendJsonString(absl::string_view text, std::string* out) {
  constexpr char kHex[] = "0123456789abcdef";
  *out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
    } else if (IsWithin(c, 0, 0x1f)) {
      const auto byte = static_cast<unsigned char>(c);
      *out += "\\u00";
      *out += kHex[byte >> 4];
      *out += kHex[byte & 15];
    } else {
      *out += c;
    }
  }
  *out += '"';
}

}  // namespace lexprobe
