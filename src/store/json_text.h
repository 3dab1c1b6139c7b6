// JSON strings, written fast, and the UTF-8 that they must be made of.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_JSON_TEXT_H_
#define LEXPROBE_STORE_JSON_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace lexprobe {

// The length of the UTF-8 character that `bytes` begin with, or 0 if they
// begin with none (Unicode 15, table 3-7: no surrogates, nothing overlong,
// nothing beyond U+10FFFF).
// REQUIRES: !bytes.empty()
size_t Utf8Length(absl::string_view bytes);

bool IsUtf8(absl::string_view bytes);

// Appends `text` in quotes, escaped as RFC 8259 asks and no more.
// REQUIRES: IsUtf8(text)
void AppendJsonString(absl::string_view text, std::string* out);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_JSON_TEXT_H_
